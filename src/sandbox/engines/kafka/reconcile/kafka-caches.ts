import type { Informer, SharedInformers } from '../../../../kube/informer/index.js';
import { mapped, primary, type WatchSource } from '../../../../kube/manager/index.js';
import {
  DEPLOYMENT,
  keyOf,
  PERSISTENT_VOLUME_CLAIM,
  POD,
  SECRET,
  SERVICE,
  STORAGE_CLASS,
  type KubeObject,
  type ObjectKey,
  type ResourceType,
} from '../../../../kube/meta/index.js';
import { POD_DISRUPTION_BUDGET, SERVICE_ACCOUNT } from '../../mechanics/kinds.js';
import type {
  Deployment,
  PersistentVolumeClaim,
  Pod,
  Secret,
  Service,
  StorageClass,
} from '../../mechanics/workloads.js';
import type { DisruptionBudget } from '../builders/disruption-budget.js';
import type { Kafka, KafkaUser, NodePool, PodSet, Rebalance } from '../kafka.js';
import { KAFKA, KAFKA_REBALANCE, KAFKA_USER, NODE_POOL, POD_SET } from '../kinds.js';
import { LABEL } from '../well-known.js';
import type { KafkaObjects } from './kafka-view.js';

const BY_CLUSTER = 'byKafkaCluster';

/** The Kafka an object says that it belongs to. */
export const clusterKeyOf = ({ metadata }: KubeObject): ObjectKey[] => {
  const name = metadata.labels?.[LABEL.cluster];
  return name ? [{ namespace: metadata.namespace, name }] : [];
};

const byCluster = <T extends KubeObject>(object: T): string[] => clusterKeyOf(object).map((key) => keyOf(key));

/** Every cache that the stand-in's loops read. */
export class KafkaCaches {
  readonly kafkas: Informer<Kafka>;
  readonly pools: Informer<NodePool>;
  readonly podSets: Informer<PodSet>;
  readonly pods: Informer<Pod>;
  readonly claims: Informer<PersistentVolumeClaim>;
  readonly deployments: Informer<Deployment>;
  readonly secrets: Informer<Secret>;
  readonly users: Informer<KafkaUser>;
  readonly rebalances: Informer<Rebalance>;
  private readonly services: Informer<Service>;
  private readonly budgets: Informer<DisruptionBudget>;
  private readonly accounts: Informer<KubeObject>;
  private readonly storageClasses: Informer<StorageClass>;

  constructor(informers: SharedInformers) {
    const children = <T extends KubeObject>(type: ResourceType): Informer<T> =>
      informers.ensure<T>({ type, indexers: { [BY_CLUSTER]: byCluster } });
    this.kafkas = informers.ensure({ type: KAFKA });
    this.pools = children(NODE_POOL);
    this.podSets = children(POD_SET);
    this.pods = children(POD);
    this.claims = children(PERSISTENT_VOLUME_CLAIM);
    this.deployments = children(DEPLOYMENT);
    this.secrets = children(SECRET);
    this.users = children(KAFKA_USER);
    this.rebalances = children(KAFKA_REBALANCE);
    this.services = children(SERVICE);
    this.budgets = children(POD_DISRUPTION_BUDGET);
    this.accounts = children(SERVICE_ACCOUNT);
    this.storageClasses = informers.ensure({ type: STORAGE_CLASS });
  }

  /** What wakes the loop of a Kafka; whether it looks then is a matter of its attention. */
  kafkaSources(): WatchSource[] {
    const children = [
      this.pools,
      this.podSets,
      this.pods,
      this.claims,
      this.deployments,
      this.secrets,
      this.rebalances,
      this.services,
      this.budgets,
      this.accounts,
    ] as unknown as Informer<KubeObject>[];
    return [primary(this.kafkas), ...children.map((informer) => mapped(informer, clusterKeyOf))];
  }

  objectsOf(key: ObjectKey): KafkaObjects {
    const id = keyOf(key);
    return {
      pools: this.pools.store.byIndex(BY_CLUSTER, id),
      podSets: this.podSets.store.byIndex(BY_CLUSTER, id),
      pods: this.pods.store.byIndex(BY_CLUSTER, id),
      claims: this.claims.store.byIndex(BY_CLUSTER, id),
      services: this.services.store.byIndex(BY_CLUSTER, id),
      deployments: this.deployments.store.byIndex(BY_CLUSTER, id),
      budgets: this.budgets.store.byIndex(BY_CLUSTER, id),
      rebalances: this.rebalances.store.byIndex(BY_CLUSTER, id),
      storageClasses: this.storageClasses.store.list(),
      secret: (secret) => this.secrets.store.get(secret),
      account: (account) => this.accounts.store.get(account),
    };
  }
}
