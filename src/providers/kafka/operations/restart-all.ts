import type { UntypedObject } from '../../../kube/meta/index.js';
import type { Undo } from '../../contract/index.js';
import { ROLLING, type Finding } from '../../contract/operations/index.js';
import { OPERATION_MARK, RESTARTED_FOR } from '../names.js';
import type { NodePool } from '../upstream.js';
import { markPods, markRound } from './actions.js';
import { defineOperation, undoneByOperator } from './define-operation.js';
import { rollingDisruption, rollingOrder, rollingSteps } from './rolling.js';
import { isNewPod, whyNotWhole, type Situation } from './situation.js';

/**
 * By a mark in the template of the pods. The operator's own annotation for it, on its PodSets, can be lost without having
 * been served.
 */
export const restartAll = defineOperation({
  ...ROLLING,
  disruption: rollingDisruption,
  steps: (situation) => rollingSteps(situation, 'RestartMember', (pod) => carriesMark(situation, markOfPod(pod))),
  restarts: rollingOrder,
  judge,
  undo,
});

const ourMark = ({ request }: Situation): string | undefined => request.status?.startedAt;

const markOfPod = ({ metadata }: UntypedObject): string | undefined => metadata.annotations?.[RESTARTED_FOR];

const markOfPool = ({ spec }: NodePool): string | undefined =>
  (spec.template?.pod as { metadata?: { annotations?: Record<string, string> } } | undefined)?.metadata?.annotations?.[
    RESTARTED_FOR
  ];

const markOfRound = ({ upstream }: Situation): string | undefined =>
  upstream.spec.kafka.template?.podSet.metadata.annotations[OPERATION_MARK];

/** Ours, or that of a later restart: two that outbid each other would never end. */
function carriesMark(situation: Situation, mark: string | undefined): boolean {
  const ours = ourMark(situation);
  if (mark === undefined || ours === undefined) return false;
  return mark === ours || Date.parse(mark) > Date.parse(ours);
}

const poolsOf = ({ view }: Situation): NodePool[] => view.pools.flatMap(({ pool }) => pool ?? []);

function judge(situation: Situation): Finding {
  const { upstream } = situation;
  const ours = ourMark(situation);
  const unmarked = poolsOf(situation).filter((pool) => !carriesMark(situation, markOfPool(pool)));
  const isAsked = unmarked.length === 0 && carriesMark(situation, markOfRound(situation));
  const asking = ours === undefined ? [] : [...unmarked.map((pool) => markPods(pool, ours)), markRound(upstream, ours)];
  return {
    reached: 'Every member has restarted.',
    waitsFor: isAsked ? whyNotWhole(situation) : 'Asks the operator to restart the members.',
    actions: isAsked ? [] : asking,
    settleSeconds: 5,
  };
}

/** Without the mark the operator leaves the rest alone, and replaces once more what carries it: so it stays where none has begun. */
function undo(situation: Situation): Undo {
  const ours = ourMark(situation);
  const marked = poolsOf(situation).filter((pool) => ours !== undefined && markOfPool(pool) === ours);
  const restarted = situation.view.pods.filter((pod) => markOfPod(pod) === ours || isNewPod(situation, pod));
  const names = restarted.map(({ metadata }) => metadata.name).join(', ');
  const actions = marked.map((pool) => markPods(pool, null));
  return undoneByOperator(situation, {
    arrived: marked.length === 0,
    actions: marked.length === 0 ? [] : [...actions, markRound(situation.upstream, null)],
    stays: names === '' ? 'No member had restarted.' : `Restarted, and once more by the way back: ${names}.`,
  });
}
