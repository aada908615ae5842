import { forbidden, invalid, notSupported } from '../domain/validation/field-errors.js';
import type { FieldError } from '../kube/schema/index.js';
import type { DatabaseBackup } from '../resources/database-backup/index.js';
import type { DatabaseCluster } from '../resources/database-cluster/index.js';
import type { EngineBackups } from '../resources/database-engine/index.js';
import { readinessOf } from './storage-readiness.js';
import type { BackupWorld } from './world.js';

const STORAGE = ['spec', 'storageRef', 'name'] as const;
const CLUSTER = ['spec', 'clusterRef', 'name'] as const;

/** Why a backup of a database can never be taken as it is asked for: said by the API, and by the loop at its turn. */
export function problemsOfNewBackup(
  { spec }: DatabaseBackup,
  cluster: DatabaseCluster,
  offered: EngineBackups | undefined,
): FieldError[] {
  const { backup } = cluster.spec;
  if (backup) return [...checkStorage(spec, backup.storageRef.name), ...checkType(spec, offered)];
  return [invalid(CLUSTER, 'the database has no backups: name a BackupStorage in its spec.backup first')];
}

function checkStorage({ storageRef }: DatabaseBackup['spec'], own: string): FieldError[] {
  if (!storageRef || storageRef.name === own) return [];
  const detail = `the database backs up to "${own}", and no other storage can be asked for`;
  return [forbidden(STORAGE, detail, { allowed: [own] })];
}

function checkType({ type = 'Full' }: DatabaseBackup['spec'], offered: EngineBackups | undefined): FieldError[] {
  if (!offered || offered.types.includes(type)) return [];
  const detail = `the engine takes no such backups, but ${offered.types.join(', ')}`;
  return [notSupported(['spec', 'type'], detail, { badValue: type, allowed: offered.types })];
}

/** Whether its bucket can be used now; `cluster` is the one that it is taken of, where it is. */
export function problemsOfItsStorage(
  { spec: { storageRef } }: DatabaseBackup,
  cluster: DatabaseCluster | undefined,
  world: BackupWorld,
): FieldError[] {
  const name = storageRef?.name ?? cluster?.spec.backup?.storageRef.name;
  if (name === undefined) return [];
  const { isReady, message } = readinessOf(name, world.storage(name));
  return isReady ? [] : [invalid(storageRef ? STORAGE : CLUSTER, message, { badValue: name })];
}
