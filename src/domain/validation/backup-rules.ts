import type { FieldError, FieldPath } from '../../kube/schema/index.js';
import type { BackupSchedule, ClusterBackup, DatabaseCluster } from '../../resources/database-cluster/index.js';
import type { EngineBackups } from '../../resources/database-engine/index.js';
import { leastMinutesApart, parseSchedule } from '../schedule.js';
import type { ClusterRule } from './cluster-rule.js';
import { forbidden, invalid, notSupported } from './field-errors.js';

const BACKUP = ['spec', 'backup'] as const;
/** Each backup costs its database work; what the log is for is not done by more of them. */
const LEAST_MINUTES_APART = 5;

/** Backups are of the kinds that the engine can really take and keep, and schedules are ones that fire. */
export const checkBackup: ClusterRule = ({ spec: { backup } }: DatabaseCluster, { capabilities: { backups } }) => {
  if (!backup) return [];
  if (!backups) return [forbidden(BACKUP, 'databases of this engine cannot be backed up')];
  return [
    ...(backup.schedules ?? []).flatMap((schedule, index) =>
      checkSchedule(schedule, [...BACKUP, 'schedules', index], backups),
    ),
    ...checkRetention(backup, backups),
    ...checkLog(backup, backups),
  ];
};

function checkSchedule(schedule: BackupSchedule, path: FieldPath, { types }: EngineBackups): FieldError[] {
  const { type = 'Full' } = schedule;
  const problems = checkTimes(schedule, path);
  if (types.includes(type)) return problems;
  const detail = 'this engine takes no such backups';
  return [...problems, notSupported([...path, 'type'], detail, { badValue: type, allowed: types })];
}

function checkTimes(schedule: BackupSchedule, path: FieldPath): FieldError[] {
  const { cron: badValue } = schedule;
  const verdict = parseSchedule(schedule);
  if (!('schedule' in verdict)) {
    return [invalid([...path, verdict.field], verdict.mistake, { badValue: schedule[verdict.field] })];
  }
  const minutes = leastMinutesApart(verdict.schedule);
  if (minutes >= LEAST_MINUTES_APART) return [];
  const detail =
    `fires ${minutes} min apart, and backups are taken every ${LEAST_MINUTES_APART} min at the most; ` +
    'to lose less than that, restore to a moment by the log';
  return [invalid([...path, 'cron'], detail, { badValue })];
}

/** What each way to keep backups is, where another one is to be said instead. */
const WAYS_TO_KEEP: Readonly<Record<string, string>> = {
  recoveryWindowDays: 'recoveryWindowDays (any moment of so many days back)',
  keepLast: 'keepLast (so many backups)',
};

function checkRetention({ retention = {} }: ClusterBackup, { retention: offered }: EngineBackups): FieldError[] {
  const ways = offered.map((way) => WAYS_TO_KEEP[way] ?? way).join(' or ');
  const instead = ways ? `it offers ${ways}` : 'they stay until somebody deletes them';
  return Object.entries(retention)
    .filter(([way, value]) => value !== undefined && !offered.includes(way))
    .map(([way]) => {
      const detail = `backups of this engine cannot be kept so: ${instead}`;
      return forbidden([...BACKUP, 'retention', way], detail, { allowed: offered });
    });
}

function checkLog({ pitr }: ClusterBackup, { pointInTime }: EngineBackups): FieldError[] {
  const path = [...BACKUP, 'pitr', 'enabled'];
  if (pitr?.enabled === false && pointInTime === 'Always') {
    return [forbidden(path, 'this engine ships its log with every backup; leave it out, or set it to true')];
  }
  if (pitr?.enabled === true && pointInTime === 'None') {
    return [forbidden(path, 'this engine restores to backups only; leave it out, or set it to false')];
  }
  return [];
}
