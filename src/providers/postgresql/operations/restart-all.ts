import type { UntypedObject } from '../../../kube/meta/index.js';
import type { Undo } from '../../contract/index.js';
import {
  disruptionOfRolling,
  isRestartMark,
  judgeRestart,
  primaryLast,
  restartMarkOf,
  ROLLING,
  sayRestarted,
  undoneByOperator,
  type Finding,
} from '../../contract/operations/index.js';
import { CNPG_ANNOTATIONS } from '../upstream.js';
import { annotate } from './actions.js';
import { defineOperation } from './define-operation.js';
import { nobodyFenced } from './member-rules.js';
import { movedPrimary, rollingSteps } from './rolling.js';
import type { Situation } from './situation.js';

const { restartedAt } = CNPG_ANNOTATIONS;
const RESTARTED_BEFORE = 'restartedAt';

/** The operator restarts every member whose mark is not that of its Cluster. */
export const restartAll = defineOperation({
  ...ROLLING,
  disruption: disruptionOfRolling,
  validate: nobodyFenced,
  steps: (situation) => rollingSteps(situation, 'RestartMember', (pod) => carriesMark(situation, pod)),
  restarts: primaryLast,
  baseline: ({ upstream }) => ({ [RESTARTED_BEFORE]: markOf(upstream) ?? '' }),
  judge,
  undo,
});

const markOf = ({ metadata }: Pick<UntypedObject, 'metadata'>): string | undefined =>
  metadata.annotations?.[restartedAt];

/** A later mark that stood before is no later restart, but one of a clock that was ahead. */
const carriesMark = (situation: Situation, object: Pick<UntypedObject, 'metadata'>): boolean =>
  markOf(object) !== situation.baseline.get(RESTARTED_BEFORE) && isRestartMark(situation, markOf(object));

function judge(situation: Situation): Finding {
  const { upstream } = situation;
  const ours = restartMarkOf(situation);
  const asking = ours === undefined ? [] : [annotate(upstream, { [restartedAt]: ours })];
  return {
    ...judgeRestart(situation, carriesMark(situation, upstream), asking),
    result: movedPrimary(situation),
  };
}

/** Without the mark the operator leaves the rest alone. */
function undo(situation: Situation): Undo {
  const { upstream } = situation;
  const isOurs = markOf(upstream) !== undefined && markOf(upstream) === restartMarkOf(situation);
  return undoneByOperator(situation, {
    arrived: !isOurs,
    actions: isOurs ? [annotate(upstream, { [restartedAt]: null })] : [],
    stays: sayRestarted(situation, (pod) => carriesMark(situation, pod)),
  });
}
