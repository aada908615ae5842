import type { UntypedObject } from '../../../kube/meta/index.js';
import type { OperationHandler } from '../../contract/index.js';
import { guaranteed, sameResources } from '../../contract/objects/index.js';
import {
  isNewPod,
  judgeResources,
  ROLLING,
  stepsOfRolling,
  undoneByOperator,
  type Finding,
  type Step,
} from '../../contract/operations/index.js';
import { resourcesOf } from '../containers.js';
import { componentOf } from '../view.js';
import { dataOrder, isCurrent, movedPrimary, replaceStuckPods, rollingDisruption } from './rolling.js';
import { dataOf, type Define, type Situation } from './situation.js';

/** Data members are replaced one by one; whoever leads to them has resources of its own. */
export const verticalScalingBy = (define: Define): OperationHandler =>
  define({
    ...ROLLING,
    disruption: rollingDisruption,
    steps,
    restarts: dataOrder,
    judge,
    undo: (situation) => {
      const pods = dataOf(situation).flatMap((component) => component.pods);
      const arrived = isAskedFor(situation) && pods.every((pod) => hasResources(situation, pod));
      return undoneByOperator(situation, { arrived, actions: replacing(situation) });
    },
  });

const steps = (situation: Situation): Step[] =>
  stepsOfRolling(situation, 'ReplaceMember', (pod) => hasResources(situation, pod), dataOrder(situation));

const wantedOf = ({ cluster }: Situation) => guaranteed(cluster.spec.resources) ?? {};

/** A LimitRange may have made something else of it: then a pod that is new must do. */
function hasResources(situation: Situation, pod: UntypedObject): boolean {
  const component = componentOf(situation.view, pod.metadata.name)!;
  if (sameResources(resourcesOf(component, pod), wantedOf(situation))) return true;
  return isAskedFor(situation) && isNewPod(situation, pod) && isCurrent(situation, pod);
}

const isAskedFor = (situation: Situation): boolean =>
  dataOf(situation).every(({ asks }) => sameResources(asks.resources ?? {}, wantedOf(situation)));

const replacing = (situation: Situation) => (isAskedFor(situation) ? replaceStuckPods(situation) : []);

const judge = (situation: Situation): Finding => ({
  ...judgeResources(situation, isAskedFor(situation)),
  actions: replacing(situation),
  result: movedPrimary(situation),
});
