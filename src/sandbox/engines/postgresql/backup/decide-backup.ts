import type { Cluster } from '../cluster.js';
import { ANNOTATION } from '../well-known.js';
import type { Backup, BackupMethod, BackupStatus } from './backup.js';

const TERMINAL_PHASES: readonly (string | undefined)[] = ['completed', 'failed'];

/** What the operator makes of a Backup; undefined when it has had its say. The sandbox has nowhere to store one. */
export function decideBackup(backup: Backup, cluster: Cluster | undefined, now: Date): BackupStatus | undefined {
  if (TERMINAL_PHASES.includes(backup.status?.phase)) return undefined;
  if (!cluster) return { phase: 'pending' };
  const { method = 'barmanObjectStore' } = backup.spec;
  const time = now.toISOString().replace(/\.\d+Z$/, 'Z');
  return { phase: 'failed', method, error: reasonToFail(cluster, method), startedAt: time, stoppedAt: time };
}

function reasonToFail({ metadata, spec }: Cluster, method: BackupMethod): string {
  if (metadata.annotations?.[ANNOTATION.hibernation] === 'on') return 'cannot backup a hibernated cluster';
  return MISSING[method](spec) ?? `the sandbox has no storage for backups of method ${method}`;
}

const MISSING: Readonly<Record<BackupMethod, (spec: Cluster['spec']) => string | undefined>> = {
  plugin: ({ plugins = [] }) =>
    plugins.length === 0 ? 'cannot proceed with the backup as the cluster has no plugins configured' : undefined,
  barmanObjectStore: ({ backup }) =>
    backup?.barmanObjectStore ? undefined : 'cannot proceed with the backup as the cluster has no backup section',
  volumeSnapshot: ({ backup }) =>
    backup?.volumeSnapshot ? undefined : 'cannot proceed with the backup as the cluster has no volumeSnapshot section',
};
