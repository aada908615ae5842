import { readinessOf } from '../../../backups/index.js';
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
  const readiness = readinessOf(name, run.world.storage(name));
  return readiness[quality] ? undefined : stop(run, readiness);
}

function stop(run: ClusterRun, { reason, message }: { readonly reason: string; readonly message: string }): 'stop' {
  run.synced = { ...NOT_APPLIED, message };
  const phase = run.rebirth ? 'Restoring' : 'Pending';
  run.blockage = { reason, message, phase: ownUpstreamOf(run) ? undefined : phase };
  return 'stop';
}
