import { aDatabaseBackup } from '../../../test/builders/database-backup.js';
import { BackedUpWorld } from '../../../test/doubles/backed-up-world.js';
import type { DatabaseBackup } from '../../resources/database-backup/index.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';

const NAME = 'orders-1';

let world: BackedUpWorld;
beforeEach(() => {
  world = new BackedUpWorld();
});

const of = (): NonNullable<DatabaseBackup['status']> => world.statusOf(NAME);

describe('a deletion', () => {
  const goAway = (name = NAME): void =>
    world.editBackup(name, { metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' } });

  it('of a backup that waits lets it go', async () => {
    world.setStorage('False', 'The key is wrong.');
    await world.want(aDatabaseBackup()).settle();
    goAway();
    await world.settle();
    expect(world.backup(NAME)).toBeUndefined();
  });

  it('of one that is being taken takes it away from the operator first', async () => {
    await world.want(aDatabaseBackup()).settle();
    goAway();
    await world.settle();
    expect([world.backup(NAME), world.widget(NAME)]).toEqual([undefined, undefined]);
    const asked = world.client.asked.filter((call) => call.startsWith('delete') || call.startsWith('patch'));
    expect(asked.slice(-2)).toEqual([`delete widgets team-a/${NAME}`, `patch databasebackups team-a/${NAME}`]);
  });

  it('of the cluster ends what is being taken', async () => {
    await world.want(aDatabaseBackup()).settle();
    world.edit({ metadata: { deletionTimestamp: '2026-01-01T00:00:00Z', finalizers: ['x'] } });
    await world.settle();
    expect(of()).toMatchObject({ phase: 'Failed', reason: 'ClusterNotFound' });
    expect(world.widget(NAME)).toBeUndefined();
  });

  it.each<{ of: string; spec: Partial<DatabaseCluster['spec']> }>([
    { of: 'a cluster that waits for its last backup', spec: { deletionPolicy: 'BackupThenDelete' } },
    { of: 'a cluster that is protected', spec: { deletionProtection: true } },
  ])('of $of lets backups go on, and begin', async ({ spec }) => {
    world.edit({ spec, metadata: { deletionTimestamp: '2026-01-01T00:00:00Z', finalizers: ['x'] } });
    world.edit({ status: { phase: 'Deleting' } });
    await world.want(aDatabaseBackup()).settle();
    await world.tell(NAME, 'done');
    expect(of().phase).toBe('Succeeded');
  });

  it('of the cluster and another of its name do not make one backup of two databases', async () => {
    await world.want(aDatabaseBackup()).settle();
    const { metadata, ...rest } = world.cluster;
    world.clusters.put({ ...rest, metadata: { ...metadata, uid: 'another' } });
    await world.settle();
    expect(of()).toMatchObject({ phase: 'Failed', reason: 'ClusterNotFound' });
  });

  it('of a cluster that is gone whole ends what was being taken, too', async () => {
    await world.want(aDatabaseBackup()).settle();
    world.clusters.remove(world.cluster);
    await world.settle();
    expect(of()).toMatchObject({
      phase: 'Failed',
      reason: 'ClusterNotFound',
      message: 'The database "orders" was deleted before it was done.',
    });
  });
});
