import { refusing } from '../../../test/builders/kube-error.js';
import { aDatabaseBackup, aUsableBackup } from '../../../test/builders/database-backup.js';
import { anOperationHandler, aProgress, aResult } from '../../../test/builders/operation-handler.js';
import { anOpsRequest } from '../../../test/builders/ops-request.js';
import { aWidget } from '../../../test/builders/widget.js';
import { aBackedUpCluster, ARCHIVE, BackedUpWorld } from '../../../test/doubles/backed-up-world.js';
import { Killed } from '../../../test/doubles/operation-world.js';
import { BACKUP_FINALIZER, LABELS } from '../../domain/naming.js';
import type { DatabaseBackup } from '../../resources/database-backup/index.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import type { OpsRequest } from '../../resources/ops-request/index.js';

const NAME = 'orders-1';

let world: BackedUpWorld;
beforeEach(() => {
  world = new BackedUpWorld();
});

const of = (name = NAME): NonNullable<DatabaseBackup['status']> => world.statusOf(name);
const finalizersOf = (name = NAME): string[] | undefined => world.backup(name)?.metadata.finalizers;
const restart = (changes: Parameters<typeof anOpsRequest>[0] = {}): OpsRequest =>
  anOpsRequest({
    ...changes,
    spec: { type: 'Restart', queueTimeoutSeconds: 3600, ...changes.spec },
    createdAt: world.clock.now().toISOString(),
  });
const reborn = (changes: Partial<DatabaseCluster['status']> = {}): DatabaseCluster =>
  aBackedUpCluster([], { status: { ...aBackedUpCluster().status, ...changes } });

describe('a backup', () => {
  it('is adopted, begun, asked for, followed, recorded and let go', async () => {
    await world.want(aDatabaseBackup()).settle();
    expect(world.backup(NAME)!.metadata).toMatchObject({
      finalizers: [BACKUP_FINALIZER],
      labels: { [LABELS.cluster]: 'orders', [LABELS.clusterUid]: world.cluster.metadata.uid },
    });
    expect(of()).toMatchObject({ phase: 'Running', message: 'The widget turns.', archive: ARCHIVE, storage: 'main' });
    await world.tell(NAME, 'done');
    expect(of()).toMatchObject({
      phase: 'Succeeded',
      reason: 'Completed',
      origin: 'OnDemand',
      engine: 'postgresql',
      version: '17.6',
      storage: 'main',
      archive: ARCHIVE,
      path: `${ARCHIVE}/base/${NAME}`,
      backupId: NAME,
      completedAt: '2026-01-01T00:16:40Z',
      recoverableFrom: '2026-01-01T00:16:40Z',
    });
    expect(finalizersOf()).toEqual([]);
    expect(world.widget(NAME)).toBeUndefined();
    expect(world.events).toEqual(['InProgress', 'Completed']);
  });

  it('asks the operator for what belongs to it, and to its cluster', async () => {
    await world.want(aDatabaseBackup()).settle();
    const { ownerReferences, labels } = world.widget(NAME)!.metadata;
    expect(ownerReferences).toMatchObject([{ kind: 'DatabaseBackup', name: NAME, uid: `uid-${NAME}` }]);
    expect(labels).toMatchObject({ [LABELS.clusterUid]: world.cluster.metadata.uid });
  });

  it('remembers what its database was asked to be, without where its data came from', async () => {
    const { spec, metadata, ...rest } = aBackedUpCluster();
    const dataSource = { backupRef: { name: 'old' } };
    world = new BackedUpWorld({
      ...rest,
      metadata: { ...metadata, labels: { team: 'a' } },
      spec: { ...spec, dataSource },
    });
    await world.want(aDatabaseBackup()).settle();
    await world.tell(NAME, 'done');
    expect(of().clusterSnapshot).toEqual({ labels: { team: 'a' }, spec });
  });

  it('of a schedule says so', async () => {
    await world.want(aDatabaseBackup({ metadata: { labels: { [LABELS.schedule]: 'nightly' } } })).settle();
    expect(of().origin).toBe('Scheduled');
  });

  it('that the operator cannot take fails with its words, and nothing is left of it', async () => {
    await world.want(aDatabaseBackup()).settle();
    await world.tell(NAME, 'failed');
    expect(of()).toMatchObject({ phase: 'Failed', reason: 'UpstreamFailed', message: 'The widget broke.' });
    expect([finalizersOf(), world.widget(NAME)]).toEqual([[], undefined]);
    expect(world.events).toEqual(['InProgress', 'UpstreamFailed']);
  });

  it('that does not end in time fails, and is taken away from the operator', async () => {
    await world.want(aDatabaseBackup()).settle();
    await world.pass(3599);
    expect(of().phase).toBe('Running');
    await world.pass(1);
    expect(of()).toMatchObject({ phase: 'Failed', reason: 'Timeout' });
    expect(of().message).toContain('The widget turns.');
    expect(world.widget(NAME)).toBeUndefined();
  });

  it('wakes when its time is over', async () => {
    await world.want(aDatabaseBackup()).settle();
    await world.pass(3590);
    expect(world.wakeAfterMs).toBe(10_000);
  });

  it('is asked for again when somebody took it away from the operator', async () => {
    await world.want(aDatabaseBackup()).settle();
    world.widgets.remove(world.widget(NAME)!);
    await world.settle();
    expect(world.widget(NAME)).toBeDefined();
  });

  it('never mistakes for its own what was there before', async () => {
    world.widgets.put(aWidget(NAME, { size: 1 }, 'team-a'));
    await world.want(aDatabaseBackup()).settle();
    expect(of()).toMatchObject({ phase: 'Failed', reason: 'UpstreamFailed' });
    expect(of().message).toContain(`Widget "${NAME}" already`);
    expect(world.widget(NAME)).toBeDefined();
  });

  it.each(['Invalid', 'Forbidden'] as const)('that the server refuses as %s fails with its words', async (reason) => {
    const create = refusing(reason, { message: 'the plugin says no' });
    Object.assign(world.client, { create: async () => create() });
    await world.want(aDatabaseBackup()).settle();
    expect(of()).toMatchObject({ phase: 'Failed', message: 'It was refused: the plugin says no' });
  });

  it('that exists in a bucket already is none of its business', async () => {
    const found = aDatabaseBackup({ spec: { existing: { path: 'a/base/1' }, storageRef: { name: 'main' } } });
    await world.want(found).settle();
    expect(world.backup(NAME)).toEqual(found);
  });

  it('that has ended costs nothing, though its cluster is gone', async () => {
    world.clusters.remove(world.cluster);
    await world.settle();
    expect([world.client.asked, world.wakeAfterMs]).toEqual([[], undefined]);
  });
});

describe('a backup that cannot be taken', () => {
  it.each<{ mistake: string; spec?: Partial<DatabaseBackup['spec']>; prepare?: () => void; ends: object }>([
    {
      mistake: 'of a cluster that there never was',
      prepare: () => void world.clusters.remove(world.cluster),
      ends: {
        reason: 'ClusterNotFound',
        message: 'spec.clusterRef.name: there is no DatabaseCluster "orders" in namespace "team-a".',
      },
    },
    {
      mistake: 'into another bucket',
      spec: { storageRef: { name: 'other' } },
      ends: {
        reason: 'Invalid',
        message:
          'spec.storageRef.name: Forbidden: the database backs up to "main", and no other storage can be asked for.',
      },
    },
    {
      mistake: 'of a cluster without backups',
      prepare: () => world.edit({ spec: { backup: null } }),
      ends: { reason: 'Invalid', message: expect.stringContaining('name a BackupStorage in its spec.backup first') },
    },
    {
      mistake: 'of an engine without backups',
      prepare: () => (world.driver = undefined),
      ends: { reason: 'Unsupported', message: 'A widget has no backups.' },
    },
    {
      mistake: 'of an engine that is not installed',
      prepare: () => world.edit({ spec: { engine: 'oracle' } }),
      ends: { reason: 'Unsupported', message: 'No engine "oracle" is installed.' },
    },
    {
      mistake: 'of a cluster that is being deleted',
      prepare: () => world.edit({ metadata: { deletionTimestamp: '2026-01-01T00:00:00Z', finalizers: ['x'] } }),
      ends: { reason: 'ClusterNotFound', message: 'The database is being deleted.' },
    },
  ])('$mistake fails at once, and is let go', async ({ spec, prepare, ends }) => {
    prepare?.();
    await world.want(aDatabaseBackup({ spec })).settle();
    expect(of()).toMatchObject({ phase: 'Failed', ...ends });
    expect([finalizersOf() ?? [], world.widget(NAME)]).toEqual([[], undefined]);
  });

  it('is not given up while only the cache lacks its cluster', async () => {
    const { cluster } = world;
    world.clusters.remove(cluster);
    Object.assign(world.client, { get: async () => cluster });
    world.want(aDatabaseBackup());
    await expect(world.look()).rejects.toThrow('the cluster is not cached yet');
    expect(world.backup(NAME)!.status).toBeUndefined();
  });
});

describe('a backup waits', () => {
  it.each<{ for: string; prepare: () => void; says: object; passes: () => void }>([
    {
      for: 'an operation',
      prepare: () => world.ask(restart()),
      says: { reason: 'Waiting', message: 'It waits for Restart "op".' },
      passes: () => (world.handler = anOperationHandler({ progress: () => aResult() })),
    },
    {
      for: 'its storage',
      prepare: () => world.setStorage('False', 'The key is wrong.'),
      says: { reason: 'StorageNotReady', message: 'The BackupStorage "main" cannot be used: The key is wrong.' },
      passes: () => world.setStorage('True', 'It can be written to.'),
    },
    {
      for: 'its database',
      prepare: () => world.edit({ status: { phase: 'Updating' } }),
      says: { reason: 'Waiting', message: 'It waits for the database, which is Updating.' },
      passes: () => world.edit({ status: { phase: 'Degraded' } }),
    },
    {
      for: 'its engine',
      prepare: () => (world.engine.whyNot = 'The log has not arrived yet.'),
      says: { reason: 'Waiting', message: 'The log has not arrived yet.' },
      passes: () => (world.engine.whyNot = undefined),
    },
  ])('for $for, says so, and begins when that is over', async ({ prepare, says, passes }) => {
    prepare();
    await world.settle();
    await world.want(aDatabaseBackup()).settle();
    expect(of()).toMatchObject({ phase: 'Pending', origin: 'OnDemand', storage: 'main', ...says });
    expect(world.widget(NAME)).toBeUndefined();
    passes();
    await world.settle();
    expect(of().phase).toBe('Running');
  });

  it('for the one before it', async () => {
    const second = aDatabaseBackup({ name: 'second', metadata: { creationTimestamp: '2026-11-23T11:00:01Z' } });
    await world.want(second, aDatabaseBackup()).settle();
    expect([of().phase, of('second').message]).toEqual([
      'Running',
      'It waits for DatabaseBackup "orders-1", which is being taken.',
    ]);
    await world.tell(NAME, 'done');
    expect(of('second').phase).toBe('Running');
  });

  it('writes nothing while it does', async () => {
    world.setStorage('False', 'The key is wrong.');
    await world.want(aDatabaseBackup()).settle();
    const { length } = world.client.calls;
    await world.pass(600);
    expect(world.client.calls).toHaveLength(length);
  });

  it('for nothing but its turn once it has begun: what is missing then is said, and waited for', async () => {
    await world.want(aDatabaseBackup()).settle();
    world.engine.whyNot = 'The plugin is gone.';
    world.widgets.remove(world.widget(NAME)!);
    await world.settle();
    expect(of()).toMatchObject({ phase: 'Running', message: 'The plugin is gone.' });
    await world.pass(3600);
    expect(of()).toMatchObject({ phase: 'Failed', reason: 'Timeout' });
  });
});

describe('an operation', () => {
  it('waits for the backup that is being taken', async () => {
    await world.want(aDatabaseBackup()).settle();
    await world.ask(restart()).settle();
    expect(world.find()!.status).toMatchObject({
      phase: 'Queued',
      message: 'It waits for DatabaseBackup "orders-1", which is being taken.',
    });
    await world.tell(NAME, 'done');
    expect(world.find()!.status!.phase).toBe('Running');
  });

  it('that begins in the same moment goes first', async () => {
    await world.ask(restart()).want(aDatabaseBackup()).settle();
    expect([world.find()!.status!.phase, of().phase]).toEqual(['Running', 'Pending']);
  });

  it('that needs a backup has it made and taken, while it goes on', async () => {
    world.handler = anOperationHandler({ progress: () => aProgress({ backup: 'safe' }) });
    await world.ask(restart()).settle();
    expect(world.backup('safe')!.metadata.labels).toMatchObject({ [LABELS.operationUid]: 'uid-op' });
    expect([of('safe').phase, world.find()!.status!.phase]).toEqual(['Running', 'Running']);
    expect(world.names).toEqual(['safe']);
  });

  it('never takes for its own a backup that has the name', async () => {
    world.handler = anOperationHandler({ progress: () => aProgress({ backup: NAME }) });
    await world.want(aUsableBackup()).ask(restart()).settle();
    expect(world.find()!.status).toMatchObject({ phase: 'Failed', reason: 'Conflict' });
    expect(world.find()!.status!.message).toContain(`DatabaseBackup "${NAME}" already`);
  });

  it('of type Backup makes one, and ends as it does', async () => {
    await world.ask(restart({ name: 'save', spec: { type: 'Backup', backup: { name: 'mine' } } })).settle();
    expect(of('mine').phase).toBe('Running');
    await world.tell('mine', 'done');
    expect(world.find('save')!.status).toMatchObject({
      phase: 'Succeeded',
      result: { backupRef: { name: 'mine' } },
    });
  });

  it('of type Backup that fails says what its backup says', async () => {
    await world.ask(restart({ name: 'save', spec: { type: 'Backup' } })).settle();
    await world.tell('save', 'failed');
    expect(world.find('save')!.status).toMatchObject({ phase: 'Failed', message: 'The widget broke.' });
    expect(of('save').phase).toBe('Failed');
  });

  it('of type Backup that is called off takes its backup away, wherever that is', async () => {
    await world.ask(restart({ name: 'save', spec: { type: 'Backup' } })).settle();
    expect(of('save').phase).toBe('Running');
    const { spec, ...request } = world.find('save')!;
    await world.ask({ ...request, spec: { ...spec, cancel: true } }).settle();
    await world.pass(10);
    expect(world.find('save')!.status).toMatchObject({ phase: 'Cancelled', reason: 'UserCancelled' });
    expect([world.backup('save'), world.widget('save')]).toEqual([undefined, undefined]);
  });

  it('that made the data anew lets the first backup of it pass, and no other operation does', async () => {
    world = new BackedUpWorld(reborn({ incarnation: { number: 2 }, backup: { storage: 'main', archive: 'new' } }));
    const rebirth = { incarnation: 2, source: { storage: 'main', archive: 'old' } };
    const running = { phase: 'Running', startedAt: world.clock.now().toISOString(), rebirth } as const;
    const restore = restart({ name: 'back', status: { ...running, progressedAt: running.startedAt } });
    const metadata = {
      ...restore.metadata,
      ownerReferences: [
        { apiVersion: 'v1', kind: 'DatabaseCluster', name: 'orders', uid: world.cluster.metadata.uid! },
      ],
    };
    await world.ask({ ...restore, metadata }).settle();
    const [first] = world.names;
    expect(first).toMatch(/^orders-first-/);
    expect(of(first).phase).toBe('Running');
  });
});

describe('a process that is killed before any write', () => {
  it.each(['done', 'failed'] as const)('leaves a backup that is %s to be carried on by the next, once', async (end) => {
    const ends = new Set<string>();
    for (let lives = 0; lives < 8; lives++) {
      world = new BackedUpWorld();
      world.want(aDatabaseBackup());
      await untilKilled(lives);
      world.writesToLive = Infinity;
      await world.settle();
      if (world.widget(NAME)) await world.tell(NAME, end);
      const created = world.client.asked.filter((call) => call.startsWith('create widgets'));
      ends.add(JSON.stringify([of().phase, of().reason, finalizersOf(), world.widget(NAME), world.names]));
      expect(created.length).toBeLessThanOrEqual(2);
    }
    expect([...ends]).toHaveLength(1);
  });

  async function untilKilled(lives: number): Promise<void> {
    world.writesToLive = lives;
    try {
      await world.settle();
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
    }
  }
});
