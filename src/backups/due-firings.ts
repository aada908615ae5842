import { firingsBetween, lastFiring, nextFiring } from '../domain/schedule.js';
import type { DatabaseBackup } from '../resources/database-backup/index.js';
import type { BackupSchedule, DatabaseCluster } from '../resources/database-cluster/index.js';
import { hasEnded } from './phases.js';
import { isUnchanged, lastFired, latestOf, scheduleStateOf, timesOf } from './schedule-state.js';
import { LABELS } from '../domain/naming.js';

/** More are not counted: it takes time, and the number says no more. */
export const MAX_MISSED = 100;

/** A schedule whose time has come. */
export interface DueFiring {
  readonly schedule: BackupSchedule;
  readonly firing: Date;
  /** Firings before this one that nobody was there for; at most {@link MAX_MISSED}. */
  readonly missed: number;
}

/**
 * The last firing of each schedule that is not taken yet. One whose backup has not ended waits for its end: in a bad
 * time, backups of one schedule would pile up.
 */
export function dueFirings(cluster: DatabaseCluster, backups: readonly DatabaseBackup[], now: Date): DueFiring[] {
  return (cluster.spec.backup?.schedules ?? []).flatMap((schedule) => {
    const due = dueOf(schedule, cluster, backups, now);
    return due && !isBusy(schedule, backups) ? [due] : [];
  });
}

function dueOf(
  schedule: BackupSchedule,
  cluster: DatabaseCluster,
  backups: readonly DatabaseBackup[],
  now: Date,
): DueFiring | undefined {
  const state = scheduleStateOf(cluster, schedule.name);
  const times = timesOf(schedule, cluster);
  if (!state || !times || !isUnchanged(state, times)) return undefined;
  const since = latestOf(new Date(state.since), lastFired(schedule.name, backups, now));
  const firing = lastFiring(times, now);
  if (!firing || firing <= since) return undefined;
  return { schedule, firing, missed: firingsBetween(times, since, firing, MAX_MISSED + 1).length - 1 };
}

const isBusy = ({ name }: BackupSchedule, backups: readonly DatabaseBackup[]): boolean =>
  backups.some((backup) => backup.metadata.labels?.[LABELS.schedule] === name && !hasEnded(backup));

/** When the first of the schedules fires next; undefined when none does. */
export function nextFiringOf(cluster: DatabaseCluster, now: Date): Date | undefined {
  const next = (cluster.spec.backup?.schedules ?? []).flatMap((schedule) => {
    const times = timesOf(schedule, cluster);
    return (times && nextFiring(times, now)) ?? [];
  });
  return next.length > 0 ? new Date(Math.min(...next.map((firing) => firing.getTime()))) : undefined;
}
