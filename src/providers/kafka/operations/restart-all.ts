import type { UntypedObject } from '../../../kube/meta/index.js';
import type { Undo } from '../../contract/index.js';
import {
  isRestartMark,
  judgeRestart,
  restartMarkOf,
  ROLLING,
  sayRestarted,
  undoneByOperator,
  type Finding,
} from '../../contract/operations/index.js';
import { OPERATION_MARK, RESTARTED_FOR } from '../names.js';
import type { NodePool } from '../upstream.js';
import { markPods, markRound } from './actions.js';
import { defineOperation } from './define-operation.js';
import { rollingDisruption, rollingOrder, rollingSteps } from './rolling.js';
import type { Situation } from './situation.js';

/**
 * By a mark in the template of the pods. The operator's own annotation for it, on its PodSets, can be lost without having
 * been served.
 */
export const restartAll = defineOperation({
  ...ROLLING,
  disruption: rollingDisruption,
  steps: (situation) => rollingSteps(situation, 'RestartMember', (pod) => isRestartMark(situation, markOfPod(pod))),
  restarts: rollingOrder,
  judge,
  undo,
});

const markOfPod = ({ metadata }: UntypedObject): string | undefined => metadata.annotations?.[RESTARTED_FOR];

const markOfPool = ({ spec }: NodePool): string | undefined =>
  (spec.template?.pod as { metadata?: { annotations?: Record<string, string> } } | undefined)?.metadata?.annotations?.[
    RESTARTED_FOR
  ];

const markOfRound = ({ upstream }: Situation): string | undefined =>
  upstream.spec.kafka.template?.podSet.metadata.annotations[OPERATION_MARK];

const poolsOf = ({ view }: Situation): NodePool[] => view.pools.flatMap(({ pool }) => pool ?? []);

function judge(situation: Situation): Finding {
  const ours = restartMarkOf(situation);
  const unmarked = poolsOf(situation).filter((pool) => !isRestartMark(situation, markOfPool(pool)));
  const isAsked = unmarked.length === 0 && isRestartMark(situation, markOfRound(situation));
  const asking =
    ours === undefined ? [] : [...unmarked.map((pool) => markPods(pool, ours)), markRound(situation.upstream, ours)];
  return judgeRestart(situation, isAsked, asking);
}

/** Without the mark the operator leaves the rest alone, and replaces once more what carries it: so it stays where none has begun. */
function undo(situation: Situation): Undo {
  const ours = restartMarkOf(situation);
  const marked = poolsOf(situation).filter((pool) => ours !== undefined && markOfPool(pool) === ours);
  const actions = marked.map((pool) => markPods(pool, null));
  return undoneByOperator(situation, {
    arrived: marked.length === 0,
    actions: marked.length === 0 ? [] : [...actions, markRound(situation.upstream, null)],
    stays: sayRestarted(
      situation,
      (pod) => ours !== undefined && markOfPod(pod) === ours,
      'Restarted, and once more by the way back',
    ),
  });
}
