import { ANNOTATIONS, LABELS } from '../domain/naming.js';
import { nextFiring, parseSchedule, type Schedule } from '../domain/schedule.js';
import { formatTime } from '../kube/meta/index.js';
import type { DatabaseBackup } from '../resources/database-backup/index.js';
import type { BackupSchedule, BackupScheduleStatus, DatabaseCluster } from '../resources/database-cluster/index.js';

/**
 * Where each schedule of a cluster stands: `status.backup.schedules`, the durable memory of the scheduler, by what it
 * said before and the backups that there are. Undefined without schedules. Changes nothing while nothing happens.
 */
export function foldSchedules(
  cluster: DatabaseCluster,
  backups: readonly DatabaseBackup[],
  now: Date,
): BackupScheduleStatus[] | undefined {
  const schedules = cluster.spec.backup?.schedules ?? [];
  if (schedules.length === 0) return undefined;
  return schedules.map((schedule) => stateOf(schedule, cluster, lastFired(schedule.name, backups, now), now));
}

function stateOf(
  schedule: BackupSchedule,
  cluster: DatabaseCluster,
  fired: Date | undefined,
  now: Date,
): BackupScheduleStatus {
  const { name } = schedule;
  const before = scheduleStateOf(cluster, name);
  const parsed = timesOf(schedule, cluster);
  // What rests keeps its moment: writing a new one each time would change the status for nothing.
  if (!parsed) return { name, since: before?.since ?? formatTime(now) };
  const since = before && isUnchanged(before, parsed) ? latestOf(new Date(before.since), fired) : now;
  const next = nextFiring(parsed, new Date(formatTime(since)));
  return { name, since: formatTime(since), ...(next && { next: formatTime(next) }) };
}

/** What was written of a schedule when it was last looked at. */
export const scheduleStateOf = ({ status }: DatabaseCluster, name: string): BackupScheduleStatus | undefined =>
  status?.backup?.schedules?.find((state) => state.name === name);

/** When it fires; undefined while it is not to: suspended, wrong, or of a database that is stopped. */
export function timesOf(schedule: BackupSchedule, { spec }: DatabaseCluster): Schedule | undefined {
  if (schedule.suspended || spec.powerState === 'Stopped') return undefined;
  const verdict = parseSchedule(schedule);
  return 'schedule' in verdict ? verdict.schedule : undefined;
}

/**
 * Whether its state was written of these very times. What was edited, or rested until now, begins anew: what would have
 * fired before then was never asked for.
 */
export function isUnchanged({ since, next }: BackupScheduleStatus, times: Schedule): boolean {
  const expected = nextFiring(times, new Date(since));
  return next !== undefined && expected !== undefined && Date.parse(next) === expected.getTime();
}

/** The last firing that there is a backup of; what lies ahead of our clock, somebody else wrote. */
export function lastFired(name: string, backups: readonly DatabaseBackup[], now: Date): Date | undefined {
  const fired = backups
    .filter(({ metadata }) => metadata.labels?.[LABELS.schedule] === name)
    .map(({ metadata }) => Date.parse(metadata.annotations?.[ANNOTATIONS.scheduledFor] ?? ''))
    .filter((time) => time <= now.getTime());
  return fired.length > 0 ? new Date(Math.max(...fired)) : undefined;
}

export const latestOf = (a: Date, b: Date | undefined): Date => (b && b > a ? b : a);
