import { StandInWorld } from '../../../../../test/doubles/stand-in-world.js';
import { expectHealthy, primaryOf } from '../../../../../test/harness/healthy-stand-in.js';
import { ANNOTATION, PHASE } from '../well-known.js';

const giveUp = (world: StandInWorld, pod: string): void =>
  world.patch('Pod', pod, { metadata: { annotations: { [ANNOTATION.unrecoverable]: 'true' } } });

const uidsOf = (world: StandInWorld, name: string): (string | undefined)[] =>
  ['Pod', 'PersistentVolumeClaim'].map((kind) => world.get(kind, name)?.metadata.uid);

describe('a rebuild', () => {
  it.each([
    { way: 'declared unrecoverable', begin: (world: StandInWorld) => giveUp(world, 'orders-2') },
    {
      way: 'deleted with its volumes, those first',
      begin: (world: StandInWorld) => {
        for (const name of ['orders-2', 'orders-2-wal']) world.delete('PersistentVolumeClaim', name);
        world.delete('Pod', 'orders-2');
      },
    },
  ])('joins an instance anew that was $way, under its old name', ({ begin }) => {
    const world = StandInWorld.healthy({ instances: 3, walStorage: { size: '2Gi' } });
    const [pod, volume] = uidsOf(world, 'orders-2');
    const wal = world.get('PersistentVolumeClaim', 'orders-2-wal')?.metadata.uid;
    begin(world);
    expect(world.settle()).toContain(PHASE.creatingReplica);
    expectHealthy(world, 3);
    expect(world.names('Pod')).toEqual(['orders-1', 'orders-2', 'orders-3']);
    expect(uidsOf(world, 'orders-2')).not.toContain(pod);
    expect(uidsOf(world, 'orders-2')).not.toContain(volume);
    expect(world.get('PersistentVolumeClaim', 'orders-2-wal')?.metadata.uid).not.toBe(wal);
    expect(world.cluster.status?.instancesStatus).toEqual({ healthy: ['orders-1', 'orders-2', 'orders-3'] });
  });

  it('is refused for the primary', () => {
    const world = StandInWorld.healthy({ instances: 2 });
    const before = uidsOf(world, 'orders-1');
    giveUp(world, 'orders-1');
    expect(world.step()).toBe(false);
    expect(uidsOf(world, 'orders-1')).toEqual(before);
    expect(primaryOf(world)).toBe('orders-1');
  });

  it.each([
    { given: 'waits for a node', failure: 'unschedulable' },
    { given: 'does not end', failure: 'stuck-termination:orders-3' },
  ])('is not seen while another pod $given', ({ failure }) => {
    const world = StandInWorld.healthy({ instances: 3 });
    const before = uidsOf(world, 'orders-2');
    world.fail(failure);
    world.settle();
    world.delete('Pod', 'orders-3');
    world.settle();
    giveUp(world, 'orders-2');
    world.settle();
    expect(uidsOf(world, 'orders-2')).toEqual(before);
    world.fail(null);
    world.settle();
    expectHealthy(world, 3);
    expect(uidsOf(world, 'orders-2')).not.toEqual(before);
  });

  it('gives up a replica that is not ready, too', () => {
    const world = StandInWorld.healthy({ instances: 2 });
    const before = uidsOf(world, 'orders-2');
    world.fail('crash-on-start:orders-2');
    world.delete('Pod', 'orders-2');
    world.settle();
    giveUp(world, 'orders-2');
    expect(world.settle().at(-1)).toBe(PHASE.waitingForInstances);
    expect(uidsOf(world, 'orders-2')[1]).not.toBe(before[1]);
    world.fail(null);
    world.settle();
    expectHealthy(world, 2);
  });

  it('that cannot join says so, with the job that failed', () => {
    const world = StandInWorld.healthy({ instances: 2 });
    world.fail('join-job');
    giveUp(world, 'orders-2');
    expect(world.settle().at(-1)).toBe(PHASE.unrecoverable);
    expect(world.cluster.status?.phaseReason).toContain('orders-2-join');
  });

  it('never begins where the pod goes first: the instance starts again on its old volume', () => {
    const world = StandInWorld.healthy({ instances: 2 });
    const [, volume] = uidsOf(world, 'orders-2');
    world.delete('Pod', 'orders-2');
    world.settle();
    expectHealthy(world, 2);
    expect(uidsOf(world, 'orders-2')[1]).toBe(volume);
  });
});
