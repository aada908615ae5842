import { aStoredCluster } from '../../../../../test/builders/stand-in-cluster.js';
import { StandInWorld } from '../../../../../test/doubles/stand-in-world.js';
import type { ClusterSpec } from '../cluster.js';
import { ANNOTATION, PHASE, SANDBOX_ANNOTATION } from '../well-known.js';
import { isPodReady, type PersistentVolumeClaim, type Pod } from '../workloads.js';

const aHealthyWorld = (spec: Partial<ClusterSpec> = {}): StandInWorld => {
  const world = new StandInWorld(aStoredCluster({ spec }));
  world.settle();
  return world;
};

const annotate = (world: StandInWorld, annotations: Record<string, string | null>): void =>
  world.patchCluster({ metadata: { annotations } });

const primaryOf = (world: StandInWorld): string | undefined => world.cluster.status?.currentPrimary;

const expectHealthy = (world: StandInWorld, instances: number): void => {
  expect(world.cluster.status).toMatchObject({ phase: PHASE.healthy, instances, readyInstances: instances });
  expect(world.cluster.status?.currentPrimary).toBe(world.cluster.status?.targetPrimary);
  expect(world.list<Pod>('Pod').filter(isPodReady)).toHaveLength(instances);
};

describe('creation', () => {
  it('sets up the primary, then waits for it, then is healthy', () => {
    const world = new StandInWorld(aStoredCluster());
    expect(world.settle()).toEqual([PHASE.settingUpPrimary, PHASE.waitingForInstances, PHASE.healthy]);
    expectHealthy(world, 1);
    expect(primaryOf(world)).toBe('orders-1');
  });

  it('joins replicas one at a time', () => {
    const world = new StandInWorld(aStoredCluster({ spec: { instances: 3 } }));
    expect(world.settle()).toEqual([
      PHASE.settingUpPrimary,
      PHASE.waitingForInstances,
      PHASE.creatingReplica,
      PHASE.waitingForInstances,
      PHASE.creatingReplica,
      PHASE.waitingForInstances,
      PHASE.healthy,
    ]);
    expectHealthy(world, 3);
    expect(world.names('Pod')).toEqual(['orders-1', 'orders-2', 'orders-3']);
  });

  it('leaves the objects that the operator documents, and no job', () => {
    const world = aHealthyWorld({ instances: 3, walStorage: { size: '2Gi' } });
    expect(world.names('Service')).toEqual(['orders-r', 'orders-ro', 'orders-rw']);
    expect(world.names('Secret')).toEqual(['orders-app', 'orders-ca', 'orders-replication', 'orders-server']);
    expect(world.names('PodDisruptionBudget')).toEqual(['orders', 'orders-primary']);
    expect(world.names('PersistentVolumeClaim')).toEqual([
      'orders-1',
      'orders-1-wal',
      'orders-2',
      'orders-2-wal',
      'orders-3',
      'orders-3-wal',
    ]);
    expect(world.names('Job')).toEqual([]);
  });

  it('moves no further once it is settled', () => {
    expect(aHealthyWorld({ instances: 3 }).step()).toBe(false);
  });

  it('makes no application secret when one was passed in', () => {
    const bootstrap = { initdb: { database: 'app', owner: 'app', secret: { name: 'mine' } } };
    const world = new StandInWorld(aStoredCluster({ spec: { bootstrap } }));
    world.step();
    expect(world.names('Secret')).not.toContain('orders-app');
  });

  it.each([
    { given: 'no secret', type: undefined, username: undefined, ready: 0 },
    { given: 'an opaque secret', type: 'Opaque', username: 'app', ready: 0 },
    { given: 'somebody else as the user', type: 'kubernetes.io/basic-auth', username: 'bob', ready: 0 },
    { given: 'the owner', type: 'kubernetes.io/basic-auth', username: 'app', ready: 1 },
  ])('counts $ready ready instances when credentials name $given', ({ type, username, ready }) => {
    const bootstrap = { initdb: { database: 'app', owner: 'app', secret: { name: 'mine' } } };
    const world = new StandInWorld(aStoredCluster({ spec: { bootstrap } }));
    const encode = (text: string): string => Buffer.from(text).toString('base64');
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'mine', namespace: 'team-a' }, type };
    world.put(Object.assign(secret, { data: { username: encode(username ?? ''), password: encode('s3cret') } }));
    world.settle();
    expect(world.cluster.status?.readyInstances).toBe(ready);
  });

  it('takes over volumes that a deleted namesake left without an owner', () => {
    const world = aHealthyWorld({ instances: 2 });
    for (const name of world.names('Pod')) world.delete('Pod', name);
    for (const name of world.names('PersistentVolumeClaim')) {
      world.patch('PersistentVolumeClaim', name, { metadata: { ownerReferences: null } });
    }
    const heir = new StandInWorld(aStoredCluster({ spec: { instances: 2 } }));
    for (const claim of world.list('PersistentVolumeClaim')) heir.put(claim);
    expect(heir.settle()).not.toContain(PHASE.settingUpPrimary);
    expectHealthy(heir, 2);
    expect(primaryOf(heir)).toBe('orders-1');
  });
});

describe('scaling', () => {
  it('adds instances under the lowest free number', () => {
    const world = aHealthyWorld({ instances: 3 });
    world.delete('PersistentVolumeClaim', 'orders-2');
    world.delete('Pod', 'orders-2');
    world.settle();
    expectHealthy(world, 3);
    expect(world.names('Pod')).toEqual(['orders-1', 'orders-2', 'orders-3']);
  });

  it('removes the highest number with its volumes, and never the primary', () => {
    const world = aHealthyWorld({ instances: 3 });
    world.patchCluster({ status: { targetPrimary: 'orders-3', phase: PHASE.switchover } });
    world.settle();
    world.patchCluster({ spec: { instances: 1 } });
    world.settle();
    expectHealthy(world, 1);
    expect(world.names('PersistentVolumeClaim')).toEqual(['orders-3']);
  });

  it('says that it cannot go on when the join job fails, and goes on when the failure is withdrawn', () => {
    const world = aHealthyWorld();
    annotate(world, { [SANDBOX_ANNOTATION.fail]: 'join-job' });
    world.patchCluster({ spec: { instances: 2 } });
    expect(world.settle().at(-1)).toBe(PHASE.unrecoverable);
    expect(world.cluster.status?.phaseReason).toContain('orders-2-join');
    annotate(world, { [SANDBOX_ANNOTATION.fail]: null });
    world.settle();
    expectHealthy(world, 2);
  });
});

describe('rolling changes', () => {
  it('replaces the replicas first, then the primary in its place', () => {
    const world = aHealthyWorld({ instances: 2 });
    world.patchCluster({ spec: { resources: { requests: { memory: '1Gi' } } } });
    expect(world.settle()).toEqual([
      PHASE.upgrading,
      PHASE.waitingForInstances,
      PHASE.restartWithoutSwitchover,
      PHASE.healthy,
    ]);
    expectHealthy(world, 2);
    expect(primaryOf(world)).toBe('orders-1');
  });

  it('waits for ever for an image that cannot be pulled', () => {
    const world = aHealthyWorld();
    annotate(world, { [SANDBOX_ANNOTATION.fail]: 'image-pull' });
    world.patchCluster({ spec: { imageName: 'ghcr.io/cloudnative-pg/postgresql:17.9-none' } });
    expect(world.settle()).toEqual([PHASE.restartWithoutSwitchover, PHASE.waitingForInstances]);
  });

  it('moves the primary away first where the method is switchover', () => {
    const world = aHealthyWorld({ instances: 2, primaryUpdateMethod: 'switchover' });
    world.patchCluster({ spec: { imageName: 'ghcr.io/cloudnative-pg/postgresql:17.7-system-trixie' } });
    expect(world.settle()).toContain(PHASE.switchover);
    expectHealthy(world, 2);
    expect(primaryOf(world)).toBe('orders-2');
    expect(world.cluster.status?.pgDataImageInfo?.image).toContain('17.7');
  });

  it('waits for a person where the strategy is supervised', () => {
    const world = aHealthyWorld({ instances: 2, primaryUpdateStrategy: 'supervised' });
    annotate(world, { [ANNOTATION.restartedAt]: '2026-01-01T00:00:00Z' });
    expect(world.settle().at(-1)).toBe(PHASE.waitingForUser);
  });

  it('gives every pod the time of the restart that was asked for', () => {
    const world = aHealthyWorld({ instances: 3 });
    annotate(world, { [ANNOTATION.restartedAt]: '2026-01-01T00:00:00Z' });
    world.settle();
    expectHealthy(world, 3);
    const times = world.list('Pod').map(({ metadata }) => metadata.annotations?.[ANNOTATION.restartedAt]);
    expect(new Set(times)).toEqual(new Set(['2026-01-01T00:00:00Z']));
  });

  it('moves nothing for a setting that a reload applies', () => {
    const world = aHealthyWorld({ instances: 2 });
    world.patchCluster({ spec: { postgresql: { parameters: { work_mem: '64MB' } } } });
    expect(world.step()).toBe(false);
  });

  it('applies a setting that needs a restart to replicas, then to the primary in place', () => {
    const world = aHealthyWorld({ instances: 2 });
    world.patchCluster({ spec: { postgresql: { parameters: { shared_buffers: '256MB' } } } });
    expect(world.settle()).toEqual([
      PHASE.applyingConfiguration,
      PHASE.upgrading,
      PHASE.waitingForInstances,
      PHASE.restartInPlace,
      PHASE.healthy,
    ]);
    expectHealthy(world, 2);
  });

  it('restarts the primary first when it lowers what standbys are bound by', () => {
    const world = aHealthyWorld({ instances: 2, postgresql: { parameters: { max_connections: '200' } } });
    world.patchCluster({ spec: { postgresql: { parameters: { max_connections: '100' } } } });
    const phases = world.settle();
    expect(phases.indexOf(PHASE.restartInPlace)).toBeLessThan(phases.indexOf(PHASE.upgrading));
    expectHealthy(world, 2);
  });

  it('keeps crashing on a value that PostgreSQL refuses until the value is put right', () => {
    const world = aHealthyWorld({ instances: 2 });
    world.patchCluster({ spec: { postgresql: { parameters: { max_connections: 'plenty' } } } });
    expect(world.settle().at(-1)).toBe(PHASE.waitingForInstances);
    world.patchCluster({ spec: { postgresql: { parameters: { max_connections: '200' } } } });
    world.settle();
    expectHealthy(world, 2);
  });
});

describe('the primary', () => {
  it('moves to the instance that a status patch names', () => {
    const world = aHealthyWorld({ instances: 2 });
    world.patchCluster({ status: { targetPrimary: 'orders-2', phase: PHASE.switchover } });
    world.settle();
    expectHealthy(world, 2);
    expect(primaryOf(world)).toBe('orders-2');
    expect(world.get('Pod', 'orders-2')?.metadata.labels).toMatchObject({
      'cnpg.io/instanceRole': 'primary',
      role: 'primary',
    });
    expect(world.cluster.status?.timelineID).toBe(2);
  });

  it('stays when the instance to promote is not there', () => {
    const world = aHealthyWorld({ instances: 2 });
    world.patchCluster({ status: { targetPrimary: 'orders-9' } });
    world.settle();
    expect(world.cluster.status).toMatchObject({
      currentPrimary: 'orders-1',
      targetPrimary: 'orders-1',
      phase: PHASE.healthy,
    });
  });

  it('is replaced by a replica when its pod is lost', () => {
    const world = aHealthyWorld({ instances: 2 });
    world.delete('Pod', 'orders-1');
    expect(world.settle()).toContain(PHASE.failingOver);
    expectHealthy(world, 2);
    expect(primaryOf(world)).toBe('orders-2');
  });

  it('is started again when it has no replica', () => {
    const world = aHealthyWorld();
    world.delete('Pod', 'orders-1');
    expect(world.settle()).not.toContain(PHASE.failingOver);
    expectHealthy(world, 1);
  });

  it('restarts in place when the phase asks for it', () => {
    const world = aHealthyWorld();
    world.patchCluster({ status: { phase: PHASE.restartInPlace } });
    world.settle();
    expect(world.cluster.status).toMatchObject({
      phase: PHASE.healthy,
      phaseReason: 'Primary instance restarted in-place',
    });
  });
});

describe('volumes', () => {
  const sizes = (world: StandInWorld): (string | undefined)[] =>
    world.list<PersistentVolumeClaim>('PersistentVolumeClaim').map(({ status }) => status?.capacity?.storage);

  it('grow in place, without a restart and without a phase', () => {
    const world = aHealthyWorld({ instances: 2 });
    world.patchCluster({ spec: { storage: { size: '2Gi' } } });
    expect(world.settle()).toEqual([PHASE.healthy]);
    expect(sizes(world)).toEqual(['2Gi', '2Gi']);
  });

  it('stay as they are where the class does not allow growth', () => {
    const world = aHealthyWorld({ storage: { size: '1Gi', storageClass: 'fixed' } });
    world.put({
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'fixed', namespace: 'team-a' },
    });
    world.patchCluster({ spec: { storage: { size: '2Gi' } } });
    world.settle();
    expect(sizes(world)).toEqual(['1Gi']);
  });

  it('are reported as resizing while the driver fails', () => {
    const world = aHealthyWorld();
    annotate(world, { [SANDBOX_ANNOTATION.fail]: 'pvc-resize' });
    world.patchCluster({ spec: { storage: { size: '2Gi' } } });
    world.settle();
    expect(world.cluster.status?.resizingPVC).toEqual(['orders-1']);
    annotate(world, { [SANDBOX_ANNOTATION.fail]: null });
    world.settle();
    expect(sizes(world)).toEqual(['2Gi']);
    expect(world.cluster.status?.resizingPVC).toBeUndefined();
  });

  it('that are full stop everything until the claim itself is grown', () => {
    const world = aHealthyWorld();
    annotate(world, { [SANDBOX_ANNOTATION.fail]: 'disk-full:1Gi' });
    world.patchCluster({ spec: { storage: { size: '2Gi' } } });
    expect(world.settle().at(-1)).toBe(PHASE.notEnoughDiskSpace);
    expect(sizes(world)).toEqual(['1Gi']);
    world.patch('PersistentVolumeClaim', 'orders-1', { spec: { resources: { requests: { storage: '2Gi' } } } });
    world.settle();
    expectHealthy(world, 1);
  });

  it('are joined anew when a replica is declared unrecoverable', () => {
    const world = aHealthyWorld({ instances: 2 });
    world.patch('Pod', 'orders-2', { metadata: { annotations: { [ANNOTATION.unrecoverable]: 'true' } } });
    expect(world.settle()).toContain(PHASE.creatingReplica);
    expectHealthy(world, 2);
  });

  it('that are all lost cannot be replaced by empty ones', () => {
    const world = aHealthyWorld();
    world.delete('PersistentVolumeClaim', 'orders-1');
    world.delete('Pod', 'orders-1');
    expect(world.settle().at(-1)).toBe(PHASE.unrecoverable);
  });
});

describe('hibernation', () => {
  const conditionOf = (world: StandInWorld): unknown =>
    world.cluster.status?.conditions?.find(({ type }) => type === ANNOTATION.hibernation);

  it('removes the pods, keeps the volumes and still says healthy', () => {
    const world = aHealthyWorld({ instances: 2 });
    annotate(world, { [ANNOTATION.hibernation]: 'on' });
    world.settle();
    expect(world.names('Pod')).toEqual([]);
    expect(world.names('PersistentVolumeClaim')).toHaveLength(2);
    expect(world.cluster.status?.phase).toBe(PHASE.healthy);
    expect(conditionOf(world)).toMatchObject({ status: 'True', reason: 'Hibernated' });
  });

  it('ends with every instance back and the same primary', () => {
    const world = aHealthyWorld({ instances: 2 });
    annotate(world, { [ANNOTATION.hibernation]: 'on' });
    world.settle();
    annotate(world, { [ANNOTATION.hibernation]: 'off' });
    expect(world.settle()).not.toContain(PHASE.failingOver);
    expectHealthy(world, 2);
    expect(primaryOf(world)).toBe('orders-1');
    expect(conditionOf(world)).toBeUndefined();
  });

  it('does not begin while the cluster is unwell', () => {
    const world = aHealthyWorld();
    annotate(world, { [SANDBOX_ANNOTATION.fail]: 'never-ready' });
    world.settle();
    annotate(world, { [ANNOTATION.hibernation]: 'on' });
    world.settle();
    expect(world.names('Pod')).toEqual(['orders-1']);
    expect(conditionOf(world)).toMatchObject({ status: 'False', reason: 'WaitingForHealthy' });
  });
});

describe('a major upgrade', () => {
  const image = 'ghcr.io/cloudnative-pg/postgresql:18.4-system-trixie';

  it('takes everything down, rewrites the data and joins the replicas anew', () => {
    const world = aHealthyWorld({ instances: 2 });
    world.patchCluster({ spec: { imageName: image } });
    expect(world.settle()).toEqual([
      PHASE.majorUpgrade,
      PHASE.waitingForInstances,
      PHASE.creatingReplica,
      PHASE.waitingForInstances,
      PHASE.healthy,
    ]);
    expectHealthy(world, 2);
    expect(world.cluster.status).toMatchObject({ image, timelineID: 1, pgDataImageInfo: { image, majorVersion: 18 } });
    expect(world.cluster.status?.targetPgDataImageInfo).toBeUndefined();
  });

  it('that fails stays where it is, and is undone by the old image', () => {
    const world = aHealthyWorld({ instances: 2 });
    const { imageName } = world.cluster.spec;
    annotate(world, { [SANDBOX_ANNOTATION.fail]: 'upgrade-job' });
    world.patchCluster({ spec: { imageName: image } });
    expect(world.settle()).toEqual([PHASE.majorUpgrade]);
    expect(world.names('Job')).toEqual(['orders-1-major-upgrade']);
    world.patchCluster({ spec: { imageName } });
    world.settle();
    expectHealthy(world, 2);
    expect(world.cluster.status?.pgDataImageInfo?.majorVersion).toBe(17);
    expect(world.names('Job')).toEqual([]);
  });
});

describe('trouble on request', () => {
  it.each([
    { failure: 'image-pull', phase: PHASE.waitingForInstances },
    { failure: 'unschedulable', phase: PHASE.waitingForInstances },
    { failure: 'never-ready:orders-1', phase: PHASE.waitingForInstances },
    { failure: 'initdb-job', phase: PHASE.unrecoverable },
    { failure: 'disk-full', phase: PHASE.notEnoughDiskSpace },
  ])('$failure ends in "$phase", and passes when it is withdrawn', ({ failure, phase }) => {
    const world = new StandInWorld(aStoredCluster({ annotations: { [SANDBOX_ANNOTATION.fail]: failure } }));
    expect(world.settle().at(-1)).toBe(phase);
    annotate(world, { [SANDBOX_ANNOTATION.fail]: null });
    world.settle();
    expectHealthy(world, 1);
  });

  it('reports WAL that is not archived without leaving the healthy phase', () => {
    const world = aHealthyWorld();
    annotate(world, { [SANDBOX_ANNOTATION.fail]: 'wal-archiving' });
    world.settle();
    expect(world.cluster.status?.phase).toBe(PHASE.healthy);
    expect(world.cluster.status?.conditions).toContainEqual(
      expect.objectContaining({ type: 'ContinuousArchiving', status: 'False' }),
    );
  });

  it('leaves a fenced instance alone, not ready and with its pod', () => {
    const world = aHealthyWorld({ instances: 2 });
    annotate(world, { [ANNOTATION.fencedInstances]: '["orders-1"]' });
    world.settle();
    expect(world.cluster.status).toMatchObject({ currentPrimary: 'orders-1', readyInstances: 1 });
    annotate(world, { [ANNOTATION.fencedInstances]: null });
    world.settle();
    expectHealthy(world, 2);
  });
});

describe('what the operator waits for', () => {
  it.each([
    {
      given: 'a plugin that is not installed',
      spec: { plugins: [{ name: 'barman-cloud.cloudnative-pg.io' }] },
      phase: PHASE.unknownPlugin,
    },
    {
      given: 'a catalog that does not exist',
      spec: { imageName: undefined, imageCatalogRef: { kind: 'ImageCatalog', name: 'none', major: 17 } as const },
      phase: PHASE.invalidCatalog,
    },
    {
      given: 'a definition that admission let slip',
      spec: { postgresql: { parameters: { port: '1' } } },
      phase: PHASE.invalidDefinition,
    },
  ])('reports $given', ({ spec, phase }) => {
    expect(new StandInWorld(aStoredCluster({ spec })).settle()).toEqual([phase]);
  });

  it('waits without a word for a Backup that never completes', () => {
    const bootstrap = { recovery: { backup: { name: 'nightly' } } };
    const world = new StandInWorld(aStoredCluster({ spec: { bootstrap } }));
    expect(world.settle()).toEqual([]);
    expect(world.names('Job')).toEqual([]);
  });

  it('fails to recover from an archive that the sandbox does not have', () => {
    const bootstrap = { recovery: { source: 'origin' } };
    const externalClusters = [{ name: 'origin', plugin: { name: 'barman-cloud.cloudnative-pg.io' } }];
    const world = new StandInWorld(aStoredCluster({ spec: { bootstrap, externalClusters } }));
    expect(world.settle()).toEqual([PHASE.settingUpPrimary, PHASE.unrecoverable]);
    expect(world.cluster.status?.phaseReason).toContain('orders-1-full-recovery');
  });

  it('refuses to take over a Service of somebody else', () => {
    const world = new StandInWorld(aStoredCluster());
    world.put({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'orders-rw', namespace: 'team-a' } });
    expect(world.settle()).toEqual([PHASE.cannotCreateObjects]);
  });

  it('keeps its hands off where the loop is disabled', () => {
    const world = new StandInWorld(aStoredCluster({ annotations: { [ANNOTATION.reconciliationLoop]: 'disabled' } }));
    expect(world.settle()).toEqual([]);
  });
});
