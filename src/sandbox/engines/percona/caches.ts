import type { Informer, SharedInformers } from '../../../kube/informer/index.js';
import { mapped, primary, type WatchSource } from '../../../kube/manager/index.js';
import {
  DEPLOYMENT,
  keyOf,
  PERSISTENT_VOLUME_CLAIM,
  POD,
  SECRET,
  SERVICE,
  STATEFUL_SET,
  STORAGE_CLASS,
  type KubeObject,
  type ObjectKey,
  type ResourceType,
} from '../../../kube/meta/index.js';
import { CONFIG_MAP, POD_DISRUPTION_BUDGET } from '../mechanics/kinds.js';
import type { StatefulSet } from '../mechanics/stateful-sets/stateful-set.js';
import type { Deployment, PersistentVolumeClaim, Pod, Secret, Service, StorageClass } from '../mechanics/workloads.js';
import type { ConfigMap } from './builders/config-maps.js';
import type { DisruptionBudget } from './builders/disruption-budgets.js';
import { managerOf } from './builders/metadata.js';
import type { PerconaCluster } from './cluster.js';
import type { EngineFacts } from './engine-facts.js';
import type { ClusterObjects } from './view.js';
import { LABEL } from './well-known.js';

const BY_CLUSTER = 'byPerconaCluster';
const BY_SECRET = 'bySecret';

/** The database that an object says it is of. */
export const clusterKeyOf = ({ metadata }: KubeObject): ObjectKey[] => {
  const name = metadata.labels?.[LABEL.instance];
  return name ? [{ namespace: metadata.namespace, name }] : [];
};

const byLabel = <T extends KubeObject>(object: T): string[] => clusterKeyOf(object).map((key) => keyOf(key));

/** What has to be known of an operator to follow its objects. */
export interface CachedEngine<C extends PerconaCluster> extends EngineFacts {
  /** Name of the cluster that a backup or a restore is for. */
  readonly clusterOf: (request: KubeObject) => string | undefined;
  /** Secrets that others write and the round reads: their changes begin one. */
  readonly secretNamesOf: (cluster: C) => readonly string[];
}

/** Every cache that the loops of one operator read: only what it manages itself, and Secrets. */
export class PerconaCaches<C extends PerconaCluster> {
  readonly clusters: Informer<C>;
  readonly backups: Informer;
  readonly restores: Informer;
  readonly secrets: Informer<Secret>;
  readonly pods: Informer<Pod>;
  private readonly sets: Informer<StatefulSet>;
  private readonly claims: Informer<PersistentVolumeClaim>;
  private readonly services: Informer<Service>;
  private readonly deployments: Informer<Deployment>;
  private readonly maps: Informer<ConfigMap>;
  private readonly budgets: Informer<DisruptionBudget>;
  private readonly storageClasses: Informer<StorageClass>;

  constructor(
    informers: SharedInformers,
    private readonly engine: CachedEngine<C>,
  ) {
    const labelSelector = `${LABEL.managedBy}=${managerOf(engine)}`;
    const children = <T extends KubeObject>(type: ResourceType): Informer<T> =>
      informers.ensure<T>({ type, labelSelector, indexers: { [BY_CLUSTER]: byLabel } });
    const requests = (type: ResourceType): Informer =>
      informers.ensure({
        type,
        indexers: { [BY_CLUSTER]: (object) => this.targetOf(object).map((key) => keyOf(key)) },
      });
    this.clusters = informers.ensure<C>({ type: engine.kinds.cluster, indexers: { [BY_SECRET]: secretsOf(engine) } });
    this.backups = requests(engine.kinds.backup);
    this.restores = requests(engine.kinds.restore);
    this.secrets = informers.ensure({ type: SECRET });
    this.pods = children(POD);
    this.sets = children(STATEFUL_SET);
    this.claims = children(PERSISTENT_VOLUME_CLAIM);
    this.services = children(SERVICE);
    this.deployments = children(DEPLOYMENT);
    this.maps = children(CONFIG_MAP);
    this.budgets = children(POD_DISRUPTION_BUDGET);
    this.storageClasses = informers.ensure({ type: STORAGE_CLASS });
  }

  /** What begins a round of the operator. */
  clusterSources(): WatchSource[] {
    const children = [this.sets, this.pods, this.claims, this.services, this.deployments, this.maps, this.budgets];
    return [
      primary(this.clusters),
      ...(children as unknown as Informer[]).map((informer) => mapped(informer, clusterKeyOf)),
      ...[this.backups, this.restores].map((informer) => mapped(informer, (object) => this.targetOf(object))),
      mapped(this.secrets, (secret) => this.readersOf(secret)),
    ];
  }

  /** What moves pods and volumes: orders to fail are on the cluster. */
  setSources(): WatchSource[] {
    const children = [this.sets, this.pods, this.claims] as unknown as Informer[];
    return [primary(this.clusters), ...children.map((informer) => mapped(informer, clusterKeyOf))];
  }

  objectsOf(key: ObjectKey): ClusterObjects {
    const id = keyOf(key);
    return {
      sets: this.sets.store.byIndex(BY_CLUSTER, id),
      pods: this.pods.store.byIndex(BY_CLUSTER, id),
      claims: this.claims.store.byIndex(BY_CLUSTER, id),
      services: this.services.store.byIndex(BY_CLUSTER, id),
      maps: this.maps.store.byIndex(BY_CLUSTER, id),
      budgets: this.budgets.store.byIndex(BY_CLUSTER, id),
      storageClasses: this.storageClasses.store.list(),
      secret: (secret) => this.secrets.store.get(secret),
      backups: this.backups.store.byIndex(BY_CLUSTER, id),
      restores: this.restores.store.byIndex(BY_CLUSTER, id),
    };
  }

  deploymentsOf(key: ObjectKey): readonly Deployment[] {
    return this.deployments.store.byIndex(BY_CLUSTER, keyOf(key));
  }

  /** The database that a backup or a restore is for. */
  targetOf(request: KubeObject): ObjectKey[] {
    const name = this.engine.clusterOf(request);
    return name ? [{ namespace: request.metadata.namespace, name }] : [];
  }

  private readersOf(secret: KubeObject): ObjectKey[] {
    const found = this.clusters.store.byIndex(BY_SECRET, keyOf(secret));
    return found.map(({ metadata: { namespace, name } }) => ({ namespace, name }));
  }
}

const secretsOf =
  <C extends PerconaCluster>({ secretNamesOf }: CachedEngine<C>) =>
  (cluster: C): string[] =>
    secretNamesOf(cluster).map((name) => keyOf({ namespace: cluster.metadata.namespace, name }));
