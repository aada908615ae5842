import type { UntypedObject } from '../../../kube/meta/index.js';
import type { ChildAction } from '../../contract/index.js';
import { CNPG_LABELS } from '../upstream.js';
import { deletePod } from './actions.js';
import { isNewPod, podOf } from '../../contract/operations/index.js';
import type { Situation } from './situation.js';

/** A node that can grow the file system of a mounted volume has done so by then. */
const GRACE_MS = 180_000;

interface ClaimCondition {
  readonly type: string;
  readonly status: string;
  readonly lastTransitionTime?: string;
}

/** One member at a time, in the order of the claims: some drivers grow a file system only when it is mounted anew. */
export function restartForResize(situation: Situation, claims: readonly UntypedObject[]): ChildAction[] {
  const isSomebodyDown = situation.view.members.some(({ name, ready }) => !ready && isRestarted(situation, name));
  if (isSomebodyDown) return [];
  const stuck = claims.filter((claim) => isStuck(situation, claim)).map(memberOf);
  const next = stuck.find((member) => member !== undefined && !isRestarted(situation, member));
  const pod = next === undefined ? undefined : podOf(situation, next);
  return pod ? [deletePod(pod)] : [];
}

const memberOf = ({ metadata }: UntypedObject): string | undefined => metadata.labels?.[CNPG_LABELS.instanceName];

/** Restarted since the operation began, or just now. */
function isRestarted(situation: Situation, member: string): boolean {
  const pod = podOf(situation, member);
  return !pod || pod.metadata.deletionTimestamp !== undefined || isNewPod(situation, pod);
}

function isStuck({ nowMs }: Situation, { status }: UntypedObject): boolean {
  const conditions = (status?.conditions ?? []) as readonly ClaimCondition[];
  const pending = conditions.find(({ type, status: is }) => type === 'FileSystemResizePending' && is === 'True');
  if (!pending || nowMs === undefined) return false;
  return nowMs - Date.parse(pending.lastTransitionTime ?? '') >= GRACE_MS;
}
