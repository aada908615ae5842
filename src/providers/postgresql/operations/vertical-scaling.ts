import type { UntypedObject } from '../../../kube/meta/index.js';
import type { ComputeResources } from '../../../resources/database-cluster/index.js';
import type { Undo } from '../../contract/index.js';
import { guaranteed, sameResources } from '../../contract/objects/index.js';
import { wantedPodOf } from '../status/pods.js';
import { defineOperation } from './define-operation.js';
import { ROLLING } from '../../contract/operations/index.js';
import { nobodyFenced } from './member-rules.js';
import type { Finding, Step } from '../../contract/operations/index.js';
import { undoneByOperator } from './report.js';
import {
  movedPrimary,
  replaceStuckPods,
  rollingDisruption,
  rollingOrder,
  rollingSteps,
  type IsReached,
} from './rolling.js';
import { isNewPod, whyNotWhole, type Situation } from './situation.js';

/** The operator replaces every pod: it never resizes one in place. */
export const verticalScaling = defineOperation({
  ...ROLLING,
  disruption: rollingDisruption,
  validate: nobodyFenced,
  steps,
  restarts: rollingOrder,
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
    reached: `Every member has ${describe(situation.cluster.spec.resources)}.`,
    waitsFor: isAskedFor(situation)
      ? whyNotWhole(situation)
      : 'Waits for the operator to be asked for the new resources.',
    settleSeconds: 5,
    result: movedPrimary(situation),
  };
}

const describe = ({ cpu, memory }: ComputeResources = {}): string =>
  [cpu && `${cpu} CPU`, memory && `${memory} of memory`].filter(Boolean).join(' and ');

const isAskedFor = ({ upstream, cluster }: Situation): boolean =>
  sameResources(upstream.spec.resources ?? {}, guaranteed(cluster.spec.resources) ?? {});

function undo(situation: Situation): Undo {
  const isBack: IsReached = (pod) => hasResources(situation, pod);
  const arrived = isAskedFor(situation) && situation.view.pods.every(isBack);
  return undoneByOperator(situation, { arrived, actions: isAskedFor(situation) ? replaceStuckPods(situation) : [] });
}
