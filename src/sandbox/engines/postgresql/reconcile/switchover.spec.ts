import { StandInWorld } from '../../../../../test/doubles/stand-in-world.js';
import { expectHealthy, primaryOf, watched } from '../../../../../test/harness/healthy-stand-in.js';
import { LABEL, PENDING_FAILOVER, PHASE } from '../well-known.js';

const promote = (world: StandInWorld, targetPrimary: string): void =>
  world.patchCluster({
    status: { targetPrimary, targetPrimaryTimestamp: '2026-01-02T03:04:05.678000Z', phase: PHASE.switchover },
  });

const rolesOf = (world: StandInWorld, kind: string): (string | undefined)[] =>
  world.list(kind).map(({ metadata }) => `${metadata.name}=${metadata.labels?.[LABEL.instanceRole]}`);

const targetOf = ({ cluster }: StandInWorld): string | undefined => cluster.status?.targetPrimary;

describe('a switchover', () => {
  it('moves the role, the labels and the time line to the instance that a status patch names', () => {
    const world = StandInWorld.healthy({ instances: 2 });
    promote(world, 'orders-2');
    expect(world.settle()).toEqual([PHASE.switchover, PHASE.healthy]);
    expectHealthy(world, 2);
    expect(world.cluster.status).toMatchObject({
      currentPrimary: 'orders-2',
      timelineID: 2,
      instancesReportedState: { 'orders-1': { isPrimary: false }, 'orders-2': { isPrimary: true, timeLineID: 2 } },
    });
    expect(rolesOf(world, 'Pod')).toEqual(['orders-1=replica', 'orders-2=primary']);
    expect(rolesOf(world, 'PersistentVolumeClaim')).toEqual(['orders-1=replica', 'orders-2=primary']);
    expect(world.get('Pod', 'orders-2')?.metadata.labels?.['role']).toBe('primary');
  });

  it('is done before the labels follow', () => {
    const world = StandInWorld.healthy({ instances: 2 });
    promote(world, 'orders-2');
    world.step();
    expect(primaryOf(world)).toBe('orders-2');
    expect(rolesOf(world, 'Pod')).toEqual(['orders-1=primary', 'orders-2=replica']);
    expect(world.cluster.status?.phase).toBe(PHASE.switchover);
  });

  it('is announced by the operator where only the target was written', () => {
    const world = StandInWorld.healthy({ instances: 2 });
    world.patchCluster({ status: { targetPrimary: 'orders-2' } });
    expect(world.settle()).toEqual([PHASE.switchover, PHASE.healthy]);
    expect(primaryOf(world)).toBe('orders-2');
  });

  it.each([
    { target: 'is not there', name: 'orders-9', prepare: () => undefined },
    { target: 'is fenced', name: 'orders-2', prepare: (world: StandInWorld) => fence(world, 'orders-2') },
    { target: 'is not ready', name: 'orders-2', prepare: (world: StandInWorld) => world.fail('never-ready:orders-2') },
  ])('is taken back when the instance to promote $target', ({ name, prepare }) => {
    const world = StandInWorld.healthy({ instances: 2 });
    prepare(world);
    world.settle();
    promote(world, name);
    world.settle();
    expect(world.cluster.status).toMatchObject({
      currentPrimary: 'orders-1',
      targetPrimary: 'orders-1',
      timelineID: 1,
    });
    expect(rolesOf(world, 'Pod')).toEqual(['orders-1=primary', 'orders-2=replica']);
  });

  it('is taken back when its target dies under it, which then stays down until the failure is withdrawn', () => {
    const world = StandInWorld.healthy({ instances: 3 });
    world.fail('switchover-target');
    world.settle();
    promote(world, 'orders-2');
    expect(watched(world, targetOf)).toEqual(['orders-2', 'orders-1']);
    expect(world.cluster.status).toMatchObject({
      phase: PHASE.waitingForInstances,
      currentPrimary: 'orders-1',
      timelineID: 1,
      readyInstances: 2,
    });
    world.fail(null);
    world.settle();
    expectHealthy(world, 3);
    expect(primaryOf(world)).toBe('orders-1');
  });

  it('stalls while the old primary does not shut down, and can be taken back until then', () => {
    const world = StandInWorld.healthy({ instances: 2 });
    world.fail('slow-shutdown');
    promote(world, 'orders-2');
    world.settle();
    expect(world.cluster.status).toMatchObject({
      phase: PHASE.switchover,
      currentPrimary: 'orders-1',
      targetPrimary: 'orders-2',
    });
    world.patchCluster({ status: { targetPrimary: 'orders-1' } });
    world.settle();
    expectHealthy(world, 2);
    promote(world, 'orders-2');
    world.settle();
    world.fail(null);
    world.settle();
    expectHealthy(world, 2);
    expect(primaryOf(world)).toBe('orders-2');
  });

  it('moves back and forth, one time line further each time', () => {
    const world = StandInWorld.healthy({ instances: 2 });
    for (const target of ['orders-2', 'orders-1', 'orders-2']) {
      promote(world, target);
      world.settle();
      expectHealthy(world, 2);
      expect(primaryOf(world)).toBe(target);
    }
    expect(world.cluster.status?.timelineID).toBe(4);
  });
});

const fence = (world: StandInWorld, name: string): void =>
  world.annotate({ 'cnpg.io/fencedInstances': JSON.stringify([name]) });

describe('the loss of the primary', () => {
  it('makes the operator look for a successor, then promote it', () => {
    const world = StandInWorld.healthy({ instances: 2 });
    world.delete('Pod', 'orders-1');
    expect(watched(world, targetOf)).toEqual([PENDING_FAILOVER, 'orders-2']);
    expectHealthy(world, 2);
    expect(primaryOf(world)).toBe('orders-2');
    expect(world.cluster.status?.timelineID).toBe(2);
  });

  it('ends with the old primary when that is back before a successor was chosen', () => {
    const world = StandInWorld.healthy({ instances: 2 });
    world.fail('never-ready:orders-1');
    while (targetOf(world) !== PENDING_FAILOVER) world.step();
    world.fail('never-ready:orders-2');
    world.settle();
    expect(world.cluster.status).toMatchObject({ currentPrimary: 'orders-1', targetPrimary: 'orders-1' });
    world.fail(null);
    world.settle();
    expectHealthy(world, 2);
  });

  it('is waited out where nobody can take over', () => {
    const world = StandInWorld.healthy();
    world.delete('Pod', 'orders-1');
    expect(world.settle()).not.toContain(PHASE.failingOver);
    expectHealthy(world, 1);
    expect(primaryOf(world)).toBe('orders-1');
  });
});
