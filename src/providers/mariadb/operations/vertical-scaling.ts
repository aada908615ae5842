import type { UntypedObject } from '../../../kube/meta/index.js';
import type { Undo } from '../../contract/index.js';
import { containerOf, guaranteed, sameResources } from '../../contract/objects/index.js';
import {
  disruptionOfRolling,
  judgeResources,
  primaryLast,
  ROLLING,
  stepsOfRolling,
  undoneByOperator,
} from '../../contract/operations/index.js';
import { MARIADB_CONTAINER } from '../upstream.js';
import { defineOperation } from './define-operation.js';
import { arePodsCurrent, movedPrimary, replaceStuckPods } from './rolling.js';
import type { Situation } from './situation.js';

/** The operator replaces every pod, the primary last. */
export const verticalScaling = defineOperation({
  ...ROLLING,
  disruption: disruptionOfRolling,
  steps: (situation) => stepsOfRolling(situation, 'ReplaceMember', (pod) => hasResources(situation, pod)),
  restarts: primaryLast,
  judge: (situation) => ({
    ...judgeResources(situation, isAskedFor(situation)),
    actions: isAskedFor(situation) ? replaceStuckPods(situation) : [],
    result: movedPrimary(situation),
  }),
  undo,
});

const wantedOf = ({ cluster }: Situation) => guaranteed(cluster.spec.resources) ?? {};

const hasResources = (situation: Situation, pod: UntypedObject): boolean =>
  sameResources(containerOf(pod, MARIADB_CONTAINER)?.resources ?? {}, wantedOf(situation));

const isAskedFor = (situation: Situation): boolean =>
  sameResources(situation.upstream.spec.resources ?? {}, wantedOf(situation));

function undo(situation: Situation): Undo {
  const isAsked = isAskedFor(situation);
  return undoneByOperator(situation, {
    arrived: isAsked && arePodsCurrent(situation),
    actions: isAsked ? replaceStuckPods(situation) : [],
  });
}
