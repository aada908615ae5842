import type { UntypedObject } from '../../../kube/meta/index.js';
import type { OperationHandler, Undo } from '../../contract/index.js';
import { annotationOf } from '../../contract/objects/index.js';
import {
  isRestartMark,
  judgeRestart,
  restartMarkOf,
  ROLLING,
  sayRestarted,
  stepsOfRolling,
  undoneByOperator,
  type Finding,
} from '../../contract/operations/index.js';
import type { PerconaDialect } from '../dialect.js';
import { RESTARTED_FOR } from '../upstream.js';
import { movedPrimary, rollingDisruption, rollingOrder } from './rolling.js';
import type { Define, Situation } from './situation.js';

type Kinds = PerconaDialect['kinds'];

/**
 * By a mark on the operator's object, which the applier carries to every group of pods: the lists of groups are the
 * applier's, and nobody else can write into them.
 */
export const restartAllBy = (define: Define, { cluster }: Kinds): OperationHandler =>
  define({
    ...ROLLING,
    disruption: rollingDisruption,
    steps: (situation) =>
      stepsOfRolling(situation, 'RestartMember', (pod) => isMarked(situation, pod), rollingOrder(situation)),
    restarts: rollingOrder,
    judge: (situation) => judge(situation, cluster),
    undo: (situation) => undo(situation, cluster),
  });

const markOf = ({ metadata }: Pick<UntypedObject, 'metadata'>): string | undefined =>
  metadata.annotations?.[RESTARTED_FOR];

const isMarked = (situation: Situation, object: Pick<UntypedObject, 'metadata'>): boolean =>
  isRestartMark(situation, markOf(object));

function judge(situation: Situation, kind: Kinds['cluster']): Finding {
  const { upstream, view } = situation;
  const ours = restartMarkOf(situation);
  const isWritten = isMarked(situation, upstream);
  const isAsked =
    isWritten && view.components.every(({ asks }) => isRestartMark(situation, asks.annotations?.[RESTARTED_FOR]));
  const asking = isWritten || ours === undefined ? [] : [annotationOf(kind, upstream, { [RESTARTED_FOR]: ours })];
  return { ...judgeRestart(situation, isAsked, asking), result: movedPrimary(situation) };
}

/** Without the mark the operator leaves the rest alone, and replaces once more what carries it. */
function undo(situation: Situation, kind: Kinds['cluster']): Undo {
  const { upstream, view } = situation;
  const ours = restartMarkOf(situation);
  const isOurs = (mark: string | undefined): boolean => mark !== undefined && mark === ours;
  const isWritten = isOurs(markOf(upstream));
  return undoneByOperator(situation, {
    arrived: !isWritten && !view.components.some(({ asks }) => isOurs(asks.annotations?.[RESTARTED_FOR])),
    actions: isWritten ? [annotationOf(kind, upstream, { [RESTARTED_FOR]: null })] : [],
    stays: sayRestarted(situation, (pod) => isOurs(markOf(pod)), 'Restarted, and once more by the way back'),
  });
}
