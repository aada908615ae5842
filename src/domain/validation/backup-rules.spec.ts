import { aDatabaseCluster } from '../../../test/builders/database-cluster.js';
import { aDatabaseEngine } from '../../../test/builders/database-engine.js';
import { formatFieldError } from '../../kube/schema/index.js';
import type { BackupSchedule, ClusterBackup } from '../../resources/database-cluster/index.js';
import type { EngineBackups } from '../../resources/database-engine/index.js';
import { checkBackup } from './backup-rules.js';

const WINDOWS: EngineBackups = { types: ['Full'], pointInTime: 'Always', retention: ['recoveryWindowDays'] };
const COUNTS: EngineBackups = { types: ['Full'], pointInTime: 'None', retention: ['keepLast'] };
const KEEPS_ALL: EngineBackups = { types: ['Full'], pointInTime: 'Optional', retention: [] };

const CAPABILITIES = { proxies: [], expose: [], walStorage: true, sharding: false, powerState: true };

function problemsOf(backup: Partial<ClusterBackup> | undefined, backups: EngineBackups | undefined): string[] {
  const cluster = aDatabaseCluster(backup ? { backup: { storageRef: { name: 'main' }, ...backup } } : {});
  const context = { engine: aDatabaseEngine(), capabilities: { ...CAPABILITIES, ...(backups && { backups }) } };
  return checkBackup(cluster, context).map(formatFieldError);
}

const nightly = (changes: Partial<BackupSchedule>): Partial<ClusterBackup> => ({
  schedules: [{ name: 'nightly', cron: '30 2 * * *', ...changes }],
});

describe('checkBackup', () => {
  it.each<{ what: string; backup: Partial<ClusterBackup> | undefined; engine?: EngineBackups }>([
    { what: 'no backups, of an engine without any', backup: undefined, engine: undefined },
    { what: 'a bucket alone', backup: {}, engine: WINDOWS },
    { what: 'schedules', backup: nightly({ timeZone: 'Europe/Paris', type: 'Full' }), engine: WINDOWS },
    { what: 'a schedule of every five minutes', backup: nightly({ cron: '*/5 * * * *' }), engine: WINDOWS },
    { what: 'a recovery window', backup: { retention: { recoveryWindowDays: 14 } }, engine: WINDOWS },
    { what: 'a number of backups', backup: { retention: { keepLast: 7 } }, engine: COUNTS },
    { what: 'the log where it comes always', backup: { pitr: { enabled: true } }, engine: WINDOWS },
    { what: 'no log where there is none', backup: { pitr: { enabled: false } }, engine: COUNTS },
    { what: 'no log where one can choose', backup: { pitr: { enabled: false } }, engine: KEEPS_ALL },
    { what: 'the log where one can choose', backup: { pitr: { enabled: true } }, engine: KEEPS_ALL },
  ])('accepts $what', ({ backup, engine }) => {
    expect(problemsOf(backup, engine)).toEqual([]);
  });

  it.each<{ what: string; backup: Partial<ClusterBackup>; engine?: EngineBackups; says: string }>([
    {
      what: 'backups of an engine that has none',
      backup: {},
      engine: undefined,
      says: 'spec.backup: Forbidden: databases of this engine cannot be backed up',
    },
    {
      what: 'a cron of six fields',
      backup: nightly({ cron: '0 30 2 * * *' }),
      engine: WINDOWS,
      says: 'spec.backup.schedules[0].cron: Invalid value: "0 30 2 * * *": needs five fields (minute, hour, day of the month, month, day of the week), and has 6',
    },
    {
      what: 'a place that is no time zone',
      backup: nightly({ timeZone: 'Europe/Atlantis' }),
      engine: WINDOWS,
      says: 'spec.backup.schedules[0].timeZone: Invalid value: "Europe/Atlantis": is no name of the IANA time zone database, such as Europe/Paris',
    },
    {
      what: 'a schedule that hardly rests',
      backup: nightly({ cron: '*/4 * * * *' }),
      engine: WINDOWS,
      says: 'spec.backup.schedules[0].cron: Invalid value: "*/4 * * * *": fires 4 min apart, and backups are taken every 5 min at the most; to lose less than that, restore to a moment by the log',
    },
    {
      what: 'a type that the engine does not take',
      backup: nightly({}),
      engine: { ...WINDOWS, types: ['Snapshot'] },
      says: 'spec.backup.schedules[0].type: Unsupported value: "Full": supported values: "Snapshot"',
    },
    {
      what: 'a number of backups where the engine keeps a window',
      backup: { retention: { keepLast: 7 } },
      engine: WINDOWS,
      says: 'spec.backup.retention.keepLast: Forbidden: backups of this engine cannot be kept so: it offers recoveryWindowDays (any moment of so many days back)',
    },
    {
      what: 'a window where the engine deletes nothing',
      backup: { retention: { recoveryWindowDays: 14 } },
      engine: KEEPS_ALL,
      says: 'spec.backup.retention.recoveryWindowDays: Forbidden: backups of this engine cannot be kept so: they stay until somebody deletes them',
    },
    {
      what: 'no log where it comes always',
      backup: { pitr: { enabled: false } },
      engine: WINDOWS,
      says: 'spec.backup.pitr.enabled: Forbidden: this engine ships its log with every backup; leave it out, or set it to true',
    },
    {
      what: 'a log where there is none',
      backup: { pitr: { enabled: true } },
      engine: COUNTS,
      says: 'spec.backup.pitr.enabled: Forbidden: this engine restores to backups only; leave it out, or set it to false',
    },
  ])('refuses $what', ({ backup, engine, says }) => {
    expect(problemsOf(backup, engine)).toEqual([says]);
  });

  it('names each schedule by its place', () => {
    const schedules = [
      { name: 'a', cron: '0 0 * * *' },
      { name: 'b', cron: '0 25 * * *' },
      { name: 'c', cron: '* * * * *' },
    ];
    expect(problemsOf({ schedules }, WINDOWS).map((problem) => problem.split(':', 1)[0])).toEqual([
      'spec.backup.schedules[1].cron',
      'spec.backup.schedules[2].cron',
    ]);
  });
});
