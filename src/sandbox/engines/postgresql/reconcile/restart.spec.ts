import { StandInWorld } from '../../../../../test/doubles/stand-in-world.js';
import { expectHealthy, primaryOf, watched } from '../../../../../test/harness/healthy-stand-in.js';
import { ANNOTATION, PHASE } from '../well-known.js';
import type { Pod } from '../../mechanics/workloads.js';

const NOON = '2026-01-01T12:00:00Z';

const restartsOf = (world: StandInWorld): (string | undefined)[] =>
  ['orders-1', 'orders-2', 'orders-3'].map(
    (name) => world.get<Pod>('Pod', name)?.metadata.annotations?.[ANNOTATION.restartedAt],
  );

const uidOf = (world: StandInWorld, kind: string, name: string): string | undefined =>
  world.get(kind, name)?.metadata.uid;

describe('a restart of the whole cluster', () => {
  it('replaces the replicas, then the primary, and says so on every pod', () => {
    const world = StandInWorld.healthy({ instances: 3 });
    const before = world.list('Pod').map(({ metadata }) => metadata.uid);
    world.annotate({ [ANNOTATION.restartedAt]: NOON });
    const done = watched(world, () => restartsOf(world).join());
    expect(done.filter((restarts) => restarts.length >= NOON.length)).toEqual([
      `,${NOON},`,
      `,${NOON},${NOON}`,
      `${NOON},${NOON},${NOON}`,
    ]);
    expectHealthy(world, 3);
    expect(primaryOf(world)).toBe('orders-1');
    expect(before).not.toEqual(expect.arrayContaining([world.list('Pod')[0]?.metadata.uid]));
  });

  it('goes on with the primary without a switchover, or moves it away, as the method says', () => {
    const phasesOf = (primaryUpdateMethod: 'restart' | 'switchover'): string[] => {
      const world = StandInWorld.healthy({ instances: 2, primaryUpdateMethod });
      world.annotate({ [ANNOTATION.restartedAt]: NOON });
      return world.settle();
    };
    expect(phasesOf('restart')).toEqual([
      PHASE.upgrading,
      PHASE.waitingForInstances,
      PHASE.restartWithoutSwitchover,
      PHASE.healthy,
    ]);
    expect(phasesOf('switchover')).toEqual([
      PHASE.upgrading,
      PHASE.waitingForInstances,
      PHASE.switchover,
      PHASE.upgrading,
      PHASE.waitingForInstances,
      PHASE.healthy,
    ]);
  });

  it('leaves a supervised primary to a person, who ends it by a switchover', () => {
    const world = StandInWorld.healthy({ instances: 2, primaryUpdateStrategy: 'supervised' });
    world.annotate({ [ANNOTATION.restartedAt]: NOON });
    expect(world.settle().at(-1)).toBe(PHASE.waitingForUser);
    world.patchCluster({ status: { targetPrimary: 'orders-2', phase: PHASE.switchover } });
    world.settle();
    expectHealthy(world, 2);
    expect(restartsOf(world)).toEqual([NOON, NOON, undefined]);
  });

  it('stops where it is when the annotation is taken away', () => {
    const world = StandInWorld.healthy({ instances: 3 });
    world.annotate({ [ANNOTATION.restartedAt]: NOON });
    while (restartsOf(world)[1] !== NOON) world.step();
    world.annotate({ [ANNOTATION.restartedAt]: null });
    world.settle();
    expectHealthy(world, 3);
    expect(restartsOf(world)).toEqual([undefined, NOON, undefined]);
  });

  it('announces the absence of the primary before its pod goes', () => {
    const world = StandInWorld.healthy({ instances: 2 });
    world.annotate({ [ANNOTATION.restartedAt]: NOON });
    const seen = watched(world, () => `${world.cluster.status?.phase}: ${world.names('Pod').join()}`);
    const announced = seen.indexOf(`${PHASE.restartWithoutSwitchover}: orders-1,orders-2`);
    const absent = seen.findIndex((look) => look.endsWith(': orders-2'));
    expect(announced).toBeGreaterThanOrEqual(0);
    expect(absent).toBeGreaterThan(announced);
  });

  it('is held up by a member that crashes when it starts, and by no member that runs', () => {
    const world = StandInWorld.healthy({ instances: 3 });
    world.fail('crash-on-start:orders-2');
    world.settle();
    expectHealthy(world, 3);
    world.annotate({ [ANNOTATION.restartedAt]: NOON });
    expect(world.settle().at(-1)).toBe(PHASE.waitingForInstances);
    expect(world.get<Pod>('Pod', 'orders-2')?.status?.containerStatuses?.[0]).toMatchObject({
      ready: false,
      restartCount: 3,
      state: { waiting: { reason: 'CrashLoopBackOff' } },
    });
    expect(restartsOf(world)).toEqual([undefined, NOON, undefined]);
    world.fail(null);
    world.settle();
    expectHealthy(world, 3);
  });
});

describe('a restart of one instance', () => {
  it('makes a replica anew on its volumes when its pod is deleted', () => {
    const world = StandInWorld.healthy({ instances: 2 });
    const [pod, volume] = [uidOf(world, 'Pod', 'orders-2'), uidOf(world, 'PersistentVolumeClaim', 'orders-2')];
    world.delete('Pod', 'orders-2');
    expect(world.settle()).toEqual([PHASE.healthy, PHASE.waitingForInstances, PHASE.healthy]);
    expectHealthy(world, 2);
    expect(uidOf(world, 'Pod', 'orders-2')).not.toBe(pod);
    expect(uidOf(world, 'PersistentVolumeClaim', 'orders-2')).toBe(volume);
    expect(primaryOf(world)).toBe('orders-1');
  });

  it('restarts the primary in place, with its pod, when the phase asks for it', () => {
    const world = StandInWorld.healthy({ instances: 2 });
    const pod = uidOf(world, 'Pod', 'orders-1');
    world.patchCluster({ status: { phase: PHASE.restartInPlace, phaseReason: 'asked for' } });
    expect(world.settle()).toEqual([PHASE.healthy]);
    expect(world.cluster.status?.phaseReason).toBe('Primary instance restarted in-place');
    expect(uidOf(world, 'Pod', 'orders-1')).toBe(pod);
    expect(primaryOf(world)).toBe('orders-1');
  });

  it('that does not come back in place fails over where somebody can take over', () => {
    const world = StandInWorld.healthy({ instances: 2 });
    world.fail('crash-on-start:orders-1');
    world.patchCluster({ status: { phase: PHASE.restartInPlace } });
    expect(world.settle()).toEqual([PHASE.restartInPlace, PHASE.failingOver, PHASE.waitingForInstances]);
    expect(primaryOf(world)).toBe('orders-2');
  });

  it('that does not come back in place is never called healthy where nobody can take over', () => {
    const world = StandInWorld.healthy();
    world.fail('crash-on-start');
    world.patchCluster({ status: { phase: PHASE.restartInPlace } });
    expect(world.settle()).toEqual([PHASE.restartInPlace, PHASE.waitingForInstances]);
    world.fail(null);
    world.settle();
    expectHealthy(world, 1);
  });
});
