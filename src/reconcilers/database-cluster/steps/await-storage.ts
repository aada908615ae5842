import { readinessOf } from '../../../backups/index.js';
import { STATE_REASONS } from '../../../domain/conditions.js';
import { takesBackups } from '../../../providers/contract/index.js';
import type { BackupStorage } from '../../../resources/backup-storage/index.js';
import { NOT_APPLIED, ownUpstreamOf, type ClusterRun, type Step } from '../cluster-run.js';

/**
 * Without the storage that it names nothing is rendered: what runs would lose its archive. A new database also waits until
 * the buckets can be used, for one that is born with a broken archive fills its volume with the log. One that is made anew
 * waits for the bucket that it comes from alone: to serve again is worth more than to be backed up at once; and so does one
 * that is there and has yet to be filled.
 */
export const awaitStorage: Step = (run) => {
  const isBorn = ownUpstreamOf(run) !== undefined;
  const problem =
    problemWith(run, sourceOf(run, isBorn), 'isReady', FILLS) ??
    problemWith(run, run.cluster.spec.backup?.storageRef.name, isBorn || run.rebirth ? 'isThere' : 'isReady');
  return problem ? stop(run, problem) : 'continue';
};

/** Where its data still has to come from. */
function sourceOf({ provider, cluster, observed, incarnation }: ClusterRun, isBorn: boolean): string | undefined {
  const isFull = isBorn && !provider.awaitsFilling?.(cluster, observed);
  return isFull ? undefined : incarnation?.source?.storage;
}

const FILLS = ' The database is filled from it, and goes on by itself as soon as it can be used.';

interface Problem {
  readonly reason: string;
  readonly message: string;
}

function problemWith(
  run: ClusterRun,
  name: string | undefined,
  quality: 'isThere' | 'isReady',
  hint = '',
): Problem | undefined {
  if (name === undefined) return undefined;
  const storage = run.world.storage(name);
  const { [quality]: isGood, reason, message } = readinessOf(name, storage);
  if (!isGood) return { reason, message: `${message}${hint}` };
  const refusal = storage && refusalOf(storage, run);
  return refusal === undefined ? undefined : { reason: STATE_REASONS.storageNotSupported, message: refusal };
}

/** A bucket can be well, and of a kind that the engine's operator cannot use. */
function refusalOf(storage: BackupStorage, { provider: { backups } }: ClusterRun): string | undefined {
  return takesBackups(backups) ? backups.refuseStorage?.(storage) : undefined;
}

function stop(run: ClusterRun, { reason, message }: Problem): 'stop' {
  run.synced = { ...NOT_APPLIED, message };
  const phase = run.rebirth ? 'Restoring' : 'Pending';
  run.blockage = { reason, message, phase: ownUpstreamOf(run) ? undefined : phase };
  return 'stop';
}
