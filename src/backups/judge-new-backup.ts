import { forbidden, invalid, notSupported } from '../domain/validation/field-errors.js';
import type { FieldError } from '../kube/schema/index.js';
import type { DatabaseBackup } from '../resources/database-backup/index.js';
import type { DatabaseCluster } from '../resources/database-cluster/index.js';
import type { EngineBackups } from '../resources/database-engine/index.js';
import { readinessOf } from './storage-readiness.js';
import type { BackupWorld } from './world.js';

const STORAGE = ['spec', 'storageRef', 'name'] as const;
const CLUSTER = ['spec', 'clusterRef', 'name'] as const;

/** Why a backup of a database cannot be taken as it is asked for, or what has to be mended first. */
export function problemsOfNewBackup(
  { spec }: DatabaseBackup,
  cluster: DatabaseCluster,
  { offered, world }: { readonly offered: EngineBackups | undefined; readonly world: BackupWorld },
): FieldError[] {
  const { backup } = cluster.spec;
  if (!backup) {
    return [invalid(CLUSTER, 'the database has no backups: name a BackupStorage in its spec.backup first')];
  }
  return [...checkStorage(spec, backup.storageRef.name, world), ...checkType(spec, offered)];
}

/** What is described as being in a bucket needs the bucket alone. */
export function problemsOfExistingBackup({ spec }: DatabaseBackup, world: BackupWorld): FieldError[] {
  return spec.storageRef ? unusable(spec.storageRef.name, world, STORAGE) : [];
}

function checkStorage({ storageRef }: DatabaseBackup['spec'], own: string, world: BackupWorld): FieldError[] {
  if (!storageRef) return unusable(own, world, CLUSTER);
  if (storageRef.name === own) return unusable(own, world, STORAGE);
  const detail = `the database backs up to "${own}", and no other storage can be asked for`;
  return [forbidden(STORAGE, detail, { allowed: [own] })];
}

function unusable(name: string, world: BackupWorld, path: readonly string[]): FieldError[] {
  const { isReady, message } = readinessOf(name, world.storage(name));
  return isReady ? [] : [invalid(path, message, { badValue: name })];
}

function checkType({ type = 'Full' }: DatabaseBackup['spec'], offered: EngineBackups | undefined): FieldError[] {
  if (!offered || offered.types.includes(type)) return [];
  const detail = 'the engine takes no such backups';
  return [notSupported(['spec', 'type'], detail, { badValue: type, allowed: offered.types })];
}
