import { hasEnded, newBackup } from '../../../src/backups/index.js';
import { apiVersionOf } from '../../../src/kube/meta/index.js';
import { DATABASE_BACKUP, type DatabaseBackup } from '../../../src/resources/database-backup/index.js';
import { OPS_REQUEST, type OpsRequest } from '../../../src/resources/ops-request/index.js';
import { WIDGET } from '../../builders/widget.js';
import { PacedClock } from '../../doubles/paced-clock.js';
import { eventually } from '../../harness/eventually.js';
import { History } from '../clusters/history.js';
import { archiveOf, keyOf, LoopBench, NS, type DayTwoProcess } from './loop-bench.js';

const HOUR_MS = 3_600_000;
/** More would be a loop that never gets on. */
const MAX_LIVES = 40;

let bench: LoopBench;
let history: History;

beforeAll(async () => {
  bench = await LoopBench.start();
  await bench.operate();
  history = await History.follow(bench.client, [DATABASE_BACKUP, WIDGET], NS);
});

afterAll(async () => {
  await history.stop();
  await bench.stop();
});

function clockAt(moment: string, speed = 1): PacedClock {
  const clock = new PacedClock(speed);
  clock.jump(Date.parse(moment) - clock.now().getTime());
  return clock;
}

const objectOf = (kind: typeof DATABASE_BACKUP, name: string, spec: object): DatabaseBackup =>
  ({ apiVersion: apiVersionOf(kind), kind: kind.kind, metadata: { name, namespace: NS }, spec }) as DatabaseBackup;

const want = (name: string, cluster: string): Promise<DatabaseBackup> =>
  bench.client.create(DATABASE_BACKUP, objectOf(DATABASE_BACKUP, name, { clusterRef: { name: cluster } }));

/** A cluster that begins with a backup: none has to be made for its archive. */
async function aClusterWithBackup(name: string): Promise<void> {
  const { metadata } = await bench.cluster(name);
  const earlier = newBackup({ namespace: NS, name: `${name}-earlier`, cluster: metadata });
  await bench.client.create(DATABASE_BACKUP, earlier);
  const place = { storage: 'main', archive: archiveOf(name) };
  await bench.setStatus(DATABASE_BACKUP, `${name}-earlier`, { phase: 'Succeeded', ...place });
}

/** How often the operator was asked for this backup. */
const timesAsked = (name: string): number => {
  const uids = history
    .states(WIDGET)
    .filter(({ metadata }) => metadata.name === name)
    .map(({ metadata }) => metadata.uid);
  return new Set(uids).size;
};

/** Backups of a cluster that were taken beside one another, in any state that there ever was. */
function overlaps(cluster: string): string[] {
  const states = history.states(DATABASE_BACKUP) as unknown as DatabaseBackup[];
  return states.flatMap(({ metadata }) => {
    const standing = history.asOf(DATABASE_BACKUP, metadata.resourceVersion!) as unknown as DatabaseBackup[];
    const taken = standing.filter(
      ({ spec, status }) => spec.clusterRef.name === cluster && status?.phase === 'Running',
    );
    return taken.length > 1 ? [taken.map((backup) => backup.metadata.name).join(' and ')] : [];
  });
}

const isLetGo = (backup: DatabaseBackup): boolean => hasEnded(backup) && !backup.metadata.finalizers?.length;

async function withProcesses(processes: Promise<DayTwoProcess>[], work: () => Promise<unknown>): Promise<void> {
  const running = await Promise.all(processes);
  try {
    await work();
  } finally {
    await Promise.all(running.map((process) => process.bury()));
  }
}

describe('a process that dies after each of its writes', () => {
  interface Wish {
    readonly way: string;
    readonly cluster: string;
    readonly clock: PacedClock;
    readonly prepare: (clock: PacedClock) => Promise<unknown>;
    readonly made: string[];
  }
  /** By the server's own: an operation waits from when it was made. */
  const today = new PacedClock(20);
  const newYear = clockAt('2027-01-01T02:00:00Z', 20);

  it.each<Wish>([
    {
      way: 'that somebody asked for',
      cluster: 'asked',
      clock: newYear,
      prepare: async () => {
        await bench.cluster('asked');
        return want('asked-1', 'asked');
      },
      made: ['asked-1'],
    },
    {
      way: 'of a schedule',
      cluster: 'timed',
      clock: newYear,
      prepare: async (clock) => {
        await bench.cluster('timed', [{ name: 'hourly', cron: '30 * * * *' }]);
        await bench.fold('timed', new Date(clock.now().getTime() - HOUR_MS));
      },
      made: ['timed-hourly-202701010130'],
    },
    {
      way: 'of an operation',
      cluster: 'operated',
      clock: today,
      prepare: async () => {
        await aClusterWithBackup('operated');
        const spec = { clusterRef: { name: 'operated' }, type: 'Backup', queueTimeoutSeconds: 86_400 };
        return bench.client.create(OPS_REQUEST, objectOf(OPS_REQUEST, 'operated-save', spec));
      },
      made: ['operated-save'],
    },
  ])('leaves a backup $way to be carried on, and it is taken once', async ({ cluster, clock, prepare, made }) => {
    await prepare(clock);
    const mine = async (): Promise<DatabaseBackup[]> =>
      (await bench.backupsOf(cluster)).filter(({ metadata }) => !metadata.name.endsWith('-earlier'));
    const isOver = async (): Promise<boolean> => {
      const backups = await mine();
      return backups.length > 0 && backups.every(isLetGo);
    };
    let lives = 0;
    while (!(await isOver())) {
      lives += 1;
      expect(lives).toBeLessThan(MAX_LIVES);
      const process = await bench.process(clock, 1);
      await eventually(async () => process.isDead || (await isOver()), Boolean).finally(() => process.bury());
    }
    // Fewer would mean that no process was where it should have died.
    expect(lives).toBeGreaterThan(4);
    await history.caughtUp();
    const backups = await mine();
    expect(backups.map(({ metadata, status }) => [metadata.name, status?.phase])).toEqual(
      made.map((name) => [name, 'Succeeded']),
    );
    expect([made.map(timesAsked), overlaps(cluster)]).toEqual([[1], []]);
  });

  it('leaves the operation to end as its backup did', async () => {
    await withProcesses([bench.process(today)], async () => {
      const read = (): Promise<OpsRequest> => bench.client.get<OpsRequest>(OPS_REQUEST, keyOf('operated-save'));
      const { status } = await eventually(read, (found) => found.status?.finishedAt !== undefined);
      expect(status).toMatchObject({ phase: 'Succeeded', result: { backupRef: { name: 'operated-save' } } });
    });
  });
});

it('two processes at once make one backup of a firing, and never take two beside one another', async () => {
  const clock = clockAt('2027-02-01T02:00:00Z', 5);
  await bench.cluster('twice', [{ name: 'hourly', cron: '30 * * * *' }]);
  await bench.fold('twice', new Date(clock.now().getTime() - HOUR_MS));
  await want('twice-a', 'twice');
  await want('twice-b', 'twice');
  await withProcesses([bench.process(clock), bench.process(clock)], () =>
    bench.until('twice', (backups) => backups.length === 3 && backups.every(isLetGo)),
  );
  await history.caughtUp();
  const names = (await bench.backupsOf('twice')).map(({ metadata }) => metadata.name).sort();
  expect(names).toEqual(['twice-a', 'twice-b', 'twice-hourly-202702010130']);
  expect([names.map(timesAsked), overlaps('twice')]).toEqual([[1, 1, 1], []]);
});

it('what was missed while nobody was there is caught up on once, and reported', async () => {
  const clock = clockAt('2027-03-01T00:00:00Z');
  await bench.cluster('missed', [{ name: 'hourly', cron: '30 * * * *' }]);
  await bench.fold('missed', clock.now());
  clock.jump(9 * HOUR_MS);
  await withProcesses([bench.process(clock)], async () => {
    await bench.until('missed', (backups) => backups.length > 0 && backups.every(isLetGo));
    await bench.fold('missed', clock.now());
  });
  const backups = await bench.backupsOf('missed');
  expect(backups.map(({ metadata }) => metadata.name)).toEqual(['missed-hourly-202703010830']);
  const told = await eventually(
    () => bench.eventsOf('missed'),
    (events) => events.length > 0,
  );
  expect(told).toEqual([expect.stringMatching(/^BackupsMissed: 8 firings of the schedule "hourly" before/)]);
});

describe('a change of clocks', () => {
  it.each([
    {
      does: 'fires right after an hour that is left out',
      cluster: 'spring',
      at: '2027-03-28T00:59:50Z',
      fires: ['spring-nightly-202703280100'],
    },
    {
      does: 'fires once in an hour that comes twice',
      cluster: 'autumn',
      at: '2027-10-31T00:29:50Z',
      fires: ['autumn-nightly-202710310030'],
    },
  ])('$does, by a timer of its own', async ({ cluster, at, fires }) => {
    const clock = clockAt(at, 20);
    await aClusterWithBackup(cluster);
    await bench.client.patch(
      { ...DATABASE_BACKUP, kind: 'DatabaseCluster', plural: 'databaseclusters' },
      keyOf(cluster),
      { type: 'merge', body: { spec: { backup: { schedules: [NIGHTLY] } } } },
    );
    await bench.fold(cluster, clock.now());
    const made = (backups: DatabaseBackup[]): DatabaseBackup[] =>
      backups.filter(({ metadata }) => !metadata.name.endsWith('-earlier'));
    await withProcesses([bench.process(clock)], async () => {
      await bench.until(cluster, (backups) => made(backups).length > 0 && made(backups).every(isLetGo));
      await bench.fold(cluster, clock.now());
      // Past the second of the two hours.
      clock.jump(2 * HOUR_MS);
      await want(`${cluster}-after`, cluster);
      await bench.until(cluster, (backups) =>
        backups.some(({ metadata, status }) => metadata.name === `${cluster}-after` && status?.phase === 'Succeeded'),
      );
    });
    const names = made(await bench.backupsOf(cluster)).map(({ metadata }) => metadata.name);
    expect(names.sort()).toEqual([`${cluster}-after`, ...fires].sort());
  });
});

const NIGHTLY = { name: 'nightly', cron: '30 2 * * *', timeZone: 'Europe/Paris' };
