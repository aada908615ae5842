import {
  compareTimes,
  isUsable,
  ownBackupsOf,
  readinessOf,
  stretchesOf,
  windowOf,
  type BackupWorld,
} from '../../../backups/index.js';
import { STATE_REASONS } from '../../../domain/conditions.js';
import type { NewCondition } from '../../../kube/meta/index.js';
import type { ClusterObservation, ObservedArchive } from '../../../providers/contract/index.js';
import type { DatabaseBackup } from '../../../resources/database-backup/index.js';
import type {
  BackupScheduleStatus,
  ClusterBackupStatus,
  DatabaseCluster,
  EndedBackup,
} from '../../../resources/database-cluster/index.js';

export interface BackupStanding {
  readonly cluster: DatabaseCluster;
  readonly observation?: ClusterObservation;
  readonly world: BackupWorld;
  readonly schedules?: readonly BackupScheduleStatus[];
}

/** What is said of a cluster's backups; nothing where there are none and none are wanted. */
export function foldBackups({
  cluster,
  observation,
  world,
  schedules,
}: BackupStanding): ClusterBackupStatus | undefined {
  const backups = ownBackupsOf(cluster, world.backupsOf(cluster.metadata.name));
  const archive = observation?.archive;
  if (!cluster.spec.backup && !archive && backups.length === 0) return undefined;
  return {
    ...(archive && placeOf(archive)),
    ...lastEnds(backups),
    ...(schedules && { schedules: [...schedules] }),
    recoveryWindow: windowOf(stretchesOf(backups, archive, world)),
    usableBackups: backups.filter(isUsable).length,
  };
}

/** A failure is news until a later backup succeeds. */
function lastEnds(backups: readonly DatabaseBackup[]): Pick<ClusterBackupStatus, 'lastSuccessful' | 'lastFailure'> {
  const lastSuccessful = lastOf(backups.filter(isUsable));
  const lastFailure = lastOf(backups.filter(({ status }) => status?.phase === 'Failed'));
  const isNews = lastFailure && (!lastSuccessful || compareTimes(lastFailure.time, lastSuccessful.time) > 0);
  return { ...(lastSuccessful && { lastSuccessful }), ...(isNews && { lastFailure }) };
}

const placeOf = ({ storage, path, earliest, failingSince }: ObservedArchive): Partial<ClusterBackupStatus> => ({
  storage,
  archive: path,
  archiveEarliest: earliest,
  logFailingSince: failingSince,
});

const MAX_MESSAGE = 1024;

function lastOf(backups: readonly DatabaseBackup[]): EndedBackup | undefined {
  const ended = backups.filter(({ status }) => status?.completedAt !== undefined);
  const [last] = ended.sort((a, b) => compareTimes(b.status!.completedAt!, a.status!.completedAt!));
  if (!last) return undefined;
  const { phase, message, completedAt } = last.status!;
  const why = phase === 'Failed' ? message?.slice(0, MAX_MESSAGE) : undefined;
  return { name: last.metadata.name, time: completedAt!, ...(why && { message: why }) };
}

type Verdict = Omit<NewCondition, 'observedGeneration'>;

/** `BackupHealthy`, where backups are wanted: the last one, the log, and the bucket of both. */
export function judgeBackups(standing: BackupStanding, told: ClusterBackupStatus | undefined): Verdict[] {
  const { cluster, observation, world } = standing;
  const name = cluster.spec.backup?.storageRef.name;
  if (name === undefined) return [];
  const { isReady, reason, message } = readinessOf(name, world.storage(name));
  if (!isReady) return [verdict('False', reason, message)];
  const byEngine = observation?.conditions.find(({ type, status }) => type === TYPE && status !== 'True');
  return [byEngine ?? ofArchive(observation?.archive) ?? ofBackups(told, world.hasLog(cluster.spec.engine))];
}

const TYPE = 'BackupHealthy';
const verdict = (status: 'True' | 'False' | 'Unknown', reason: string, message: string): Verdict => ({
  type: TYPE,
  status,
  reason,
  message,
});

function ofArchive(archive: ObservedArchive | undefined): Verdict | undefined {
  if (archive?.shipping !== 'Failing') return undefined;
  const message = archive.trouble ?? 'The log does not arrive in the bucket.';
  return verdict('False', STATE_REASONS.logShippingFailing, message);
}

function ofBackups(told: ClusterBackupStatus | undefined, hasLog: boolean): Verdict {
  const { lastFailure, lastSuccessful } = told ?? {};
  if (lastFailure) {
    const message = `${lastFailure.name} failed at ${lastFailure.time}: ${lastFailure.message ?? 'no reason was told'}`;
    return verdict('False', STATE_REASONS.lastBackupFailed, message);
  }
  if (!lastSuccessful) {
    return verdict('Unknown', STATE_REASONS.noBackupYet, 'The first backup is taken as soon as the database serves.');
  }
  const log = hasLog ? ', and the log arrives in the bucket' : '';
  const message = `${lastSuccessful.name} succeeded at ${lastSuccessful.time}${log}.`;
  return verdict('True', STATE_REASONS.backupsHealthy, message);
}
