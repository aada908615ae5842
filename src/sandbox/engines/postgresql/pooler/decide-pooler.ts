import { DEPLOYMENT, SERVICE } from '../../../../kube/meta/index.js';
import { coversDesired } from '../../../../kube/writes/covers-desired.js';
import { advanceDeployment } from '../../mechanics/nodes/advance-deployment.js';
import type { Cluster } from '../cluster.js';
import { failuresOf } from '../failures.js';
import { advanceServices } from '../../mechanics/nodes/advance-services.js';
import { create, patch } from '../../mechanics/actions.js';
import type { Action } from '../reconcile/step.js';
import type { Deployment, Service } from '../../mechanics/workloads.js';
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

function syncService(pooler: Pooler, found: Service | undefined): Action[] {
  const wanted = buildPoolerService(pooler);
  if (!found) return [create(SERVICE, wanted)];
  if (!coversDesired(found.spec, wanted.spec)) return [patch(SERVICE, found, { spec: wanted.spec })];
  return advanceServices([found], failuresOf(pooler));
}
