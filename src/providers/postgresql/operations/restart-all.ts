import type { UntypedObject } from '../../../kube/meta/index.js';
import type { Undo } from '../../contract/index.js';
import { CNPG_ANNOTATIONS } from '../upstream.js';
import { annotate } from './actions.js';
import { defineOperation } from './define-operation.js';
import { ROLLING } from '../../contract/operations/index.js';
import { nobodyFenced } from './member-rules.js';
import type { Finding } from '../../contract/operations/index.js';
import { undoneByOperator } from './report.js';
import { movedPrimary, rollingDisruption, rollingOrder, rollingSteps } from './rolling.js';
import { isNewPod, whyNotWhole, type Situation } from './situation.js';

const { restartedAt } = CNPG_ANNOTATIONS;
const RESTARTED_BEFORE = 'restartedAt';

/** The operator restarts every member whose mark is not that of its Cluster. */
export const restartAll = defineOperation({
  ...ROLLING,
  disruption: rollingDisruption,
  validate: nobodyFenced,
  steps: (situation) => rollingSteps(situation, 'RestartMember', (pod) => carriesMark(situation, pod)),
  restarts: rollingOrder,
  baseline: ({ upstream }) => ({ [RESTARTED_BEFORE]: markOf(upstream) ?? '' }),
  judge,
  undo,
});

const markOf = ({ metadata }: Pick<UntypedObject, 'metadata'>): string | undefined =>
  metadata.annotations?.[restartedAt];

const ourMark = ({ request }: Situation): string | undefined => request.status?.startedAt;

/** Ours, or that of a later restart: two that outbid each other would never end. */
function carriesMark(situation: Situation, object: Pick<UntypedObject, 'metadata'>): boolean {
  const [mark, ours] = [markOf(object), ourMark(situation)];
  if (mark === undefined || ours === undefined) return false;
  const isLater = mark !== situation.baseline.get(RESTARTED_BEFORE) && Date.parse(mark) > Date.parse(ours);
  return mark === ours || isLater;
}

function judge(situation: Situation): Finding {
  const { upstream } = situation;
  const ours = ourMark(situation);
  const isAsked = carriesMark(situation, upstream);
  return {
    reached: 'Every member has restarted.',
    waitsFor: isAsked ? whyNotWhole(situation) : 'Asks the operator to restart the members.',
    actions: isAsked || ours === undefined ? [] : [annotate(upstream, { [restartedAt]: ours })],
    settleSeconds: 5,
    result: movedPrimary(situation),
  };
}

/** Without the mark the operator leaves the rest alone. */
function undo(situation: Situation): Undo {
  const { upstream, view } = situation;
  const isOurs = markOf(upstream) !== undefined && markOf(upstream) === ourMark(situation);
  const restarted = view.pods.filter((pod) => carriesMark(situation, pod) || isNewPod(situation, pod));
  const names = restarted.map(({ metadata }) => metadata.name).join(', ');
  return undoneByOperator(situation, {
    arrived: !isOurs,
    actions: isOurs ? [annotate(upstream, { [restartedAt]: null })] : [],
    stays: names === '' ? 'No member had restarted.' : `Restarted already: ${names}.`,
  });
}
