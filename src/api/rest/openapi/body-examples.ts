import type { KubeObject } from '../../../kube/meta/index.js';
import {
  answered,
  BACKUP_STATUS,
  CLUSTER_STATUS,
  MONITORING_STATUS,
  OPERATION_PLAN,
  OPERATION_STATUS,
  STORAGE_STATUS,
} from './answered.js';
import { manifestsOf, type Manifests } from './manifests.js';

/** Examples of the bodies of one schema, by name. */
export type Examples = Readonly<Record<string, object>>;

type Custom = KubeObject & { readonly spec: Readonly<Record<string, unknown>> };

/** Examples by the schema that they are of. What kinds are made with is said in `examples/*.yaml` alone. */
export function bodyExamples(manifests: Manifests): Readonly<Record<string, Examples>> {
  return {
    ...clusterExamples(manifestsOf(manifests, 'DatabaseCluster')),
    ...operationExamples(manifestsOf(manifests, 'OpsRequest')),
    ...backupExamples(manifestsOf(manifests, 'DatabaseBackup')),
    ...storageExamples(manifestsOf(manifests, 'BackupStorage'), manifestsOf(manifests, 'Secret')),
    ...monitoringExamples(manifestsOf(manifests, 'MonitoringConfig')),
  };
}

type Bodies = Readonly<Record<string, Examples>>;
type Objects = Readonly<Record<string, Custom>>;

function clusterExamples(clusters: Objects): Bodies {
  const cluster = called(clusters, 'orders', CLUSTER_STATUS);
  const grow = { spec: { clusterSize: 5, storage: { size: '20Gi' } } };
  return {
    ClusterBody: mapped(clusters, bodyOf),
    ClusterPatchBody: { grow, reset: { metadata: { labels: { tier: 'gold' } }, spec: { config: null } } },
    DatabaseCluster: { running: cluster },
    DatabaseClusterWrite: writesOf(cluster, '/spec/clusterSize', { before: 3, after: 5 }),
    ClusterList: listOf(cluster),
  };
}

function operationExamples(operations: Objects): Bodies {
  const operation = called(operations, 'orders-more-members', OPERATION_STATUS);
  const restore = { spec: { restore: { pointInTime: { time: '2026-11-23T18:29:00Z' } }, reason: 'A table was lost' } };
  return {
    OperationBody: mapped(operations, bodyOf),
    ClusterOperationBody: mapped(operations, bodyWithoutCluster),
    RestoreBody: { pointInTime: restore },
    OpsRequest: { running: operation },
    PlannedOperation: { planned: { ...operation, plan: OPERATION_PLAN } },
    OperationList: listOf(operation),
  };
}

function backupExamples(backups: Objects): Bodies {
  const backup = called(backups, 'orders-before-release', BACKUP_STATUS);
  return {
    BackupBody: mapped(backups, bodyOf),
    ClusterBackupBody: mapped(backups, bodyWithoutCluster),
    DatabaseBackup: { succeeded: backup },
    DatabaseBackupWrite: writesOf(backup, '/spec/clusterRef/name', { after: 'orders' }),
    BackupList: listOf(backup),
  };
}

/** Whoever writes by the API sends the keys along; in a file they are in a Secret that the storage names. */
function storageExamples(storages: Objects, secrets: Readonly<Record<string, KubeObject>>): Bodies {
  const storage = called(storages, 'main', STORAGE_STATUS);
  const keysOf = (example: string): unknown => (secrets[example] as { stringData?: unknown } | undefined)?.stringData;
  const withKeys = (manifest: Custom, example: string): object => {
    const { metadata, spec } = bodyOf(manifest);
    const { credentialsRef: _named, ...rest } = spec;
    return { metadata, spec: rest, credentials: keysOf(example) };
  };
  return {
    StorageBody: mapped(storages, withKeys),
    StoragePatchBody: { newKeys: { credentials: keysOf(Object.keys(storages)[0]!) } },
    BackupStorage: { ready: storage },
    BackupStorageWrite: writesOf(storage, '/spec/prefix', { before: 'test', after: 'prod' }),
    StorageList: listOf(storage),
  };
}

function monitoringExamples(configs: Objects): Bodies {
  const config = called(configs, 'prometheus', MONITORING_STATUS);
  return {
    MonitoringConfigBody: mapped(configs, bodyOf),
    MonitoringConfigPatchBody: { lessOften: { spec: { prometheus: { interval: '60s' } } } },
    MonitoringConfig: { ready: config },
    MonitoringConfigWrite: writesOf(config, '/spec/prometheus/interval', { before: '60s', after: '30s' }),
    MonitoringConfigList: listOf(config),
  };
}

/** The example of this name, as it is answered. */
function called<S>(objects: Objects, name: string, status: S): Custom & { status: S } {
  const manifest = Object.values(objects).find(({ metadata }) => metadata.name === name);
  if (!manifest) throw new Error(`No example is called "${name}".`);
  return answered(manifest, status);
}

interface Body {
  readonly metadata: { readonly name: string };
  readonly spec: Readonly<Record<string, unknown>>;
}

/** What the address says the body need not. */
const bodyOf = ({ metadata: { name }, spec }: Custom): Body => ({ metadata: { name }, spec });

function bodyWithoutCluster(manifest: Custom): Body {
  const { metadata, spec } = bodyOf(manifest);
  const { clusterRef: _inAddress, ...rest } = spec;
  return { metadata, spec: rest };
}

/** As it was written, and as a dry run answers it. */
const writesOf = (object: object, path: string, change: object): Examples => ({
  stored: object,
  planned: { ...object, plan: { changes: [{ path, ...change }] } },
});

const listOf = (item: object): Examples => ({ one: { items: [item], page: { limit: 50 } } });

const mapped = (objects: Objects, change: (object: Custom, example: string) => object): Examples =>
  Object.fromEntries(Object.entries(objects).map(([example, object]) => [example, change(object, example)]));
