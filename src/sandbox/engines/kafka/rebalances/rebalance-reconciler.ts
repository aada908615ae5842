import { createHash } from 'node:crypto';
import type { KubeClient } from '../../../../kube/client/kube-client.js';
import type { Clock } from '../../../../kube/clock.js';
import {
  mapped,
  primary,
  type ReconcileContext,
  type Reconciler,
  type Result,
  type WatchSource,
} from '../../../../kube/manager/index.js';
import { keyOf, objectKeyOf, type KubeObject, type ObjectKey } from '../../../../kube/meta/index.js';
import { patchStatusIfChanged } from '../../../../kube/writes/status.js';
import { plainExecutor, type ActionsExecutor } from '../../mechanics/execute-actions.js';
import type { Pace } from '../../mechanics/pace.js';
import type { Condition, Rebalance } from '../kafka.js';
import { KAFKA_REBALANCE } from '../kinds.js';
import { cruiseControlName } from '../names.js';
import { restate } from '../reconcile/conditions.js';
import { clusterKeyOf, type KafkaCaches } from '../reconcile/kafka-caches.js';
import { FIELD_MANAGER, LABEL } from '../well-known.js';
import { decideRebalance, type RebalanceView } from './decide-rebalance.js';

export interface RebalanceReconcilerParts {
  readonly client: KubeClient;
  readonly clock: Clock;
  readonly caches: KafkaCaches;
  readonly pace: Pace;
}

/** Cruise Control behind the operator: proposals, approvals, and replicas that move. */
export class RebalanceReconciler implements Reconciler {
  private readonly executor: ActionsExecutor<never, never>;

  constructor(private readonly parts: RebalanceReconcilerParts) {
    this.executor = plainExecutor(parts.client, FIELD_MANAGER);
  }

  sources(): WatchSource[] {
    const { rebalances, deployments, databases: kafkas } = this.parts.caches;
    const ofCluster = (cluster: ObjectKey): ObjectKey[] =>
      this.parts.caches.objectsOf(cluster).rebalances.map(objectKeyOf);
    return [
      primary(rebalances),
      mapped(deployments, (deployment: KubeObject) => clusterKeyOf(deployment).flatMap(ofCluster)),
      mapped(kafkas, ({ metadata }) => ofCluster(metadata)),
    ];
  }

  async reconcile(key: ObjectKey, ctx: ReconcileContext): Promise<Result> {
    const { caches, pace } = this.parts;
    const rebalance = caches.rebalances.store.get(key);
    if (!rebalance || rebalance.metadata.deletionTimestamp) return pace.forget(keyOf(key));
    return pace.step(rebalance, async () => {
      const step = decideRebalance(this.view(rebalance));
      if (!step) return false;
      await this.executor.execute(step.actions, undefined, ctx);
      await this.report(rebalance, step.condition, ctx);
      return true;
    });
  }

  private view(rebalance: Rebalance): RebalanceView {
    const { caches } = this.parts;
    const [cluster] = clusterKeyOf(rebalance);
    if (!cluster) return { rebalance, kafka: undefined, cruiseControl: undefined, claims: [] };
    const { claims, pools, deployments } = caches.objectsOf(cluster);
    const brokers = new Set(
      pools.filter(({ spec }) => spec.roles.includes('broker')).map(({ metadata }) => metadata.name),
    );
    return {
      rebalance,
      kafka: caches.databases.store.get(cluster),
      cruiseControl: deployments.find(({ metadata }) => metadata.name === cruiseControlName(cluster.name)),
      claims: claims.filter(({ metadata }) => brokers.has(metadata.labels?.[LABEL.poolName] ?? '')),
    };
  }

  private async report(rebalance: Rebalance, condition: Condition, ctx: ReconcileContext): Promise<void> {
    const { client, clock } = this.parts;
    const hasProposal = ['ProposalReady', 'Rebalancing', 'Ready', 'Stopped'].includes(condition.type);
    const status = {
      conditions: restate(rebalance.status?.conditions, [condition], clock.now()),
      observedGeneration: rebalance.metadata.generation,
      ...(hasProposal ? proposalOf(rebalance) : {}),
    };
    const written = await client.get<Rebalance>(KAFKA_REBALANCE, objectKeyOf(rebalance), ctx.signal);
    const options = { status, fieldManager: FIELD_MANAGER, signal: ctx.signal };
    ctx.recordWrite(KAFKA_REBALANCE, await patchStatusIfChanged(client, KAFKA_REBALANCE, written, options));
  }
}

/** Made up, but the same for the same object. */
const proposalOf = ({ metadata }: Rebalance): NonNullable<Rebalance['status']> => ({
  sessionId: createHash('sha256').update(`${metadata.uid}/${metadata.generation}`).digest('hex').slice(0, 32),
  optimizationResult: { dataToMoveMB: 0, numReplicaMovements: 1, numLeaderMovements: 1 },
});
