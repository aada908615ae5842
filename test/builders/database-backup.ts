import type { BackupWorld } from '../../src/backups/index.js';
import type { ClusterCaches } from '../../src/caches/index.js';
import { LABELS } from '../../src/domain/naming.js';
import { apiVersionOf, parseKey } from '../../src/kube/meta/index.js';
import type { BackupStorage } from '../../src/resources/backup-storage/index.js';
import {
  DATABASE_BACKUP,
  type DatabaseBackup,
  type DatabaseBackupSpec,
  type DatabaseBackupStatus,
} from '../../src/resources/database-backup/index.js';
import type { DatabaseCluster } from '../../src/resources/database-cluster/index.js';

import { CLUSTER_UID } from './database-cluster.js';

interface BackupChanges {
  readonly name?: string;
  readonly metadata?: Partial<DatabaseBackup['metadata']>;
  readonly spec?: Partial<DatabaseBackupSpec>;
  readonly status?: DatabaseBackupStatus;
}

/** A backup of the database `orders` in `team-a` that nobody has looked at, with the changes under test. */
export function aDatabaseBackup({ name = 'orders-1', metadata, spec, status }: BackupChanges = {}): DatabaseBackup {
  return {
    apiVersion: apiVersionOf(DATABASE_BACKUP),
    kind: DATABASE_BACKUP.kind,
    metadata: {
      name,
      namespace: 'team-a',
      uid: `uid-${name}`,
      resourceVersion: '1',
      generation: 1,
      creationTimestamp: '2026-11-23T11:00:00Z',
      ...metadata,
    },
    spec: { clusterRef: { name: 'orders' }, type: 'Full', ...spec },
    ...(status && { status }),
  };
}

/** Of the very database `orders` that the builders make. */
export const OF_ORDERS = { labels: { [LABELS.clusterUid]: CLUSTER_UID } };

/** One that can be restored: taken at noon of the 22nd into the storage `main`, with the changes under test. */
export function aUsableBackup({ status, metadata, ...changes }: BackupChanges = {}): DatabaseBackup {
  const labels = { ...OF_ORDERS.labels, ...metadata?.labels };
  return aDatabaseBackup({
    ...changes,
    metadata: { ...metadata, labels },
    status: {
      phase: 'Succeeded',
      engine: 'postgresql',
      version: '17.6',
      storage: 'main',
      archive: 'team-a/orders-1a2b3c4d-1-v17',
      path: 'team-a/orders-1a2b3c4d-1-v17/base/20261122T115000',
      backupId: '20261122T115000',
      startedAt: '2026-11-22T11:50:00Z',
      completedAt: '2026-11-22T12:00:00Z',
      recoverableFrom: '2026-11-22T12:00:00Z',
      ...status,
    },
  });
}

interface WorldParts {
  readonly backups?: readonly DatabaseBackup[];
  readonly storages?: readonly BackupStorage[];
  readonly clusters?: readonly DatabaseCluster[];
  /** The engine whose databases go back to their backups alone. */
  readonly logless?: string;
}

/** The namespace of backups with this in it, and nothing else. */
export function aBackupWorld({ backups = [], storages = [], clusters = [], logless }: WorldParts = {}): BackupWorld {
  const named =
    <T extends { metadata: { name: string } }>(objects: readonly T[]) =>
    (name: string): T | undefined =>
      objects.find(({ metadata }) => metadata.name === name);
  return {
    backup: named(backups),
    backupsOf: (cluster) => backups.filter(({ spec }) => spec.clusterRef.name === cluster),
    storage: named(storages),
    cluster: named(clusters),
    hasLog: (engine) => engine !== logless,
  };
}

/** What the caches of the loops tell of backups, with this in them and nothing else. */
export function backupCaches(
  parts: WorldParts = {},
): Pick<ClusterCaches, 'backupWorld' | 'backupsOf' | 'backupStorages'> {
  const world = aBackupWorld(parts);
  const store = { get: (key: string) => world.storage(parseKey(key).name) };
  return {
    backupWorld: () => world,
    backupsOf: ({ name }) => world.backupsOf(name),
    backupStorages: { store } as unknown as ClusterCaches['backupStorages'],
  };
}
