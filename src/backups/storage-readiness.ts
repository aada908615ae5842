import { STATE_REASONS } from '../domain/conditions.js';
import type { BackupStorage } from '../resources/backup-storage/index.js';

export interface StorageReadiness {
  readonly isThere: boolean;
  /** Somebody has looked at the bucket, and `isReady` is what was found. */
  readonly isTried: boolean;
  readonly isReady: boolean;
  readonly reason: string;
  /** As a sentence. */
  readonly message: string;
}

/** Whether backups can go to a storage, or come from it, now. */
export function readinessOf(name: string, storage: BackupStorage | undefined): StorageReadiness {
  if (!storage) {
    const message = `There is no BackupStorage "${name}" in the namespace.`;
    return { isThere: false, isTried: false, isReady: false, reason: STATE_REASONS.storageNotFound, message };
  }
  const ready = storage.status?.conditions?.find(({ type }) => type === 'Ready');
  const isReady = ready?.status === 'True';
  const why = ready?.message ?? 'It has not been tried yet.';
  const message = isReady ? why : `The BackupStorage "${name}" cannot be used: ${why}`;
  const reason = isReady ? 'Ready' : STATE_REASONS.storageNotReady;
  return { isThere: true, isTried: ready !== undefined, isReady, reason, message };
}

/** What clusters go by of a storage, whose own version changes with every probe: equal, and nothing is new to them. */
export function storageStanding(storage: BackupStorage | undefined): unknown[] {
  if (!storage) return [];
  const { name, uid, generation } = storage.metadata;
  return [uid, generation, readinessOf(name, storage)];
}
