import type { Informer, SharedInformers } from '../kube/informer/index.js';
import {
  keyOf,
  NAMESPACE,
  SECRET,
  type KubeObject,
  type ManagedFieldsEntry,
  type ObjectKey,
  type ResourceType,
  type UntypedObject,
} from '../kube/meta/index.js';
import type { BackupWorld } from '../backups/index.js';
import { FIELD_MANAGER, LABELS } from '../domain/naming.js';
import type { Provider, ProviderRegistry, WatchedKind } from '../providers/contract/index.js';
import { BACKUP_STORAGE, type BackupStorage } from '../resources/backup-storage/index.js';
import { DATABASE_BACKUP, type DatabaseBackup } from '../resources/database-backup/index.js';
import { DATABASE_CLUSTER, type DatabaseCluster } from '../resources/database-cluster/index.js';
import { DATABASE_ENGINE, type DatabaseEngine } from '../resources/database-engine/index.js';
import { MONITORING_CONFIG, type MonitoringConfig } from '../resources/monitoring-config/index.js';
import { OPS_REQUEST, type OpsRequest } from '../resources/ops-request/index.js';
import { BY_CLUSTER, ObservedChildren, type ChildInformers } from './observed-children.js';

export const BY_ENGINE = 'byEngine';
export const BY_MONITORING_CONFIG = 'byMonitoringConfig';
export const BY_TARGET = 'byTarget';
export const BY_SECRET = 'bySecret';
export const BY_STORAGE = 'byStorage';
export const BY_BACKUP = 'byBackup';

/** Core kinds are always there; anything else may come and go with its operator. */
const ALWAYS_SERVED = new Set(['', 'apps', 'batch', 'policy', 'storage.k8s.io']);

/** Clusters and all that is said of them, as the API server last told it; nothing here ever asks the server. */
export class ClusterCaches {
  readonly clusters: Informer<DatabaseCluster>;
  readonly engines: Informer<DatabaseEngine>;
  readonly monitoringConfigs: Informer<MonitoringConfig>;
  readonly operations: Informer<OpsRequest>;
  /** Metadata only: what the Secrets hold has no place in a cache. */
  readonly credentials: Informer<UntypedObject>;
  /** Metadata only. */
  readonly namespaces: Informer<UntypedObject>;
  readonly backups: Informer<DatabaseBackup>;
  readonly backupStorages: Informer<BackupStorage>;
  /** Secrets of users, by name and version alone: storages name them, and they carry no label of ours. */
  readonly secretVersions: Informer<UntypedObject>;
  readonly #childrenByEngine: ReadonlyMap<string, ChildInformers>;
  /** What several engines watch alike they declare once. */
  readonly #watched = new Map<WatchedKind, Informer<UntypedObject>>();

  constructor(
    private readonly informers: SharedInformers,
    readonly providers: ProviderRegistry,
  ) {
    this.clusters = informers.ensure<DatabaseCluster>({
      type: DATABASE_CLUSTER,
      indexers: {
        [BY_ENGINE]: engineOf,
        [BY_MONITORING_CONFIG]: monitoringConfigOf,
        [BY_STORAGE]: storagesOfCluster,
        [BY_BACKUP]: backupsUnderCluster,
      },
    });
    this.engines = informers.ensure<DatabaseEngine>({ type: DATABASE_ENGINE });
    this.monitoringConfigs = informers.ensure<MonitoringConfig>({ type: MONITORING_CONFIG });
    this.operations = informers.ensure<OpsRequest>({
      type: OPS_REQUEST,
      transform: slimManagedFields,
      indexers: { [BY_TARGET]: targetOf, [BY_BACKUP]: backupsUnderOperation },
    });
    this.credentials = informers.ensure<UntypedObject>({
      type: SECRET,
      labelSelector: `${LABELS.managedBy}=${FIELD_MANAGER}`,
      metadataOnly: true,
      indexers: { [BY_CLUSTER]: clusterOfLabel },
    });
    this.backups = informers.ensure<DatabaseBackup>({
      type: DATABASE_BACKUP,
      indexers: { [BY_TARGET]: targetOf, [BY_STORAGE]: storagesOfBackup },
    });
    this.backupStorages = informers.ensure<BackupStorage>({
      type: BACKUP_STORAGE,
      indexers: { [BY_SECRET]: secretsOf },
    });
    this.namespaces = informers.ensure<UntypedObject>({
      type: NAMESPACE,
      metadataOnly: true,
      transform: nameOnly,
    });
    this.secretVersions = informers.ensure<UntypedObject>({
      type: SECRET,
      labelSelector: ofNobodyElse(providers),
      metadataOnly: true,
      transform: versionOnly,
    });
    this.#childrenByEngine = new Map(
      providers.all().map((provider) => [provider.engine, this.watchChildren(provider)]),
    );
  }

  /** The operations of a cluster that there is, or once was. */
  operationsOf({ namespace, name }: ObjectKey): readonly OpsRequest[] {
    return this.operations.store.byIndex(BY_TARGET, keyOf({ namespace, name }));
  }

  /** The backups of a cluster that there is, or once was. */
  backupsOf({ namespace, name }: ObjectKey): readonly DatabaseBackup[] {
    return this.backups.store.byIndex(BY_TARGET, keyOf({ namespace, name }));
  }

  /** The Secrets that we have made for a cluster, by their metadata. */
  secretsMadeFor({ namespace, name }: ObjectKey): readonly UntypedObject[] {
    return this.credentials.store.byIndex(BY_CLUSTER, keyOf({ namespace, name }));
  }

  /** What backups are judged by, in one namespace. */
  backupWorld(namespace: string | undefined): BackupWorld {
    return {
      backup: (name) => this.backups.store.get({ namespace, name }),
      backupsOf: (name) => this.backupsOf({ namespace, name }),
      storage: (name) => this.backupStorages.store.get({ namespace, name }),
      cluster: (name) => this.clusters.store.get({ namespace, name }),
      hasLog: (engine) => this.providers.find(engine)?.capabilities.backups?.pointInTime !== 'None',
    };
  }

  observe(cluster: DatabaseCluster): ObservedChildren {
    const key = { namespace: cluster.metadata.namespace!, name: cluster.metadata.name };
    const children =
      this.#childrenByEngine.get(cluster.spec.engine) ?? new Map<ResourceType, Informer<UntypedObject>>();
    return new ObservedChildren(key, children, (type) => isAlwaysServed(type) || this.informers.serves(type));
  }

  childrenOf(engine: string): ChildInformers {
    return this.#childrenByEngine.get(engine) ?? new Map<ResourceType, Informer<UntypedObject>>();
  }

  private watchChildren(provider: Provider): ChildInformers {
    return new Map(provider.watches.map((watched) => [watched.type, this.watchKind(watched)]));
  }

  private watchKind(watched: WatchedKind): Informer<UntypedObject> {
    const informer = this.#watched.get(watched) ?? this.beginWatching(watched);
    this.#watched.set(watched, informer);
    return informer;
  }

  private beginWatching({ type, labelSelector, clusterOf, trim }: WatchedKind): Informer<UntypedObject> {
    return this.informers.ensure<UntypedObject>({
      type,
      labelSelector,
      optional: !isAlwaysServed(type),
      transform: (object) => slimManagedFields(trim ? trim(object) : object),
      indexers: {
        [BY_CLUSTER]: ({ metadata, spec }) => {
          const name = clusterOf(metadata, spec);
          return name ? [keyOf({ namespace: metadata.namespace, name })] : [];
        },
      },
    });
  }
}

const isAlwaysServed = ({ group }: ResourceType): boolean => ALWAYS_SERVED.has(group);
const engineOf = ({ spec }: DatabaseCluster): string[] => [spec.engine];

function monitoringConfigOf({ metadata, spec }: DatabaseCluster): string[] {
  const name = spec.monitoring?.configRef.name;
  return name ? [keyOf({ namespace: metadata.namespace, name })] : [];
}

function clusterOfLabel({ metadata: { namespace, labels } }: UntypedObject): string[] {
  const name = labels?.[LABELS.cluster];
  return name ? [keyOf({ namespace, name })] : [];
}

/** The Secrets that a storage reads. */
export function secretsOf({ metadata: { namespace }, spec }: BackupStorage): string[] {
  const names = [spec.credentialsRef?.name, spec.caRef?.name].filter((name) => name !== undefined);
  return [...new Set(names)].map((name) => keyOf({ namespace, name }));
}

/** What databases and their operators make for themselves is no key to a bucket: some five Secrets a cluster. */
function ofNobodyElse(providers: ProviderRegistry): string {
  const watched = providers.all().flatMap(({ watches }) => watches.filter(({ type }) => type === SECRET));
  const labels = watched.map(({ labelSelector }) => labelSelector).filter((label) => label && IS_LABEL.test(label));
  return [LABELS.cluster, ...new Set(labels)].map((label) => `!${label}`).join();
}

const IS_LABEL = /^[\w./-]+$/;

/** A cluster has many Secrets, and somebody else's labels and notes are none of our business. */
function versionOnly({ apiVersion, kind, metadata }: UntypedObject): UntypedObject {
  const { namespace, name, uid, resourceVersion } = metadata;
  return { apiVersion, kind, metadata: { namespace, name, uid, resourceVersion } };
}

/** What else a namespace carries is for those who administer it. */
function nameOnly({ apiVersion, kind, metadata }: UntypedObject): UntypedObject {
  const { name, uid, resourceVersion, deletionTimestamp } = metadata;
  return { apiVersion, kind, metadata: { name, uid, resourceVersion, deletionTimestamp } };
}

/** Where a cluster backs up to, what it was filled from, and what it is to be filled from. */
export function storagesOfCluster({ metadata: { namespace }, spec, status }: DatabaseCluster): string[] {
  const names = [
    spec.backup?.storageRef.name,
    spec.dataSource?.storage?.storageRef.name,
    status?.incarnation?.firstRunningAt === undefined ? status?.incarnation?.source?.storage : undefined,
  ].filter((name) => name !== undefined);
  return [...new Set(names)].map((name) => keyOf({ namespace, name }));
}

/** The backup that a cluster is being filled from; none once it has run. */
export function backupsUnderCluster({ metadata: { namespace }, spec, status }: DatabaseCluster): string[] {
  const name = spec.dataSource?.backupRef?.name;
  return name && status?.incarnation?.firstRunningAt === undefined ? [keyOf({ namespace, name })] : [];
}

/** The backup that an operation brings back, or will. */
export function backupsUnderOperation({ metadata: { namespace }, spec, status }: OpsRequest): string[] {
  const name = spec.restore?.backupRef?.name;
  return name && status?.finishedAt === undefined ? [keyOf({ namespace, name })] : [];
}

export function storagesOfBackup({ metadata: { namespace }, spec, status }: DatabaseBackup): string[] {
  const name = spec.storageRef?.name ?? status?.storage;
  return name ? [keyOf({ namespace, name })] : [];
}

const targetOf = ({ metadata, spec }: DatabaseBackup | OpsRequest): string[] => [
  keyOf({ namespace: metadata.namespace, name: spec.clusterRef.name }),
];

/** Who wrote, without what they wrote: who asked for an operation, and whether our first write has become an apply. */
function slimManagedFields<T extends KubeObject>(object: T): T {
  const { managedFields } = object.metadata;
  if (!managedFields) return object;
  const slim: ManagedFieldsEntry[] = managedFields.map(({ manager, operation, subresource }) => ({
    manager,
    operation,
    subresource,
  }));
  return { ...object, metadata: { ...object.metadata, managedFields: slim } };
}

/** The cluster that a watched child belongs to, as the loop's key. */
export function clusterKeyOf(watched: WatchedKind, { metadata, spec }: UntypedObject): ObjectKey[] {
  const name = watched.clusterOf(metadata, spec);
  return name ? [{ namespace: metadata.namespace, name }] : [];
}
