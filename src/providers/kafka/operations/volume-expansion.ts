import { sameQuantity, type UntypedObject } from '../../../kube/meta/index.js';
import { forbidden } from '../../../domain/validation/field-errors.js';
import type { FieldError } from '../../../kube/schema/index.js';
import { byNumber, whyFixedInSize } from '../../contract/objects/index.js';
import { growVolume, judgeGrowth, PROMPT, type Finding, type Step } from '../../contract/operations/index.js';
import { isSeen } from '../status/change-under-way.js';
import { RESIZE_WARNING, STORAGE_WARNING } from '../status/reasons.js';
import { poolOf } from '../status/view.js';
import type { StrimziCondition } from '../upstream.js';
import { defineOperation } from './define-operation.js';
import type { Situation } from './situation.js';

/** The disks of the brokers grow in place; the operator restarts a broker whose driver wants its disk mounted anew. */
export const volumeExpansion = defineOperation({
  ...PROMPT,
  disruption: 'None',
  validate,
  steps,
  judge,
  undo: () => ({ state: 'Impossible', why: 'Volumes never shrink.' }),
});

const volumesOf = ({ view }: Situation): readonly UntypedObject[] =>
  [...poolOf(view, 'broker').volumes].sort((a, b) => byNumber(a.metadata.name, b.metadata.name));

const wantedOf = ({ request, cluster }: Situation): string =>
  request.spec.volumeExpansion?.size ?? cluster.spec.storage.size;

/** Known before anything is written: the operator says it in a warning, and is Ready all the same. */
function validate(situation: Situation): FieldError[] {
  const reason = whyFixedInSize(volumesOf(situation), situation.observed);
  return reason === undefined ? [] : [forbidden(['spec', 'volumeExpansion', 'size'], reason)];
}

function steps(situation: Situation): Step[] {
  const wanted = wantedOf(situation);
  return volumesOf(situation).map((claim) => growVolume(claim, wanted));
}

function judge(situation: Situation, steps: readonly Step[]): Finding {
  return { ...judgeGrowth(steps, whyNotAsked(situation)), failure: refusalOf(situation) };
}

function whyNotAsked(situation: Situation): string | undefined {
  const size = poolOf(situation.view, 'broker').pool?.spec.storage.volumes[0]?.size;
  return sameQuantity(size, wantedOf(situation)) ? undefined : 'Waits for the operator to be asked for the new size.';
}

/** The operator has seen the new size and leaves the volumes as they are. */
function refusalOf(situation: Situation): string | undefined {
  const { upstream, view } = situation;
  if (whyNotAsked(situation) !== undefined || !isSeen(upstream)) return undefined;
  const isRefusal = ({ reason = '' }: StrimziCondition): boolean => [RESIZE_WARNING, STORAGE_WARNING].includes(reason);
  const conditions = [
    ...(upstream.status?.conditions ?? []),
    ...(poolOf(view, 'broker').pool?.status?.conditions ?? []),
  ];
  const warning = conditions.find(isRefusal);
  return warning && `The operator does not enlarge the volumes: ${warning.message ?? warning.reason}`;
}
