import type { Informer, SharedInformers } from '../../../../kube/informer/index.js';
import { mapped, type WatchSource } from '../../../../kube/manager/index.js';
import { keyOf, objectKeyOf, type KubeObject, type ObjectKey } from '../../../../kube/meta/index.js';
import { neededPlugins } from '../barman/archive-place.js';
import type { ObjectStore } from '../barman/object-store.js';
import type { DisruptionBudget } from '../builders/disruption-budgets.js';
import { isOwnedBy } from '../../mechanics/ownership.js';
import { applicationOf } from '../builders/secrets.js';
import type { Cluster, ImageCatalogReference } from '../cluster.js';
import { CLUSTER, CLUSTER_IMAGE_CATALOG, IMAGE_CATALOG, JOB, OBJECT_STORE } from '../kinds.js';
import { POD_DISRUPTION_BUDGET, SERVICE_ACCOUNT } from '../../mechanics/kinds.js';
import { BARMAN_PLUGIN, LABEL, OPERATOR_NAMESPACE } from '../well-known.js';
import { byLabel, ofDatabase } from '../../mechanics/caches/belonging.js';
import { DatabaseCaches } from '../../mechanics/caches/database-caches.js';
import type { Job, Service } from '../../mechanics/workloads.js';
import type { ClusterObjects } from './cluster-view.js';

interface ImageCatalog extends KubeObject {
  spec: { images: { major: number; image: string }[] };
}

/** The Cluster that an object says it is of. */
export const clusterKeyOf = byLabel(LABEL.cluster);

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
export class ClusterCaches extends DatabaseCaches<Cluster> {
  readonly jobs: Informer<Job>;
  readonly objectStores: Informer<ObjectStore> | undefined;
  private readonly budgets: Informer<DisruptionBudget>;
  private readonly accounts: Informer<KubeObject>;
  private readonly catalogs: Informer<ImageCatalog>;
  private readonly clusterCatalogs: Informer<ImageCatalog>;

  /** Without the plugin there is no such kind as ObjectStore. */
  constructor(informers: SharedInformers, hasBarman: boolean) {
    super(informers, { type: CLUSTER, indexers: { [BY_REFERENCE]: referencesOf }, databaseOf: clusterKeyOf });
    this.services.addIndexers({ [BY_PLUGIN]: pluginOf });
    this.jobs = this.children(JOB);
    this.budgets = this.children(POD_DISRUPTION_BUDGET);
    this.accounts = this.children(SERVICE_ACCOUNT);
    this.objectStores = hasBarman ? informers.ensure({ type: OBJECT_STORE }) : undefined;
    this.catalogs = informers.ensure({ type: IMAGE_CATALOG });
    this.clusterCatalogs = informers.ensure({ type: CLUSTER_IMAGE_CATALOG });
  }

  sources(): WatchSource[] {
    return [
      ...this.commonSources(),
      this.from(this.jobs),
      this.from(this.budgets),
      this.from(this.accounts),
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
    return this.databases.store.byIndex(BY_REFERENCE, reference).map(objectKeyOf);
  }

  override objectsOf(key: ObjectKey): ClusterObjects {
    const common = super.objectsOf(key);
    return {
      ...common,
      jobs: ofDatabase(this.jobs, key),
      budgets: ofDatabase(this.budgets, key),
      // Poolers label theirs with the cluster too, and keep them to themselves.
      services: common.services.filter((service) => this.belongsToCluster(key, service)),
      service: (service) => this.services.store.get(service),
      account: (account) => this.accounts.store.get(account),
      isPluginInstalled: (name) => this.isPluginInstalled(name),
      hasObjectStore: (store) => this.objectStores?.store.get(store) !== undefined,
      catalogImage: (reference, namespace) => this.imageOf(reference, namespace),
    };
  }

  private belongsToCluster(key: ObjectKey, service: Service): boolean {
    const cluster = this.databases.store.get(key);
    return cluster !== undefined && isOwnedBy(service.metadata, cluster);
  }

  private imageOf({ kind, name, major }: ImageCatalogReference, namespace: string): string | undefined {
    const catalog =
      kind === 'ImageCatalog' ? this.catalogs.store.get({ namespace, name }) : this.clusterCatalogs.store.get({ name });
    return catalog?.spec.images.find((entry) => entry.major === major)?.image;
  }
}
