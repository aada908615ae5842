import type { UntypedObject } from '../../../kube/meta/index.js';
import type { Undo } from '../../contract/index.js';
import { containerOf, guaranteed, sameResources } from '../../contract/objects/index.js';
import {
  isNewPod,
  judgeResources,
  ROLLING,
  stepsOfRolling,
  undoneByOperator,
  type Step,
} from '../../contract/operations/index.js';
import { isRoundDone } from '../status/change-under-way.js';
import { poolOf } from '../status/view.js';
import { KAFKA_CONTAINER } from '../upstream.js';
import { defineOperation } from './define-operation.js';
import { brokersBefore, type Situation } from './situation.js';

/** Brokers are replaced one by one; controllers have what they need already. */
export const verticalScaling = defineOperation({
  ...ROLLING,
  disruption: (situation) => (brokersBefore(situation).length > 1 ? 'Rolling' : 'Downtime'),
  steps,
  restarts: brokersBefore,
  judge: (situation) => judgeResources(situation, isAskedFor(situation), 'broker'),
  undo,
});

function steps(situation: Situation): Step[] {
  return stepsOfRolling(situation, 'ReplaceMember', (pod) => hasResources(situation, pod), brokersBefore(situation));
}

/** A LimitRange may have made something else of it: then a pod that is new must do. */
function hasResources(situation: Situation, pod: UntypedObject): boolean {
  const isAsWanted = sameResources(
    containerOf(pod, KAFKA_CONTAINER)?.resources ?? {},
    guaranteed(situation.cluster.spec.resources) ?? {},
  );
  return isAsWanted || (isAskedFor(situation) && isNewPod(situation, pod) && isRoundDone(situation.view));
}

const isAskedFor = ({ view, cluster }: Situation): boolean =>
  sameResources(poolOf(view, 'broker').pool?.spec.resources ?? {}, guaranteed(cluster.spec.resources) ?? {});

function undo(situation: Situation): Undo {
  const { pods } = poolOf(situation.view, 'broker');
  const isBack = (pod: UntypedObject): boolean => hasResources(situation, pod);
  return undoneByOperator(situation, { arrived: isAskedFor(situation) && pods.every(isBack) });
}
