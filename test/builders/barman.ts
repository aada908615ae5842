import { LABELS } from '../../src/domain/naming.js';
import { apiVersionOf } from '../../src/kube/meta/index.js';
import {
  BARMAN_PLUGIN,
  CNPG_BACKUP,
  OBJECT_STORE,
  type CnpgBackup,
  type ObjectStore,
  type PluginConfiguration,
} from '../../src/providers/postgresql/upstream-backups.js';
import { ARCHIVE_ANNOTATIONS } from '../../src/providers/contract/archives/index.js';
import { CLUSTER_UID } from './database-cluster.js';

const OURS = { [LABELS.cluster]: 'orders', [LABELS.clusterUid]: CLUSTER_UID };

/** Of `orders` in its first life, on 17. */
export const SERVER_NAME = 'orders-0b0e4a1e-1-v17';
export const ARCHIVE = `team-a/${SERVER_NAME}`;

/** What the Cluster of `orders` says of its archive. */
export const anArchiver = (serverName = SERVER_NAME): PluginConfiguration => ({
  name: BARMAN_PLUGIN,
  enabled: true,
  isWALArchiver: true,
  parameters: { barmanObjectName: 'orders-backups', serverName },
});

interface StoreChanges {
  readonly name?: string;
  readonly storage?: string;
  readonly spec?: Partial<ObjectStore['spec']>;
  readonly status?: ObjectStore['status'];
  /** Absent: it is somebody else's. */
  readonly labels?: Record<string, string>;
}

/** The ObjectStore that `orders` writes to, made from the storage `main`, with the changes under test. */
export function anObjectStore(changes: StoreChanges = {}): ObjectStore {
  const { name = 'orders-backups', storage = 'main', spec, status, labels = OURS } = changes;
  return {
    apiVersion: apiVersionOf(OBJECT_STORE),
    kind: OBJECT_STORE.kind,
    metadata: {
      name,
      namespace: 'team-a',
      uid: `uid-of-${name}`,
      labels,
      annotations: { [ARCHIVE_ANNOTATIONS.storage]: storage },
    },
    spec: {
      configuration: { destinationPath: 's3://backups/team-a' },
      instanceSidecarConfiguration: { resources: { requests: { cpu: '500m' }, limits: { cpu: '500m' } } },
      ...spec,
    },
    ...(status && { status }),
  };
}

interface CnpgBackupChanges {
  readonly ownerUid?: string;
  readonly archive?: string | null;
  readonly status?: CnpgBackup['status'];
  readonly deletionTimestamp?: string;
}

/** The operator's Backup that was made for the DatabaseBackup `orders-1`, with the changes under test. */
export function aCnpgBackup(changes: CnpgBackupChanges = {}): CnpgBackup {
  const { ownerUid = 'uid-orders-1', archive = ARCHIVE, status, deletionTimestamp } = changes;
  return {
    apiVersion: apiVersionOf(CNPG_BACKUP),
    kind: CNPG_BACKUP.kind,
    metadata: {
      name: 'orders-1',
      namespace: 'team-a',
      uid: 'uid-of-backup',
      labels: OURS,
      ...(archive !== null && { annotations: { [ARCHIVE_ANNOTATIONS.archive]: archive } }),
      ownerReferences: [
        { apiVersion: 'dbaas.io/v1alpha1', kind: 'DatabaseBackup', name: 'orders-1', uid: ownerUid, controller: true },
      ],
      ...(deletionTimestamp !== undefined && { deletionTimestamp }),
    },
    spec: { cluster: { name: 'orders' }, method: 'plugin', pluginConfiguration: { name: BARMAN_PLUGIN } },
    ...(status && { status }),
  };
}
