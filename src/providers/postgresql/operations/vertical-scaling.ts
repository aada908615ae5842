import type { UntypedObject } from '../../../kube/meta/index.js';
import type { Undo } from '../../contract/index.js';
import { guaranteed, sameResources } from '../../contract/objects/index.js';
import {
  disruptionOfRolling,
  isNewPod,
  judgeResources,
  primaryLast,
  ROLLING,
  undoneByOperator,
  type Finding,
  type IsReached,
  type Step,
} from '../../contract/operations/index.js';
import { wantedPodOf } from '../status/pods.js';
import { defineOperation } from './define-operation.js';
import { nobodyFenced } from './member-rules.js';
import { movedPrimary, replaceStuckPods, rollingSteps } from './rolling.js';
import type { Situation } from './situation.js';

/** The operator replaces every pod: it never resizes one in place. */
export const verticalScaling = defineOperation({
  ...ROLLING,
  disruption: disruptionOfRolling,
  validate: nobodyFenced,
  steps,
  restarts: primaryLast,
  judge,
  undo,
});

function steps(situation: Situation): Step[] {
  return rollingSteps(situation, 'ReplaceMember', (pod) => hasResources(situation, pod));
}

/** As the operator wanted the pod: a LimitRange may have made something else of it. */
function hasResources(situation: Situation, pod: UntypedObject): boolean {
  const wanted = wantedPodOf(pod);
  if (!wanted) return isNewPod(situation, pod);
  return sameResources(wanted.containers[0]?.resources ?? {}, guaranteed(situation.cluster.spec.resources) ?? {});
}

function judge(situation: Situation): Finding {
  return {
    ...judgeResources(situation, isAskedFor(situation)),
    result: movedPrimary(situation),
  };
}

const isAskedFor = ({ upstream, cluster }: Situation): boolean =>
  sameResources(upstream.spec.resources ?? {}, guaranteed(cluster.spec.resources) ?? {});

function undo(situation: Situation): Undo {
  const isBack: IsReached = (pod) => hasResources(situation, pod);
  const arrived = isAskedFor(situation) && situation.view.pods.every(isBack);
  return undoneByOperator(situation, { arrived, actions: isAskedFor(situation) ? replaceStuckPods(situation) : [] });
}
