import { DEPLOYMENT, SERVICE } from '../../../../kube/meta/index.js';
import { coversDesired } from '../../../../kube/writes/covers-desired.js';
import type { Cluster } from '../cluster.js';
import { failuresOf } from '../failures.js';
import { advanceServices } from '../nodes/advance-services.js';
import { create, patch, patchStatus, type Action } from '../reconcile/step.js';
import type { Deployment, Service } from '../workloads.js';
import { buildPoolerDeployment, buildPoolerService, poolerImage } from './build-pooler.js';
import type { Pooler, PoolerStatus } from './pooler.js';

export interface PoolerView {
  readonly pooler: Pooler;
  readonly cluster: Cluster | undefined;
  readonly deployment: Deployment | undefined;
  readonly service: Service | undefined;
}

/** What a Pooler still lacks, and how it describes itself meanwhile. Pure. */
export function decidePooler(view: PoolerView): { actions: Action[]; status: PoolerStatus } {
  const { pooler, cluster, deployment, service } = view;
  if (!cluster) return { actions: [], status: inactive(`Cluster ${pooler.spec.cluster.name} not found`) };
  if (pooler.spec.pgbouncer?.imageCatalogRef) {
    const error = 'the sandbox knows no component images: set pgbouncer.image';
    return { actions: [], status: { phase: 'failed', phaseReason: error, error, instances: 0 } };
  }
  return {
    actions: [...syncDeployment(pooler, deployment), ...syncService(pooler, service)],
    status: {
      phase: pooler.spec.pgbouncer?.paused ? 'paused' : 'active',
      image: poolerImage(pooler),
      instances: deployment?.status?.availableReplicas ?? 0,
    },
  };
}

const inactive = (phaseReason: string): PoolerStatus => ({ phase: 'inactive', phaseReason, instances: 0 });

function syncDeployment(pooler: Pooler, found: Deployment | undefined): Action[] {
  const wanted = buildPoolerDeployment(pooler);
  if (!found) return [create(DEPLOYMENT, wanted)];
  if (!coversDesired(found.spec, wanted.spec)) return [patch(DEPLOYMENT, found, { spec: wanted.spec })];
  return advanceDeployment(found);
}

/** No pods are made for a Pooler: its Deployment says at once that they are available. */
function advanceDeployment(deployment: Deployment): Action[] {
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

function syncService(pooler: Pooler, found: Service | undefined): Action[] {
  const wanted = buildPoolerService(pooler);
  if (!found) return [create(SERVICE, wanted)];
  if (!coversDesired(found.spec, wanted.spec)) return [patch(SERVICE, found, { spec: wanted.spec })];
  return advanceServices({ services: [found], failures: failuresOf(pooler) });
}
