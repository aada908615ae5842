import type { UntypedObject } from '../../../kube/meta/index.js';
import type { ChildAction, Undo } from '../../contract/index.js';
import { patchOf } from '../../contract/objects/index.js';
import {
  disruptionOfRolling,
  isRestartMark,
  judgeRestart,
  primaryLast,
  restartMarkOf,
  ROLLING,
  sayRestarted,
  stepsOfRolling,
  undoneByOperator,
  type Finding,
} from '../../contract/operations/index.js';
import { RESTARTED_FOR } from '../names.js';
import { MARIADB, type Mariadb } from '../upstream.js';
import { defineOperation } from './define-operation.js';
import { movedPrimary } from './rolling.js';
import type { Situation } from './situation.js';

/** By a mark in the template of the pods, beside the applier's own: the operator replaces them, the primary last. */
export const restartAll = defineOperation({
  ...ROLLING,
  disruption: disruptionOfRolling,
  steps: (situation) => stepsOfRolling(situation, 'RestartMember', (pod) => isRestartMark(situation, markOfPod(pod))),
  restarts: primaryLast,
  judge,
  undo,
});

const markOfPod = ({ metadata }: UntypedObject): string | undefined => metadata.annotations?.[RESTARTED_FOR];
const markOf = ({ spec }: Mariadb): string | undefined => spec.podMetadata.annotations[RESTARTED_FOR];

const mark = (upstream: Mariadb, value: string | null): ChildAction =>
  patchOf(MARIADB, upstream, { spec: { podMetadata: { annotations: { [RESTARTED_FOR]: value } } } });

function judge(situation: Situation): Finding {
  const { upstream } = situation;
  const ours = restartMarkOf(situation);
  const isAsked = isRestartMark(situation, markOf(upstream));
  return {
    ...judgeRestart(situation, isAsked, ours === undefined ? [] : [mark(upstream, ours)]),
    result: movedPrimary(situation),
  };
}

/** Without the mark the operator leaves the rest alone, and replaces once more what carries it. */
function undo(situation: Situation): Undo {
  const { upstream } = situation;
  const ours = restartMarkOf(situation);
  const isOurs = (value: string | undefined): boolean => value !== undefined && value === ours;
  return undoneByOperator(situation, {
    arrived: !isOurs(markOf(upstream)),
    actions: isOurs(markOf(upstream)) ? [mark(upstream, null)] : [],
    stays: sayRestarted(situation, (pod) => isOurs(markOfPod(pod)), 'Restarted, and once more by the way back'),
  });
}
