import type { Cluster } from '../cluster.js';
import { ANNOTATION } from '../well-known.js';
import type { Backup, BackupMethod, BackupStatus } from './backup.js';

export interface BackupView {
  readonly backup: Backup;
  readonly cluster: Cluster | undefined;
  /** No other backup of the cluster is being taken, and none that waits is older. */
  readonly isItsTurn: boolean;
  readonly isPluginInstalled: (name: string) => boolean;
  readonly now: Date;
}

/** Phases in which somebody else has the say, or nobody any more. */
const SETTLED: readonly (string | undefined)[] = ['completed', 'failed', 'started'];

/** What the operator makes of a Backup; undefined when it has had its say. What a plugin has begun, the plugin ends. */
export function decideBackup(view: BackupView): BackupStatus | undefined {
  const { backup, cluster, now } = view;
  if (SETTLED.includes(backup.status?.phase)) return undefined;
  if (!cluster) return { phase: 'pending' };
  const { method = 'barmanObjectStore' } = backup.spec;
  const time = now.toISOString().replace(/\.\d+Z$/, 'Z');
  const error = reasonToFail(view, cluster, method);
  if (error !== undefined) return { phase: 'failed', method, error, startedAt: time, stoppedAt: time };
  const instance = view.isItsTurn ? targetOf(backup, cluster) : undefined;
  return instance === undefined ? { phase: 'pending', method } : start(cluster, instance, time);
}

const start = ({ metadata }: Cluster, podName: string, time: string): BackupStatus => ({
  phase: 'started',
  method: 'plugin',
  reconciliationStartedAt: time,
  instanceID: { podName, ContainerID: `containerd://${metadata.uid}`, sessionID: `${metadata.uid}` },
});

/** A standby where one is healthy, unless the primary is asked for; undefined while nobody can be asked. */
function targetOf({ spec }: Backup, { status = {}, spec: { backup } }: Cluster): string | undefined {
  const { currentPrimary, instancesStatus: { healthy = [] } = {} } = status;
  if (currentPrimary === undefined || !healthy.includes(currentPrimary)) return undefined;
  const isPrimaryWanted = (spec.target ?? backup?.target) === 'primary';
  return (isPrimaryWanted ? undefined : healthy.find((name) => name !== currentPrimary)) ?? currentPrimary;
}

function reasonToFail(view: BackupView, { metadata, spec }: Cluster, method: BackupMethod): string | undefined {
  if (metadata.annotations?.[ANNOTATION.hibernation] === 'on') return 'cannot backup a hibernated cluster';
  return MISSING[method](spec) ?? reasonToRefuse(view, spec, method);
}

const MISSING: Readonly<Record<BackupMethod, (spec: Cluster['spec']) => string | undefined>> = {
  plugin: ({ plugins = [] }) =>
    plugins.length === 0 ? 'cannot proceed with the backup as the cluster has no plugins configured' : undefined,
  barmanObjectStore: ({ backup }) =>
    backup?.barmanObjectStore ? undefined : 'cannot proceed with the backup as the cluster has no backup section',
  volumeSnapshot: ({ backup }) =>
    backup?.volumeSnapshot ? undefined : 'cannot proceed with the backup as the cluster has no volumeSnapshot section',
};

function reasonToRefuse(
  { backup, isPluginInstalled }: BackupView,
  { plugins = [] }: Cluster['spec'],
  method: BackupMethod,
): string | undefined {
  if (method !== 'plugin') return `the sandbox has no storage for backups of method ${method}`;
  const name = backup.spec.pluginConfiguration?.name ?? '';
  const isLoaded =
    plugins.some((plugin) => plugin.name === name && plugin.enabled !== false) && isPluginInstalled(name);
  return isLoaded ? undefined : `requested plugin is not available: ${name}`;
}
