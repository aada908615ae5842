import { DEPLOYMENT } from '../../../../kube/meta/index.js';
import { coversDesired } from '../../../../kube/writes/covers-desired.js';
import { patchStatus, type Action } from '../actions.js';
import type { Deployment } from '../workloads.js';

/** No pods are made for a Deployment: it says at once that they are available. */
export function advanceDeployment(deployment: Deployment): Action[] {
  const { replicas = 1 } = deployment.spec;
  const status = {
    observedGeneration: deployment.metadata.generation,
    replicas,
    updatedReplicas: replicas,
    readyReplicas: replicas,
    availableReplicas: replicas,
  };
  return coversDesired(deployment.status ?? {}, status) ? [] : [patchStatus(DEPLOYMENT, deployment, status)];
}
