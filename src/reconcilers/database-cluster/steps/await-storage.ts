import { readinessOf } from '../../../backups/index.js';
import { STATE_REASONS } from '../../../domain/conditions.js';
import { takesBackups } from '../../../providers/contract/index.js';
import type { BackupStorage } from '../../../resources/backup-storage/index.js';
import { NOT_APPLIED, ownUpstreamOf, type ClusterRun, type Step } from '../cluster-run.js';

/**
 * Without the storage that it names nothing is rendered: what runs would lose its archive. A new database also waits until
 * the buckets can be used, for one that is born with a broken archive fills its volume with the log. One that is made anew
 * waits for the bucket that it comes from alone: to serve again is worth more than to be backed up at once.
 */
export const awaitStorage: Step = (run) => {
  const target = run.cluster.spec.backup?.storageRef.name;
  const isBorn = ownUpstreamOf(run) !== undefined;
  const source = isBorn ? undefined : run.incarnation?.source?.storage;
  return need(run, target, isBorn || run.rebirth ? 'isThere' : 'isReady') ?? need(run, source, 'isReady') ?? 'continue';
};

function need(run: ClusterRun, name: string | undefined, quality: 'isThere' | 'isReady'): 'stop' | undefined {
  if (name === undefined) return undefined;
  const storage = run.world.storage(name);
  const readiness = readinessOf(name, storage);
  if (!readiness[quality]) return stop(run, readiness);
  const message = storage && refusalOf(storage, run);
  return message === undefined ? undefined : stop(run, { reason: STATE_REASONS.storageNotSupported, message });
}

/** A bucket can be well, and of a kind that the engine's operator cannot use. */
function refusalOf(storage: BackupStorage, { provider: { backups } }: ClusterRun): string | undefined {
  return takesBackups(backups) ? backups.refuseStorage?.(storage) : undefined;
}

function stop(run: ClusterRun, { reason, message }: { readonly reason: string; readonly message: string }): 'stop' {
  run.synced = { ...NOT_APPLIED, message };
  const phase = run.rebirth ? 'Restoring' : 'Pending';
  run.blockage = { reason, message, phase: ownUpstreamOf(run) ? undefined : phase };
  return 'stop';
}
