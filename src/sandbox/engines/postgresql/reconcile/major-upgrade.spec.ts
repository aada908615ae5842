import { StandInWorld } from '../../../../../test/doubles/stand-in-world.js';
import { expectHealthy, primaryOf, watched } from '../../../../../test/harness/healthy-stand-in.js';
import { PHASE } from '../well-known.js';
import { isJobFailed, type Job, type Pod } from '../../mechanics/workloads.js';

const NEXT_MAJOR = 'ghcr.io/cloudnative-pg/postgresql:18.4-system-trixie';
const JOB = 'orders-1-major-upgrade';

const eventsOf = (world: StandInWorld): unknown[] => world.list('Event').map((event) => ({ ...event }));

describe('a major upgrade', () => {
  it('takes everything down, rewrites the data and joins the replicas anew', () => {
    const world = StandInWorld.healthy({ instances: 2 });
    world.patchCluster({ status: { targetPrimary: 'orders-2', phase: PHASE.switchover } });
    world.settle();
    expect(world.cluster.status?.timelineID).toBe(2);
    world.patchCluster({ status: { targetPrimary: 'orders-1', phase: PHASE.switchover } });
    world.settle();
    const volumeOf = (name: string): string | undefined => world.get('PersistentVolumeClaim', name)?.metadata.uid;
    const [kept, cloned] = [volumeOf('orders-1'), volumeOf('orders-2')];
    world.patchCluster({ spec: { imageName: NEXT_MAJOR } });
    expect(world.settle()).toEqual([
      PHASE.majorUpgrade,
      PHASE.waitingForInstances,
      PHASE.creatingReplica,
      PHASE.waitingForInstances,
      PHASE.healthy,
    ]);
    expectHealthy(world, 2);
    expect(primaryOf(world)).toBe('orders-1');
    expect(world.cluster.status).toMatchObject({
      image: NEXT_MAJOR,
      timelineID: 1,
      pgDataImageInfo: { image: NEXT_MAJOR, majorVersion: 18 },
    });
    expect(world.cluster.status?.targetPgDataImageInfo).toBeUndefined();
    expect(volumeOf('orders-1')).toBe(kept);
    expect(volumeOf('orders-2')).not.toBe(cloned);
  });

  it('names its target and has no pod while the job runs', () => {
    const world = StandInWorld.healthy({ instances: 2 });
    world.fail('stuck-job');
    world.patchCluster({ spec: { imageName: NEXT_MAJOR } });
    const seen = watched(world, () => `${world.names('Pod').length} pods, ${world.names('Job').join() || 'no job'}`);
    expect(seen).toEqual(['2 pods, no job', '0 pods, no job', `0 pods, ${JOB}`]);
    expect(world.cluster.status).toMatchObject({
      phase: PHASE.majorUpgrade,
      readyInstances: 0,
      targetPgDataImageInfo: { image: NEXT_MAJOR, majorVersion: 18 },
      pgDataImageInfo: { majorVersion: 17 },
    });
    expect(world.get<Job>('Job', JOB)?.spec).toMatchObject({ backoffLimit: 0 });
    world.fail(null);
    world.settle();
    expectHealthy(world, 2);
  });

  it('that fails stays in its phase; only the job tells', () => {
    const world = StandInWorld.healthy({ instances: 2 });
    world.fail('upgrade-job');
    world.patchCluster({ spec: { imageName: NEXT_MAJOR } });
    expect(world.settle()).toEqual([PHASE.majorUpgrade]);
    expect(world.list<Job>('Job').filter(isJobFailed)).toHaveLength(1);
    world.fail(null);
    expect(world.settle()).toEqual([PHASE.majorUpgrade]);
  });

  it('that failed is undone by the old image, and the operator says so', () => {
    const world = StandInWorld.healthy({ instances: 2 });
    const { imageName } = world.cluster.spec;
    const volumes = world.list('PersistentVolumeClaim').map(({ metadata }) => metadata.uid);
    world.fail('upgrade-job');
    world.patchCluster({ spec: { imageName: NEXT_MAJOR } });
    world.settle();
    world.patchCluster({ spec: { imageName } });
    world.settle();
    expectHealthy(world, 2);
    expect(world.cluster.status).toMatchObject({ image: imageName, pgDataImageInfo: { majorVersion: 17 } });
    expect(world.cluster.status?.targetPgDataImageInfo).toBeUndefined();
    expect(world.names('Job')).toEqual([]);
    expect(world.list('PersistentVolumeClaim').map(({ metadata }) => metadata.uid)).toEqual(volumes);
    expect(world.list<Pod>('Pod').map(({ spec }) => spec.containers[0]?.image)).toEqual([imageName, imageName]);
    expect(eventsOf(world)).toEqual([
      expect.objectContaining({
        reason: 'MajorUpgradeRollback',
        involvedObject: expect.objectContaining({ kind: 'Cluster', name: 'orders' }),
      }),
    ]);
  });
});
