import { StandInWorld } from '../../../../../test/doubles/stand-in-world.js';
import { expectHealthy, primaryOf } from '../../../../../test/harness/healthy-stand-in.js';
import { ANNOTATION, PHASE } from '../well-known.js';
import { isPodReady, type Pod } from '../../mechanics/workloads.js';

const fence = (world: StandInWorld, value: string | null): void =>
  world.annotate({ [ANNOTATION.fencedInstances]: value });

const notReady = (world: StandInWorld): string[] =>
  world
    .list<Pod>('Pod')
    .filter((pod) => !isPodReady(pod))
    .map(({ metadata }) => metadata.name);

describe('fencing', () => {
  it.each([
    { value: '["orders-2"]', fenced: ['orders-2'] },
    { value: '["orders-2","orders-3"]', fenced: ['orders-2', 'orders-3'] },
    { value: '["*"]', fenced: ['orders-1', 'orders-2', 'orders-3'] },
    { value: '[]', fenced: [] },
    { value: '["orders-9"]', fenced: [] },
    { value: 'orders-2', fenced: [] },
    { value: '"orders-2"', fenced: [] },
    { value: '{"orders-2":true}', fenced: [] },
  ])('by $value stops $fenced, keeps their pods and ends with the annotation', ({ value, fenced }) => {
    const world = StandInWorld.healthy({ instances: 3 });
    const pods = world.list('Pod').map(({ metadata }) => metadata.uid);
    fence(world, value);
    world.settle();
    expect(notReady(world)).toEqual(fenced);
    expect(world.cluster.status).toMatchObject({ phase: PHASE.healthy, readyInstances: 3 - fenced.length });
    fence(world, null);
    world.settle();
    expectHealthy(world, 3);
    expect(world.list('Pod').map(({ metadata }) => metadata.uid)).toEqual(pods);
  });

  it('of the primary is an outage: nobody takes over', () => {
    const world = StandInWorld.healthy({ instances: 2 });
    fence(world, '["orders-1"]');
    expect(world.settle()).toEqual([PHASE.healthy]);
    expect(world.cluster.status).toMatchObject({ currentPrimary: 'orders-1', targetPrimary: 'orders-1' });
  });

  it('keeps an instance out of rolling updates until it ends', () => {
    const world = StandInWorld.healthy({ instances: 3 });
    const before = world.get('Pod', 'orders-2')?.metadata.uid;
    fence(world, '["orders-2"]');
    world.settle();
    world.patchCluster({ spec: { resources: { requests: { memory: '1Gi' } } } });
    world.settle();
    expect(world.get('Pod', 'orders-2')?.metadata.uid).toBe(before);
    expect(notReady(world)).toEqual(['orders-2']);
    fence(world, null);
    world.settle();
    expectHealthy(world, 3);
    expect(world.get('Pod', 'orders-2')?.metadata.uid).not.toBe(before);
    expect(primaryOf(world)).toBe('orders-1');
  });
});
