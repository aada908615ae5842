import type { Informer, SharedInformers } from '../../../../kube/informer/index.js';
import { type WatchSource } from '../../../../kube/manager/index.js';
import { DEPLOYMENT, type KubeObject, type ObjectKey } from '../../../../kube/meta/index.js';
import { byLabel, ofDatabase } from '../../mechanics/caches/belonging.js';
import { DatabaseCaches } from '../../mechanics/caches/database-caches.js';
import { POD_DISRUPTION_BUDGET, SERVICE_ACCOUNT } from '../../mechanics/kinds.js';
import type { Deployment } from '../../mechanics/workloads.js';
import type { DisruptionBudget } from '../builders/disruption-budget.js';
import type { Kafka, KafkaUser, NodePool, PodSet, Rebalance } from '../kafka.js';
import { KAFKA, KAFKA_REBALANCE, KAFKA_USER, NODE_POOL, POD_SET } from '../kinds.js';
import { LABEL } from '../well-known.js';
import type { KafkaObjects } from './kafka-view.js';

/** The Kafka an object says that it belongs to. */
export const clusterKeyOf = byLabel(LABEL.cluster);

/** Every cache that the stand-in's loops read. */
export class KafkaCaches extends DatabaseCaches<Kafka> {
  readonly pools: Informer<NodePool>;
  readonly podSets: Informer<PodSet>;
  readonly deployments: Informer<Deployment>;
  readonly users: Informer<KafkaUser>;
  readonly rebalances: Informer<Rebalance>;
  private readonly budgets: Informer<DisruptionBudget>;
  private readonly accounts: Informer<KubeObject>;

  constructor(informers: SharedInformers) {
    super(informers, { type: KAFKA, databaseOf: clusterKeyOf });
    this.pools = this.children(NODE_POOL);
    this.podSets = this.children(POD_SET);
    this.deployments = this.children(DEPLOYMENT);
    this.users = this.children(KAFKA_USER);
    this.rebalances = this.children(KAFKA_REBALANCE);
    this.budgets = this.children(POD_DISRUPTION_BUDGET);
    this.accounts = this.children(SERVICE_ACCOUNT);
  }

  /** What wakes the loop of a Kafka; whether it looks then is a matter of its attention. */
  kafkaSources(): WatchSource[] {
    return [
      ...this.commonSources(),
      this.from(this.secrets),
      this.from(this.pools),
      this.from(this.podSets),
      this.from(this.deployments),
      this.from(this.rebalances),
      this.from(this.budgets),
      this.from(this.accounts),
    ];
  }

  override objectsOf(key: ObjectKey): KafkaObjects {
    return {
      ...super.objectsOf(key),
      pools: ofDatabase(this.pools, key),
      podSets: ofDatabase(this.podSets, key),
      deployments: ofDatabase(this.deployments, key),
      budgets: ofDatabase(this.budgets, key),
      rebalances: ofDatabase(this.rebalances, key),
      account: (account) => this.accounts.store.get(account),
    };
  }
}
