import { sameQuantity, type UntypedObject } from '../../../kube/meta/index.js';
import type { ChildAction } from '../../contract/index.js';
import { byNumber, isAtLeast, requestOf } from '../../contract/objects/index.js';
import { DISK_FULL } from '../status/upstream-phases.js';
import { CNPG_LABELS } from '../upstream.js';
import { growClaim } from './actions.js';
import { defineOperation } from './define-operation.js';
import { growVolume, judgeGrowth, PROMPT, type Finding, type Step } from '../../contract/operations/index.js';
import { restartForResize } from './resize-restart.js';
import type { Situation } from './situation.js';
import { mustBeExpandable } from './storage-class-rule.js';

/** Every claim grows in place; the operator asks for it, except while a disk is full. */
export const volumeExpansion = defineOperation({
  ...PROMPT,
  disruption: 'None',
  validate: mustBeExpandable,
  steps: (situation) => growingClaims(situation).map(({ claim, wanted }) => growVolume(claim, wanted)),
  judge,
  undo: () => ({ state: 'Impossible', why: 'Volumes never shrink.' }),
});

interface Growing {
  readonly claim: UntypedObject;
  readonly wanted: string;
}

/** Those of replicas first, as they would be restarted. */
function growingClaims(situation: Situation): Growing[] {
  const { view, baseline, request } = situation;
  const { size, walSize } = request.spec.volumeExpansion ?? {};
  const wantedByRole: Readonly<Record<string, string | undefined>> = { PG_DATA: size, PG_WAL: walSize };
  const isOfPrimary = ({ claim }: Growing): number => (memberOf(claim) === baseline.primary ? 1 : 0);
  return view.volumes
    .flatMap((claim) => {
      const wanted = wantedByRole[claim.metadata.labels?.[CNPG_LABELS.pvcRole] ?? ''];
      return wanted === undefined ? [] : [{ claim, wanted }];
    })
    .sort((a, b) => isOfPrimary(a) - isOfPrimary(b) || byNumber(a.claim.metadata.name, b.claim.metadata.name));
}

const memberOf = ({ metadata }: UntypedObject): string | undefined => metadata.labels?.[CNPG_LABELS.instanceName];

function judge(situation: Situation, steps: readonly Step[]): Finding {
  const growing = growingClaims(situation);
  const isOver = steps.every(({ state }) => state === 'Done');
  const claims = growing.map(({ claim }) => claim);
  return {
    ...judgeGrowth(steps, whyNotAsked(situation) ?? (isOver ? whyNotRescued(situation) : undefined), SILENCE),
    actions: [...rescue(situation, growing), ...restartForResize(situation, claims)],
  };
}

/** The operator shows nothing when Kubernetes refuses it. */
const SILENCE = '; if it stays so, the log of the operator says why';

function whyNotAsked({ upstream, request }: Situation): string | undefined {
  const { size, walSize } = request.spec.volumeExpansion ?? {};
  const { storage, walStorage } = upstream.spec;
  const isAsked =
    (size === undefined || sameQuantity(storage.size, size)) &&
    (walSize === undefined || sameQuantity(walStorage?.size, walSize));
  return isAsked ? undefined : 'Waits for the operator to be asked for the new size.';
}

/** Where the disk was full, larger volumes are half of it: the database must have come back. */
function whyNotRescued(situation: Situation): string | undefined {
  const wasFull = situation.baseline.get('phase') === DISK_FULL;
  return wasFull || isDiskFull(situation) ? situation.whyNotWhole : undefined;
}

const isDiskFull = ({ upstream }: Situation): boolean => upstream.status?.phase === DISK_FULL;

/** On a full disk the operator looks no further, so that the claims would wait for ever. */
function rescue(situation: Situation, growing: readonly Growing[]): ChildAction[] {
  if (!isDiskFull(situation) || whyNotAsked(situation) !== undefined) return [];
  return growing
    .filter(({ claim, wanted }) => !isAtLeast(requestOf(claim), wanted))
    .map(({ claim, wanted }) => growClaim(claim, wanted));
}
