import type { UntypedObject } from '../../../kube/meta/index.js';
import { forbidden } from '../../../domain/validation/field-errors.js';
import type { FieldError } from '../../../kube/schema/index.js';
import type { OperationHandler } from '../../contract/index.js';
import { resizeErrorOf, whyFixedInSize } from '../../contract/objects/index.js';
import { growVolume, judgeGrowth, PROMPT, type Finding, type Step } from '../../contract/operations/index.js';
import { sentenceOf } from '../../contract/status/index.js';
import { messagesOf } from '../upstream.js';
import { askedSizeOf, takenBack } from '../volume-size.js';
import { dataOf, type Define, type Situation } from './situation.js';

/** The operator enlarges every claim in place, and then makes the StatefulSet anew around the pods. */
export const volumeExpansionBy = (define: Define): OperationHandler =>
  define({
    ...PROMPT,
    disruption: 'None',
    validate,
    steps: (situation) => claimsOf(situation).map((claim) => growVolume(claim, wantedOf(situation))),
    judge,
    undo: () => ({ state: 'Impossible', why: 'Volumes never shrink.' }),
  });

const claimsOf = (situation: Situation): UntypedObject[] => dataOf(situation).flatMap(({ claims }) => claims);

const wantedOf = ({ request, cluster }: Situation): string =>
  request.spec.volumeExpansion?.size ?? cluster.spec.storage.size;

/** Known before anything is written: what the operator tries in vain, it takes back without a word of why. */
function validate(situation: Situation): FieldError[] {
  const { size, walSize } = situation.request.spec.volumeExpansion ?? {};
  const why = size === undefined ? undefined : whyFixedInSize(claimsOf(situation), situation.observed);
  return [
    ...(why === undefined ? [] : [forbidden(['spec', 'volumeExpansion', 'size'], why)]),
    ...(walSize === undefined ? [] : [forbidden(['spec', 'volumeExpansion', 'walSize'], NO_LOG_VOLUME)]),
  ];
}

const NO_LOG_VOLUME = 'the log has no volume of its own; it is on the data volume';

function judge(situation: Situation, steps: readonly Step[]): Finding {
  const { upstream, whyNotWhole } = situation;
  const isAsked = askedSizeOf(upstream) === wantedOf(situation);
  return {
    // Larger volumes are not the end: the StatefulSet is gone for a moment, and must have come back.
    ...judgeGrowth(steps, isAsked ? whyNotWhole : 'Waits for the operator to be asked for the new size.'),
    failure: isAsked ? refusalOf(situation) : undefined,
  };
}

function refusalOf(situation: Situation): string | undefined {
  const { view, upstream } = situation;
  const refused = takenBack(view);
  if (refused.length === 0) return undefined;
  const reasons = [...claimsOf(situation).flatMap((claim) => resizeErrorOf(claim) ?? []), ...messagesOf(upstream)];
  const why = reasons[0] ?? 'the events of the claims say why: a quota, or a StorageClass that cannot';
  const says = `The operator could not enlarge the volumes and has put ${refused[0]!.asks.storageSize} back: ${why}`;
  return `${sentenceOf(says)} When the cause is gone, ask for a larger size.`;
}
