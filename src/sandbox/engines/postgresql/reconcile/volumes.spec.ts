import { StandInWorld } from '../../../../../test/doubles/stand-in-world.js';
import { expectHealthy, watched } from '../../../../../test/harness/healthy-stand-in.js';
import { PHASE } from '../well-known.js';
import type { PersistentVolumeClaim } from '../../mechanics/workloads.js';

const claimsOf = (world: StandInWorld): PersistentVolumeClaim[] => world.list('PersistentVolumeClaim');

const sizesOf = (world: StandInWorld): string =>
  claimsOf(world)
    .map(({ metadata, status }) => `${metadata.name}=${status?.capacity?.storage}`)
    .sort()
    .join();

const conditionsOf = (world: StandInWorld): string[] =>
  claimsOf(world).flatMap(({ status }) => (status?.conditions ?? []).map(({ type }) => type));

const growClaim = (world: StandInWorld, name: string, storage: string): void =>
  world.patch('PersistentVolumeClaim', name, { spec: { resources: { requests: { storage } } } });

describe('growing volumes', () => {
  it('grows all of them at once, without a restart and without a phase', () => {
    const world = StandInWorld.healthy({ instances: 2, walStorage: { size: '2Gi' } });
    const pods = world.list('Pod').map(({ metadata }) => metadata.uid);
    world.patchCluster({ spec: { storage: { size: '3Gi' } } });
    expect(watched(world, sizesOf)).toEqual([
      'orders-1-wal=2Gi,orders-1=1Gi,orders-2-wal=2Gi,orders-2=1Gi',
      'orders-1-wal=2Gi,orders-1=3Gi,orders-2-wal=2Gi,orders-2=3Gi',
    ]);
    expect(world.cluster.status?.phase).toBe(PHASE.healthy);
    expect(world.list('Pod').map(({ metadata }) => metadata.uid)).toEqual(pods);
  });

  it.each([
    { volumes: 'the WAL', change: { walStorage: { size: '4Gi' } }, expected: 'orders-1-wal=4Gi,orders-1=1Gi' },
    { volumes: 'the data', change: { storage: { size: '4Gi' } }, expected: 'orders-1-wal=2Gi,orders-1=4Gi' },
  ])('grows only $volumes where only that is asked for', ({ change, expected }) => {
    const world = StandInWorld.healthy({ walStorage: { size: '2Gi' } });
    world.patchCluster({ spec: change });
    world.settle();
    expect(sizesOf(world)).toBe(expected);
  });

  it('leaves volumes in use alone where that was switched off, those of the WAL too', () => {
    const storage = { size: '1Gi', resizeInUseVolumes: false };
    const world = StandInWorld.healthy({ storage, walStorage: { size: '2Gi' } });
    world.patchCluster({ spec: { storage: { size: '3Gi' }, walStorage: { size: '3Gi' } } });
    world.settle();
    expect(sizesOf(world)).toBe('orders-1-wal=2Gi,orders-1=1Gi');
    world.patchCluster({ spec: { instances: 2 } });
    world.settle();
    expect(sizesOf(world)).toContain('orders-2-wal=3Gi,orders-2=3Gi');
  });

  it.each([
    { given: 'whose class forbids it', name: 'fixed', classes: [{ allowVolumeExpansion: false }] },
    { given: 'whose class does not speak of it', name: 'fixed', classes: [{}] },
    { given: 'of a class that nobody knows', name: 'unknown', classes: [] },
  ])('shows nothing for volumes $given: the API server refuses, the phase stays healthy', ({ name, classes }) => {
    const world = StandInWorld.healthy({ storage: { size: '1Gi', storageClass: name } });
    for (const settings of classes) {
      world.put(Object.assign({ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name } }, settings));
    }
    world.patchCluster({ spec: { storage: { size: '2Gi' } } });
    expect(world.step()).toBe(false);
    expect(world.cluster.status).toMatchObject({ phase: PHASE.healthy, readyInstances: 1 });
    expect(world.cluster.status?.resizingPVC).toBeUndefined();
    expect(sizesOf(world)).toBe('orders-1=1Gi');
  });

  it('uses another class for new volumes only', () => {
    const world = StandInWorld.healthy();
    world.patchCluster({ spec: { instances: 2, storage: { storageClass: 'fast' } } });
    world.settle();
    expect(claimsOf(world).map(({ spec }) => spec.storageClassName)).toEqual(['standard', 'fast']);
  });

  it('reports those that the driver cannot grow, in their conditions and in the status', () => {
    const world = StandInWorld.healthy();
    world.fail('pvc-resize');
    world.patchCluster({ spec: { storage: { size: '2Gi' } } });
    world.settle();
    expect(world.cluster.status).toMatchObject({ phase: PHASE.healthy, resizingPVC: ['orders-1'] });
    expect(conditionsOf(world)).toEqual(['ControllerResizeError']);
    world.fail(null);
    world.settle();
    expect(sizesOf(world)).toBe('orders-1=2Gi');
    expect(conditionsOf(world)).toEqual([]);
    expect(world.cluster.status?.resizingPVC).toBeUndefined();
  });

  it('needs every pod made anew where the driver cannot grow a volume in use', () => {
    const world = StandInWorld.healthy({ instances: 2 });
    world.fail('offline-resize');
    world.patchCluster({ spec: { storage: { size: '2Gi' } } });
    world.settle();
    expect(conditionsOf(world)).toEqual(['FileSystemResizePending', 'FileSystemResizePending']);
    expect(world.cluster.status).toMatchObject({ phase: PHASE.healthy, resizingPVC: ['orders-1', 'orders-2'] });
    world.delete('Pod', 'orders-2');
    world.settle();
    expect(sizesOf(world)).toBe('orders-1=1Gi,orders-2=2Gi');
    expect(world.cluster.status?.resizingPVC).toEqual(['orders-1']);
    world.patchCluster({ status: { targetPrimary: 'orders-2', phase: PHASE.switchover } });
    world.settle();
    world.delete('Pod', 'orders-1');
    world.settle();
    expect(sizesOf(world)).toBe('orders-1=2Gi,orders-2=2Gi');
    expectHealthy(world, 2);
  });
});

describe('full volumes', () => {
  it('stop everything: growing the Cluster alone does nothing', () => {
    const world = StandInWorld.healthy({ instances: 2 });
    world.fail('disk-full:1Gi');
    world.patchCluster({ spec: { storage: { size: '2Gi' }, instances: 3 } });
    expect(world.settle().at(-1)).toBe(PHASE.notEnoughDiskSpace);
    expect(sizesOf(world)).toBe('orders-1=1Gi,orders-2=1Gi');
    expect(world.cluster.status?.readyInstances).toBe(0);
  });

  it('recover when the claims are grown directly, to what the Cluster says as well', () => {
    const world = StandInWorld.healthy({ instances: 2 });
    world.fail('disk-full:1Gi');
    world.patchCluster({ spec: { storage: { size: '2Gi' } } });
    world.settle();
    for (const name of ['orders-1', 'orders-2']) growClaim(world, name, '2Gi');
    world.settle();
    expectHealthy(world, 2);
    expect(sizesOf(world)).toBe('orders-1=2Gi,orders-2=2Gi');
  });

  it('are those of the WAL where it has its own', () => {
    const world = StandInWorld.healthy({ walStorage: { size: '2Gi' } });
    world.fail('disk-full:2Gi');
    world.settle();
    expect(world.cluster.status?.phase).toBe(PHASE.notEnoughDiskSpace);
    growClaim(world, 'orders-1-wal', '4Gi');
    world.settle();
    expectHealthy(world, 1);
  });
});

describe('a volume that is added', () => {
  it('comes to every instance, and the pods are rolled onto it', () => {
    const world = StandInWorld.healthy({ instances: 2 });
    world.patchCluster({ spec: { walStorage: { size: '2Gi' } } });
    world.settle();
    expectHealthy(world, 2);
    expect(sizesOf(world)).toBe('orders-1-wal=2Gi,orders-1=1Gi,orders-2-wal=2Gi,orders-2=1Gi');
    const mounts = world.list('Pod').map((pod) => JSON.stringify((pod as unknown as { spec: unknown }).spec));
    expect(mounts.every((spec) => spec.includes('pg-wal'))).toBe(true);
  });
});

describe('volumes that are all lost', () => {
  it('cannot be replaced by empty ones', () => {
    const world = StandInWorld.healthy();
    world.delete('PersistentVolumeClaim', 'orders-1');
    world.delete('Pod', 'orders-1');
    expect(world.settle().at(-1)).toBe(PHASE.unrecoverable);
  });
});
