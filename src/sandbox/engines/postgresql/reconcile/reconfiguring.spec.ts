import { StandInWorld } from '../../../../../test/doubles/stand-in-world.js';
import { expectHealthy, primaryOf, watched } from '../../../../../test/harness/healthy-stand-in.js';
import { PHASE, SANDBOX_ANNOTATION } from '../well-known.js';
import type { Pod } from '../../mechanics/workloads.js';

type Parameters = Record<string, string | null>;

const configure = (world: StandInWorld, parameters: Parameters): void =>
  world.patchCluster({ spec: { postgresql: { parameters } } });

const startedWith = (world: StandInWorld, pod: string): Record<string, string> =>
  JSON.parse(world.get<Pod>('Pod', pod)?.metadata.annotations?.[SANDBOX_ANNOTATION.startedWith] ?? '{}') as Record<
    string,
    string
  >;

const REPLICAS_FIRST = [
  PHASE.applyingConfiguration,
  PHASE.upgrading,
  PHASE.waitingForInstances,
  PHASE.restartInPlace,
  PHASE.healthy,
];

/** Between the two the instance manager says healthy, which is not so yet. */
const PRIMARY_FIRST = [
  PHASE.applyingConfiguration,
  PHASE.restartInPlace,
  PHASE.healthy,
  PHASE.applyingConfiguration,
  PHASE.upgrading,
  PHASE.waitingForInstances,
  PHASE.healthy,
];

describe('reconfiguring', () => {
  it.each([
    { given: 'a setting that a reload applies', change: { parameters: { work_mem: '64MB' } } },
    { given: 'a value of it that PostgreSQL refuses', change: { parameters: { work_mem: 'plenty' } } },
    { given: 'rules of access', change: { pg_hba: ['host all all 10.0.0.0/8 scram-sha-256'] } },
  ])('moves nothing for $given: healthy at once, as before', ({ change }) => {
    const world = StandInWorld.healthy({ instances: 2 });
    world.patchCluster({ spec: { postgresql: change } });
    expect(world.step()).toBe(false);
    expectHealthy(world, 2);
  });

  it.each<{ given: string; before?: Record<string, string>; change: Parameters; phases: string[] }>([
    { given: 'shared_buffers', change: { shared_buffers: '256MB' }, phases: REPLICAS_FIRST },
    { given: 'more connections', change: { max_connections: '200' }, phases: REPLICAS_FIRST },
    {
      given: 'less connections',
      before: { max_connections: '200' },
      change: { max_connections: '150' },
      phases: PRIMARY_FIRST,
    },
    { given: 'less connections than the default', change: { max_connections: '50' }, phases: PRIMARY_FIRST },
    {
      given: 'a return to the default',
      before: { max_connections: '200' },
      change: { max_connections: null },
      phases: PRIMARY_FIRST,
    },
    { given: 'an extension that is loaded by itself', change: { 'pgaudit.log': 'all' }, phases: REPLICAS_FIRST },
  ])('restarts everybody for $given', ({ before = {}, change, phases }) => {
    const world = StandInWorld.healthy({ instances: 2, postgresql: { parameters: before } });
    const pod = world.get('Pod', 'orders-1')?.metadata.uid;
    configure(world, change);
    expect(world.settle()).toEqual(phases);
    expectHealthy(world, 2);
    expect(primaryOf(world)).toBe('orders-1');
    expect(world.get('Pod', 'orders-1')?.metadata.uid).toBe(pod);
    expect(startedWith(world, 'orders-1')).toEqual(startedWith(world, 'orders-2'));
  });

  it('loads the libraries that are listed, by restarts', () => {
    const world = StandInWorld.healthy({ instances: 2 });
    world.patchCluster({ spec: { postgresql: { shared_preload_libraries: ['pg_cron'] } } });
    expect(world.settle()).toEqual(REPLICAS_FIRST);
    expect(startedWith(world, 'orders-1')).toMatchObject({ shared_preload_libraries: 'pg_cron' });
  });

  it('moves the primary away where the method is switchover', () => {
    const world = StandInWorld.healthy({ instances: 2, primaryUpdateMethod: 'switchover' });
    configure(world, { shared_buffers: '256MB' });
    const phases = world.settle();
    expect(phases).toContain(PHASE.switchover);
    expect(phases).not.toContain(PHASE.restartInPlace);
    expectHealthy(world, 2);
    expect(primaryOf(world)).toBe('orders-2');
  });

  it.each<Record<string, string>>([
    { max_connections: 'plenty' },
    { max_worker_processes: '999999999' },
    { huge_pages: 'maybe' },
    { track_commit_timestamp: 'sometimes' },
  ])('crashes a replica on %j, goes no further, and recovers with the value', (bad) => {
    const world = StandInWorld.healthy({ instances: 2 });
    configure(world, bad);
    expect(world.settle().at(-1)).toBe(PHASE.waitingForInstances);
    expect(world.cluster.status).toMatchObject({ currentPrimary: 'orders-1', readyInstances: 1 });
    configure(world, Object.fromEntries(Object.keys(bad).map((name) => [name, null])));
    world.settle();
    expectHealthy(world, 2);
  });

  it('takes the primary down first where a value is too low for PostgreSQL, and a replica takes over', () => {
    const world = StandInWorld.healthy({ instances: 2 });
    configure(world, { max_connections: '0' });
    expect(world.settle()).toEqual([
      PHASE.applyingConfiguration,
      PHASE.restartInPlace,
      PHASE.failingOver,
      PHASE.waitingForInstances,
    ]);
    expect(world.cluster.status).toMatchObject({ currentPrimary: 'orders-2', readyInstances: 1 });
    configure(world, { max_connections: '100' });
    world.settle();
    expectHealthy(world, 2);
  });

  it('of a single instance crashes it in place on a value that PostgreSQL refuses, and never says healthy', () => {
    const world = StandInWorld.healthy();
    configure(world, { max_connections: 'plenty' });
    expect(world.settle()).toEqual([PHASE.applyingConfiguration, PHASE.restartInPlace, PHASE.waitingForInstances]);
    expect(world.cluster.status?.readyInstances).toBe(0);
    configure(world, { max_connections: '200' });
    world.settle();
    expectHealthy(world, 1);
  });

  it('leaves a request to reload without any trace', () => {
    const world = StandInWorld.healthy({ instances: 2 });
    world.annotate({ 'cnpg.io/reloadedAt': '2026-01-01T12:00:00Z' });
    expect(watched(world, ({ cluster }) => cluster.status?.phase)).toEqual([PHASE.healthy]);
    expect(world.step()).toBe(false);
  });
});
