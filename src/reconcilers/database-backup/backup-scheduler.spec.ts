import { aDatabaseBackup, aUsableBackup, OF_ORDERS } from '../../../test/builders/database-backup.js';
import { anOpsRequest } from '../../../test/builders/ops-request.js';
import { aBackedUpCluster, ARCHIVE, BackedUpWorld, EARLIER } from '../../../test/doubles/backed-up-world.js';
import { ANNOTATIONS, FIRST_BACKUP, LABELS } from '../../domain/naming.js';
import type { DatabaseBackup } from '../../resources/database-backup/index.js';
import type { BackupSchedule } from '../../resources/database-cluster/index.js';

/** The clock stands at 00:16:40 of the first of January 2026. */
const HOURLY: BackupSchedule = { name: 'hourly', cron: '30 * * * *' };
const DAILY: BackupSchedule = { name: 'daily', cron: '30 1 * * *' };
const HOUR = 3600;

let world: BackedUpWorld;

async function aWorldWith(...schedules: BackupSchedule[]): Promise<BackedUpWorld> {
  world = new BackedUpWorld(aBackedUpCluster(schedules));
  return world.fold();
}

const withoutBackups = (...schedules: BackupSchedule[]): Promise<BackedUpWorld> => {
  world = new BackedUpWorld(aBackedUpCluster(schedules));
  world.backups.remove(EARLIER);
  return world.fold();
};

describe('a schedule', () => {
  it('fires at its time, into a backup that tells of it', async () => {
    await aWorldWith(HOURLY);
    await world.pass(799);
    expect(world.names).toEqual([]);
    await world.pass(1);
    expect(world.names).toEqual(['orders-hourly-202601010030']);
    expect(world.backup('orders-hourly-202601010030')).toMatchObject({
      metadata: {
        labels: { [LABELS.schedule]: 'hourly', [LABELS.cluster]: 'orders' },
        annotations: { [ANNOTATIONS.scheduledFor]: '2026-01-01T00:30:00Z' },
      },
      spec: { clusterRef: { name: 'orders' }, type: 'Full' },
      status: { phase: 'Running', origin: 'Scheduled' },
    });
  });

  it.each([
    { schedules: [HOURLY], wakesAfter: 800 },
    { schedules: [DAILY], wakesAfter: HOUR },
    { schedules: [DAILY, HOURLY], wakesAfter: 800 },
    { schedules: [{ ...HOURLY, suspended: true }], wakesAfter: undefined },
    { schedules: [], wakesAfter: undefined },
  ])('wakes the loop in time, and once an hour at the least: $wakesAfter', async ({ schedules, wakesAfter }) => {
    await aWorldWith(...schedules);
    expect(world.wakeAfterMs).toBe(wakesAfter && wakesAfter * 1000);
  });

  it('costs no request until it fires', async () => {
    await aWorldWith(HOURLY);
    await world.pass(600);
    expect(world.client.calls).toEqual([]);
  });

  it('fires once, whether or not that is written down yet', async () => {
    await aWorldWith(HOURLY);
    await world.pass(800);
    await world.tell('orders-hourly-202601010030', 'done');
    await world.fold();
    await world.pass(60);
    expect(world.names).toEqual(['orders-hourly-202601010030']);
  });

  it('catches up on the last of what was missed, once, and says how many it left out', async () => {
    await aWorldWith(HOURLY);
    await world.pass(5 * HOUR);
    expect(world.names).toEqual(['orders-hourly-202601010430']);
    expect(world.events).toEqual(['BackupsMissed', 'InProgress']);
    await world.tell('orders-hourly-202601010430', 'done');
    await world.fold();
    expect(world.names).toEqual(['orders-hourly-202601010430']);
  });

  it('says nothing of missed firings when it is only late', async () => {
    await aWorldWith(HOURLY);
    await world.pass(HOUR);
    expect(world.events).toEqual(['InProgress']);
  });

  it('does not pile backups up while the one before cannot be taken', async () => {
    await aWorldWith(HOURLY);
    world.setStorage('False', 'The key is wrong.');
    await world.pass(3 * HOUR);
    await world.fold();
    await world.pass(48 * HOUR);
    await world.fold();
    expect(world.names).toEqual(['orders-hourly-202601010230']);
    world.setStorage('True', 'It can be written to.');
    await world.settle();
    await world.tell('orders-hourly-202601010230', 'done');
    expect(world.names).toEqual(['orders-hourly-202601010230', 'orders-hourly-202601030230']);
  });

  it('fires beside others that are due: they are taken one after the other', async () => {
    await aWorldWith({ ...HOURLY, name: 'a' }, { ...HOURLY, name: 'b' });
    await world.pass(800);
    const phases = world.names.map((name) => world.statusOf(name).phase);
    expect(phases).toEqual(['Running', 'Pending']);
  });

  it.each<{ while: string; status: object; fires: boolean }>([
    { while: 'the database does not serve', status: { phase: 'Updating' }, fires: false },
    { while: 'the database has failed', status: { phase: 'Failed' }, fires: false },
    { while: 'some members are missing', status: { phase: 'Degraded' }, fires: true },
  ])('fires while $while: $fires', async ({ status, fires }) => {
    await aWorldWith(HOURLY);
    world.edit({ status });
    await world.pass(800);
    expect(world.names).toHaveLength(fires ? 1 : 0);
    world.edit({ status: { phase: 'Running' } });
    await world.settle();
    expect(world.names).toHaveLength(1);
  });

  it('leaves out what would have fired while the database was stopped', async () => {
    await aWorldWith(HOURLY);
    world.edit({ spec: { powerState: 'Stopped' }, status: { phase: 'Stopped' } });
    await world.fold();
    await world.pass(5 * HOUR);
    world.edit({ spec: { powerState: 'Running' }, status: { phase: 'Running' } });
    await world.settle();
    await world.fold();
    expect([world.names, world.cluster.status!.backup!.schedules![0]!.next]).toEqual([[], '2026-01-01T05:30:00Z']);
  });

  it.each([
    { when: 'the database is being deleted', change: { metadata: { deletionTimestamp: 'x', finalizers: ['x'] } } },
    { when: 'backups were given up', change: { spec: { backup: null } } },
  ])('does not fire when $when', async ({ change }) => {
    await aWorldWith(HOURLY);
    world.edit(change);
    await world.pass(HOUR);
    expect(world.names).toEqual([]);
  });

  it('fires though an operation runs: the backup waits for it', async () => {
    await aWorldWith(HOURLY);
    await world.pass(700);
    world.ask(anOpsRequest({ spec: { queueTimeoutSeconds: 60 }, createdAt: world.clock.now().toISOString() }));
    await world.settle();
    await world.pass(100);
    expect(world.statusOf('orders-hourly-202601010030')).toMatchObject({
      phase: 'Pending',
      message: 'It waits for Restart "op".',
    });
  });

  it('does not stumble over a backup that somebody has given its name', async () => {
    await aWorldWith(HOURLY);
    const taken = aDatabaseBackup({ name: 'orders-hourly-202601010030', spec: { clusterRef: { name: 'another' } } });
    await world.want(taken).pass(800);
    expect(world.names).toEqual([taken.metadata.name]);
    await world.pass(HOUR);
    expect(world.names).toContain('orders-hourly-202601010130');
  });

  it('made by two processes at once is one backup', async () => {
    await aWorldWith(HOURLY);
    world.clock.jump(800_000);
    await Promise.all([world.look(), world.look()]);
    expect(world.names).toEqual(['orders-hourly-202601010030']);
  });
});

describe('backups that failed', () => {
  const failed = (index: number, completedAt: string): DatabaseBackup =>
    aDatabaseBackup({ name: `failed-${index}`, metadata: OF_ORDERS, status: { phase: 'Failed', completedAt } });

  it('go after thirty days, but for the last twenty', async () => {
    await aWorldWith(DAILY);
    const old = Array.from({ length: 22 }, (_, index) =>
      failed(index, `2025-11-${String(index + 1).padStart(2, '0')}T00:00:00Z`),
    );
    await world.want(...old, aUsableBackup({ name: 'old', status: { completedAt: '2025-01-01T00:00:00Z' } })).settle();
    expect(world.names).toHaveLength(21);
    expect(world.names).not.toContain('failed-0');
    expect(world.names).not.toContain('failed-1');
  });

  it('stay for thirty days, however many there are', async () => {
    await aWorldWith(DAILY);
    await world.want(...Array.from({ length: 30 }, (_, index) => failed(index, '2025-12-20T00:00:00Z'))).settle();
    expect(world.names).toHaveLength(30);
  });
});

describe('the first backup', () => {
  it('is made as soon as it is known where backups go', async () => {
    await withoutBackups();
    const [first] = world.names;
    expect(world.backup(first!)).toMatchObject({
      metadata: { labels: { [LABELS.schedule]: FIRST_BACKUP } },
      status: { phase: 'Running', origin: 'Scheduled', archive: ARCHIVE },
    });
    await world.tell(first!, 'done');
    expect(world.names).toEqual([first]);
  });

  it('is made anew where the data was made anew, and where backups go elsewhere', async () => {
    await aWorldWith();
    expect(world.names).toEqual([]);
    world.edit({ status: { backup: { archive: 'team-a/orders-1a2b3c4d-2-v17' } } });
    await world.settle();
    expect(world.names).toHaveLength(1);
  });

  it('is the one of a schedule that fires in the same moment', async () => {
    await withoutBackups(HOURLY);
    world.backups.remove(world.backup(world.names[0]!)!);
    world.edit({ status: { phase: 'Updating' } });
    await world.pass(800);
    world.edit({ status: { phase: 'Running' } });
    await world.settle();
    expect(world.names).toEqual(['orders-hourly-202601010030']);
  });

  it('is tried again after pauses that grow', async () => {
    await withoutBackups();
    await world.tell(world.names[0]!, 'failed');
    expect([world.names.length, world.wakeAfterMs]).toEqual([1, 300_000]);
    await world.pass(299);
    expect(world.names).toHaveLength(1);
    await world.pass(1);
    expect(world.names).toHaveLength(2);
    await world.tell(world.names[1]!, 'failed');
    expect(world.wakeAfterMs).toBe(600_000);
    await world.pass(600);
    await world.tell(world.names[2]!, 'done');
    await world.pass(86_400);
    expect(world.names).toHaveLength(3);
  });
});
