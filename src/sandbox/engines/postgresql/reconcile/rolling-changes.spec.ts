import { StandInWorld } from '../../../../../test/doubles/stand-in-world.js';
import { expectHealthy, primaryOf, watched } from '../../../../../test/harness/healthy-stand-in.js';
import { ANNOTATION, PHASE } from '../well-known.js';
import type { Pod } from '../../mechanics/workloads.js';

const NEWER = 'ghcr.io/cloudnative-pg/postgresql:17.9-system-trixie';
const RESOURCES = { requests: { memory: '1Gi' }, limits: { memory: '2Gi' } };

const imagesOf = (world: StandInWorld): (string | undefined)[] =>
  world.list<Pod>('Pod').map(({ spec }) => spec.containers[0]?.image);

describe('new resources', () => {
  it('replace the replicas first, then the primary in its place', () => {
    const world = StandInWorld.healthy({ instances: 2 });
    world.patchCluster({ spec: { resources: RESOURCES } });
    expect(world.settle()).toEqual([
      PHASE.upgrading,
      PHASE.waitingForInstances,
      PHASE.restartWithoutSwitchover,
      PHASE.healthy,
    ]);
    expectHealthy(world, 2);
    expect(primaryOf(world)).toBe('orders-1');
  });

  it('show in the pod spec that the operator recorded on every pod', () => {
    const world = StandInWorld.healthy({ instances: 2 });
    world.patchCluster({ spec: { resources: RESOURCES } });
    world.settle();
    for (const { metadata } of world.list<Pod>('Pod')) {
      const recorded = JSON.parse(metadata.annotations?.[ANNOTATION.podSpec] ?? '{}') as Pod['spec'];
      expect(recorded.containers.find(({ name }) => name === 'postgres')?.resources).toEqual(RESOURCES);
    }
  });

  it('restart nothing where drift of the pod spec is to be left alone', () => {
    const world = StandInWorld.healthy({ instances: 2 });
    world.annotate({ [ANNOTATION.reconcilePodSpec]: 'disabled' });
    world.patchCluster({ spec: { resources: RESOURCES } });
    expect(world.step()).toBe(false);
  });
});

describe('a new image of the same major', () => {
  it('is the wanted one at once, and that of every pod at the end', () => {
    const world = StandInWorld.healthy({ instances: 2 });
    const [old] = imagesOf(world);
    world.patchCluster({ spec: { imageName: NEWER } });
    world.step();
    expect(world.cluster.status?.image).toBe(NEWER);
    expect(imagesOf(world)).toContain(old);
    world.settle();
    expectHealthy(world, 2);
    expect(imagesOf(world)).toEqual([NEWER, NEWER]);
    expect(world.cluster.status?.pgDataImageInfo).toEqual({ image: NEWER, majorVersion: 17 });
  });

  it('moves the primary away first where the method is switchover', () => {
    const world = StandInWorld.healthy({ instances: 2, primaryUpdateMethod: 'switchover' });
    world.patchCluster({ spec: { imageName: NEWER } });
    expect(world.settle()).toContain(PHASE.switchover);
    expectHealthy(world, 2);
    expect(primaryOf(world)).toBe('orders-2');
    expect(imagesOf(world)).toEqual([NEWER, NEWER]);
  });

  it('rolls one instance at a time', () => {
    const world = StandInWorld.healthy({ instances: 3 });
    world.patchCluster({ spec: { imageName: NEWER } });
    const absent = watched(world, () => 3 - world.names('Pod').length);
    expect(Math.max(...absent)).toBe(1);
  });

  it.each([
    { failure: 'image-pull', revert: false },
    { failure: 'image-pull:17.9', revert: true },
  ])('that cannot be pulled ($failure) holds everything up', ({ failure, revert }) => {
    const world = StandInWorld.healthy({ instances: 2 });
    const { imageName } = world.cluster.spec;
    world.fail(failure);
    world.patchCluster({ spec: { imageName: NEWER } });
    expect(world.settle()).toEqual([PHASE.upgrading, PHASE.waitingForInstances]);
    world.patchCluster({ spec: { imageName } });
    world.settle();
    expect(world.cluster.status?.phase).toBe(PHASE.waitingForInstances);
    // The old image alone does not help: somebody has to delete the pod that cannot pull the new one.
    world.delete('Pod', 'orders-2');
    world.settle();
    expect(world.cluster.status?.phase).toBe(revert ? PHASE.healthy : PHASE.waitingForInstances);
  });

  it('replaces a pod by itself where that found no node', () => {
    const world = StandInWorld.healthy({ instances: 2 });
    world.fail('unschedulable');
    world.patchCluster({ spec: { resources: { requests: { memory: '900Gi' } } } });
    expect(world.settle().at(-1)).toBe(PHASE.waitingForInstances);
    const stuck = world.get('Pod', 'orders-2')?.metadata.uid;
    world.patchCluster({ spec: { resources: { requests: { memory: '1Gi' } } } });
    world.settle();
    expect(world.get('Pod', 'orders-2')?.metadata.uid).not.toBe(stuck);
  });

  it('of a catalog that says nothing any more leaves the image as it was', () => {
    const world = StandInWorld.healthy();
    const { imageName } = world.cluster.spec;
    world.patchCluster({
      spec: { imageName: null, imageCatalogRef: { kind: 'ImageCatalog', name: 'gone', major: 17 } },
    });
    expect(world.settle()).toEqual([PHASE.invalidCatalog]);
    expect(world.cluster.status?.image).toBe(imageName);
  });
});
