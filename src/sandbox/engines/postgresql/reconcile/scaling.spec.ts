import { StandInWorld } from '../../../../../test/doubles/stand-in-world.js';
import { expectHealthy, watched } from '../../../../../test/harness/healthy-stand-in.js';
import { PHASE } from '../well-known.js';

describe('scaling out', () => {
  it('joins one instance at a time', () => {
    const world = StandInWorld.healthy();
    world.patchCluster({ spec: { instances: 3 } });
    const jobs = watched(world, () => world.names('Job').join()).filter((names) => names !== '');
    expect(jobs).toEqual(['orders-2-join', 'orders-3-join']);
    expectHealthy(world, 3);
  });

  it('still says healthy at first, then goes through the phase of a new replica each time', () => {
    const world = StandInWorld.healthy();
    world.patchCluster({ spec: { instances: 3 } });
    expect(world.settle()).toEqual([
      PHASE.healthy,
      PHASE.creatingReplica,
      PHASE.waitingForInstances,
      PHASE.creatingReplica,
      PHASE.waitingForInstances,
      PHASE.healthy,
    ]);
  });

  it('counts an instance as soon as it has a volume, and its volume as initializing until it has data', () => {
    const world = StandInWorld.healthy();
    world.patchCluster({ spec: { instances: 2 } });
    world.fail('stuck-job');
    world.settle();
    expect(world.cluster.status).toMatchObject({
      phase: PHASE.creatingReplica,
      instances: 2,
      readyInstances: 1,
      instanceNames: ['orders-1', 'orders-2'],
      initializingPVC: ['orders-2'],
      jobCount: 1,
    });
    world.fail(null);
    world.settle();
    expectHealthy(world, 2);
    expect(world.cluster.status?.initializingPVC).toBeUndefined();
  });

  it('gives out the lowest free number', () => {
    const world = StandInWorld.healthy({ instances: 3 });
    world.delete('PersistentVolumeClaim', 'orders-2');
    world.delete('Pod', 'orders-2');
    world.settle();
    expectHealthy(world, 3);
    expect(world.names('Pod')).toEqual(['orders-1', 'orders-2', 'orders-3']);
  });

  it('says that it cannot go on when the join job fails, and goes on when the failure is withdrawn', () => {
    const world = StandInWorld.healthy();
    world.fail('join-job');
    world.patchCluster({ spec: { instances: 2 } });
    expect(world.settle().at(-1)).toBe(PHASE.unrecoverable);
    expect(world.cluster.status?.phaseReason).toContain('orders-2-join');
    world.fail(null);
    world.settle();
    expectHealthy(world, 2);
  });

  it('waits for a replica that finds no node', () => {
    const world = StandInWorld.healthy();
    world.fail('unschedulable');
    world.patchCluster({ spec: { instances: 2 } });
    expect(world.settle()).toEqual([PHASE.creatingReplica, PHASE.waitingForInstances]);
    expect(world.cluster.status).toMatchObject({ instances: 2, readyInstances: 1 });
  });
});

describe('scaling in', () => {
  it('removes the highest number with its volumes, and never the primary', () => {
    const world = StandInWorld.healthy({ instances: 3, walStorage: { size: '2Gi' } });
    world.patchCluster({ status: { targetPrimary: 'orders-3', phase: PHASE.switchover } });
    world.settle();
    world.patchCluster({ spec: { instances: 1 } });
    expect(watched(world, () => world.names('Pod').join())).toEqual([
      'orders-1,orders-2,orders-3',
      'orders-1,orders-3',
      'orders-3',
    ]);
    expectHealthy(world, 1);
    expect(world.names('PersistentVolumeClaim')).toEqual(['orders-3', 'orders-3-wal']);
  });

  it('says healthy all the time', () => {
    const world = StandInWorld.healthy({ instances: 3 });
    world.patchCluster({ spec: { instances: 1 } });
    expect(world.settle()).toEqual([PHASE.healthy]);
    expectHealthy(world, 1);
  });

  it('keeps the volumes of a member whose pod does not end', () => {
    const world = StandInWorld.healthy({ instances: 2 });
    world.fail('stuck-termination:orders-2');
    world.patchCluster({ spec: { instances: 1 } });
    world.settle();
    expect(world.names('PersistentVolumeClaim')).toEqual(['orders-1', 'orders-2']);
    expect(world.names('Pod')).toEqual(['orders-1', 'orders-2']);
    world.fail(null);
    world.settle();
    expectHealthy(world, 1);
    expect(world.names('PersistentVolumeClaim')).toEqual(['orders-1']);
  });

  it('does nothing for a number that is there already', () => {
    const world = StandInWorld.healthy({ instances: 2 });
    world.patchCluster({ spec: { instances: 2 } });
    expect(world.step()).toBe(false);
  });
});
