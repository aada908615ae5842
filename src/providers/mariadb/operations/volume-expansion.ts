import { forbidden } from '../../../domain/validation/field-errors.js';
import { sameQuantity } from '../../../kube/meta/index.js';
import type { FieldError } from '../../../kube/schema/index.js';
import { whyFixedInSize } from '../../contract/objects/index.js';
import { growVolume, judgeGrowth, PROMPT } from '../../contract/operations/index.js';
import { defineOperation } from './define-operation.js';
import type { Situation } from './situation.js';

/** The operator enlarges every claim in place, and makes the StatefulSet anew around the pods. */
export const volumeExpansion = defineOperation({
  ...PROMPT,
  disruption: 'None',
  validate,
  steps: (situation) => situation.view.volumes.map((claim) => growVolume(claim, wantedOf(situation))),
  judge: (situation, steps) =>
    // Larger volumes are not the end: the StatefulSet is gone for a moment, and must have come back.
    judgeGrowth(
      steps,
      isAsked(situation) ? situation.whyNotWhole : 'Waits for the operator to be asked for the new size.',
    ),
  undo: () => ({ state: 'Impossible', why: 'Volumes never shrink.' }),
});

const wantedOf = ({ request, cluster }: Situation): string =>
  request.spec.volumeExpansion?.size ?? cluster.spec.storage.size;

const isAsked = (situation: Situation): boolean =>
  sameQuantity(situation.upstream.spec.storage.size, wantedOf(situation));

/** Known before anything is written: later it shows only as a wait that does not end. */
function validate({ view, observed }: Situation): FieldError[] {
  const why = whyFixedInSize(view.volumes, observed);
  return why === undefined ? [] : [forbidden(['spec', 'volumeExpansion', 'size'], why)];
}
