import type { Informer, SharedInformers } from '../../../../kube/informer/index.js';
import { mapped, primary, type WatchSource } from '../../../../kube/manager/index.js';
import {
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
import { neededPlugins } from '../barman/archive-place.js';
import type { ObjectStore } from '../barman/object-store.js';
import type { DisruptionBudget } from '../builders/disruption-budgets.js';
import { isOwnedBy } from '../../mechanics/ownership.js';
import { applicationOf } from '../builders/secrets.js';
import type { Cluster, ImageCatalogReference } from '../cluster.js';
import { CLUSTER, CLUSTER_IMAGE_CATALOG, IMAGE_CATALOG, JOB, OBJECT_STORE } from '../kinds.js';
import { POD_DISRUPTION_BUDGET, SERVICE_ACCOUNT } from '../../mechanics/kinds.js';
import { BARMAN_PLUGIN, LABEL, OPERATOR_NAMESPACE } from '../well-known.js';
import type { Job, PersistentVolumeClaim, Pod, Secret, Service, StorageClass } from '../../mechanics/workloads.js';
import { BY_CLUSTER, byCluster, clusterKeyOf } from './cluster-index.js';
import type { ClusterObjects } from './cluster-view.js';

interface ImageCatalog extends KubeObject {
  spec: { images: { major: number; image: string }[] };
}

const BY_REFERENCE = 'byReference';
const BY_PLUGIN = 'byPlugin';

/** A plugin is there when its Service is, beside the operator. */
const pluginOf = ({ metadata }: Service): string[] => {
  const name = metadata.namespace === OPERATOR_NAMESPACE && metadata.labels?.[LABEL.pluginName];
  return name ? [name] : [];
};

/** What a Cluster depends on without owning it: its Secret, its catalog, its plugins and their stores, by kind and key. */
function referencesOf(cluster: Cluster): string[] {
  const { namespace } = cluster.metadata;
  const { imageCatalogRef: catalog } = cluster.spec;
  const secret = applicationOf(cluster).secret?.name;
  const plugins = neededPlugins(cluster);
  const stores = plugins
    .filter(({ name }) => name === BARMAN_PLUGIN)
    .map(({ parameters }) => parameters?.['barmanObjectName'] ?? '');
  return [
    ...plugins.map(({ name }) => `Plugin/${name}`),
    ...stores.map((name) => `ObjectStore/${keyOf({ namespace, name })}`),
    ...(secret ? [`Secret/${keyOf({ namespace, name: secret })}`] : []),
    ...(catalog?.kind === 'ImageCatalog' ? [`ImageCatalog/${keyOf({ namespace, name: catalog.name })}`] : []),
    ...(catalog?.kind === 'ClusterImageCatalog' ? [`ClusterImageCatalog/${catalog.name}`] : []),
  ];
}

/** Every cache the Cluster loop reads, and what in them wakes it. */
export class ClusterCaches {
  readonly clusters: Informer<Cluster>;
  private readonly pods: Informer<Pod>;
  private readonly claims: Informer<PersistentVolumeClaim>;
  private readonly jobs: Informer<Job>;
  private readonly budgets: Informer<DisruptionBudget>;
  private readonly services: Informer<Service>;
  private readonly secrets: Informer<Secret>;
  private readonly accounts: Informer<KubeObject>;
  private readonly storageClasses: Informer<StorageClass>;
  private readonly catalogs: Informer<ImageCatalog>;
  private readonly clusterCatalogs: Informer<ImageCatalog>;
  private readonly objectStores: Informer<ObjectStore> | undefined;

  /** Without the plugin there is no such kind as ObjectStore. */
  constructor(informers: SharedInformers, hasBarman: boolean) {
    const children = <T extends KubeObject>(type: ResourceType): Informer<T> =>
      informers.ensure<T>({ type, indexers: { [BY_CLUSTER]: byCluster } });
    this.clusters = informers.ensure<Cluster>({ type: CLUSTER, indexers: { [BY_REFERENCE]: referencesOf } });
    this.pods = children(POD);
    this.claims = children(PERSISTENT_VOLUME_CLAIM);
    this.jobs = children(JOB);
    this.budgets = children(POD_DISRUPTION_BUDGET);
    this.services = informers.ensure<Service>({
      type: SERVICE,
      indexers: { [BY_CLUSTER]: byCluster, [BY_PLUGIN]: pluginOf },
    });
    this.objectStores = hasBarman ? informers.ensure({ type: OBJECT_STORE }) : undefined;
    this.secrets = children(SECRET);
    this.accounts = children(SERVICE_ACCOUNT);
    this.storageClasses = informers.ensure({ type: STORAGE_CLASS });
    this.catalogs = informers.ensure({ type: IMAGE_CATALOG });
    this.clusterCatalogs = informers.ensure({ type: CLUSTER_IMAGE_CATALOG });
  }

  sources(): WatchSource[] {
    const children = [
      this.pods,
      this.claims,
      this.jobs,
      this.budgets,
      this.services,
      this.accounts,
    ] as unknown as Informer<KubeObject>[];
    return [
      primary(this.clusters),
      ...children.map((informer) => mapped(informer, clusterKeyOf)),
      mapped(this.secrets, (secret) => [...clusterKeyOf(secret), ...this.dependents('Secret', secret)]),
      mapped(this.services, (service) => pluginOf(service).flatMap((name) => this.waitingFor(`Plugin/${name}`))),
      ...(this.objectStores ? [mapped(this.objectStores, (store) => this.dependents('ObjectStore', store))] : []),
      mapped(this.catalogs, (catalog) => this.dependents('ImageCatalog', catalog)),
      mapped(this.clusterCatalogs, (catalog) => this.dependents('ClusterImageCatalog', catalog)),
    ];
  }

  isPluginInstalled(name: string): boolean {
    return this.services.store.byIndex(BY_PLUGIN, name).length > 0;
  }

  private dependents(kind: string, object: KubeObject): ObjectKey[] {
    return this.waitingFor(`${kind}/${keyOf(object)}`);
  }

  private waitingFor(reference: string): ObjectKey[] {
    const found = this.clusters.store.byIndex(BY_REFERENCE, reference);
    return found.map(({ metadata: { namespace, name } }) => ({ namespace, name }));
  }

  objectsOf(key: ObjectKey): ClusterObjects {
    const id = keyOf(key);
    return {
      pods: this.pods.store.byIndex(BY_CLUSTER, id),
      claims: this.claims.store.byIndex(BY_CLUSTER, id),
      jobs: this.jobs.store.byIndex(BY_CLUSTER, id),
      budgets: this.budgets.store.byIndex(BY_CLUSTER, id),
      // Poolers label theirs with the cluster too, and keep them to themselves.
      services: this.services.store.byIndex(BY_CLUSTER, id).filter((service) => this.belongsToCluster(key, service)),
      secret: (secret) => this.secrets.store.get(secret),
      service: (service) => this.services.store.get(service),
      account: (account) => this.accounts.store.get(account),
      isPluginInstalled: (name) => this.isPluginInstalled(name),
      hasObjectStore: (store) => this.objectStores?.store.get(store) !== undefined,
      storageClasses: this.storageClasses.store.list(),
      catalogImage: (reference, namespace) => this.imageOf(reference, namespace),
    };
  }

  private belongsToCluster(key: ObjectKey, service: Service): boolean {
    const cluster = this.clusters.store.get(key);
    return cluster !== undefined && isOwnedBy(service.metadata, cluster);
  }

  private imageOf({ kind, name, major }: ImageCatalogReference, namespace: string): string | undefined {
    const catalog =
      kind === 'ImageCatalog' ? this.catalogs.store.get({ namespace, name }) : this.clusterCatalogs.store.get({ name });
    return catalog?.spec.images.find((entry) => entry.major === major)?.image;
  }
}
