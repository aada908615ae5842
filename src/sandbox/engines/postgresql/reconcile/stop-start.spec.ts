import { StandInWorld } from '../../../../../test/doubles/stand-in-world.js';
import { expectHealthy, primaryOf, watched } from '../../../../../test/harness/healthy-stand-in.js';
import { ANNOTATION, PHASE } from '../well-known.js';

const conditionOf = ({ cluster }: StandInWorld): string | undefined => {
  const found = cluster.status?.conditions?.find(({ type }) => type === ANNOTATION.hibernation);
  return found && `${found.status}/${found.reason}`;
};

describe('a stop', () => {
  it('removes the pods, keeps volumes and services, and goes on saying healthy and ready', () => {
    const world = StandInWorld.healthy({ instances: 2 });
    const services = world.names('Service');
    world.hibernate('on');
    expect(world.settle()).toEqual([PHASE.healthy]);
    expect(world.names('Pod')).toEqual([]);
    expect(world.names('PersistentVolumeClaim')).toEqual(['orders-1', 'orders-2']);
    expect(world.names('Service')).toEqual(services);
    expect(world.cluster.status?.conditions).toContainEqual(
      expect.objectContaining({ type: 'Ready', status: 'True', reason: 'ClusterIsReady' }),
    );
    expect(world.cluster.status).toMatchObject({ instances: 2, readyInstances: 0 });
  });

  it('takes the primary first, and moves it nowhere', () => {
    const world = StandInWorld.healthy({ instances: 3 });
    world.hibernate('on');
    const left = watched(world, () => `${world.names('Pod').join()} ${conditionOf(world)} ${primaryOf(world)}`);
    expect(left).toEqual([
      'orders-2,orders-3 False/DeletingPods orders-1',
      ' False/DeletingPods orders-1',
      ' True/Hibernated orders-1',
    ]);
  });

  it.each([
    { trouble: 'never-ready', phase: PHASE.waitingForInstances },
    { trouble: 'disk-full', phase: PHASE.notEnoughDiskSpace },
  ])('does not begin in a cluster that has trouble with $trouble, until that is over', ({ trouble, phase }) => {
    const world = StandInWorld.healthy();
    world.fail(trouble);
    world.settle();
    world.hibernate('on');
    world.settle();
    expect(world.names('Pod')).toEqual(['orders-1']);
    expect(world.cluster.status?.phase).toBe(phase);
    expect(conditionOf(world)).toBe('False/WaitingForHealthy');
    world.fail(null);
    world.settle();
    expect(conditionOf(world)).toBe('True/Hibernated');
  });

  it('waits for pods that do not end, and ends with them', () => {
    const world = StandInWorld.healthy({ instances: 2 });
    world.fail('stuck-hibernation');
    world.hibernate('on');
    expect(watched(world, conditionOf)).toEqual(['False/DeletingPods', 'False/WaitingPodsDeletion']);
    expect(world.names('Pod')).toEqual(['orders-1', 'orders-2']);
    world.fail(null);
    world.settle();
    expect(world.names('Pod')).toEqual([]);
    expect(conditionOf(world)).toBe('True/Hibernated');
  });

  it('that is called off while pods do not end waits for them and then starts anew', () => {
    const world = StandInWorld.healthy({ instances: 2 });
    world.fail('stuck-hibernation');
    world.hibernate('on');
    world.settle();
    world.hibernate('off');
    world.settle();
    expectHealthy(world, 2);
    expect(conditionOf(world)).toBeUndefined();
  });
});

describe('a start', () => {
  it.each(['off', null])('by %j brings every instance back, with the same primary and volumes', (value) => {
    const world = StandInWorld.healthy({ instances: 2 });
    const volumes = world.list('PersistentVolumeClaim').map(({ metadata }) => metadata.uid);
    world.hibernate('on');
    world.settle();
    world.annotate({ [ANNOTATION.hibernation]: value });
    expect(world.settle()).toEqual([PHASE.healthy, PHASE.waitingForInstances, PHASE.healthy]);
    expectHealthy(world, 2);
    expect(primaryOf(world)).toBe('orders-1');
    expect(world.cluster.status?.timelineID).toBe(1);
    expect(world.list('PersistentVolumeClaim').map(({ metadata }) => metadata.uid)).toEqual(volumes);
    expect(conditionOf(world)).toBeUndefined();
  });

  it('says healthy before any instance is back', () => {
    const world = StandInWorld.healthy();
    world.hibernate('on');
    world.settle();
    world.hibernate('off');
    world.step();
    expect(world.cluster.status).toMatchObject({ phase: PHASE.healthy, readyInstances: 0 });
    expect(conditionOf(world)).toBeUndefined();
  });

  it('waits for an instance that does not come up', () => {
    const world = StandInWorld.healthy({ instances: 2 });
    world.hibernate('on');
    world.settle();
    world.fail('crash-on-start:orders-2');
    world.hibernate('off');
    expect(world.settle().at(-1)).toBe(PHASE.waitingForInstances);
    expect(world.cluster.status).toMatchObject({ readyInstances: 1, currentPrimary: 'orders-1' });
    world.fail(null);
    world.settle();
    expectHealthy(world, 2);
  });
});
