import { aStoredCluster } from '../../../../../test/builders/stand-in-cluster.js';
import { StandInWorld } from '../../../../../test/doubles/stand-in-world.js';
import { expectHealthy, primaryOf } from '../../../../../test/harness/healthy-stand-in.js';
import { ANNOTATION, PHASE, SANDBOX_ANNOTATION } from '../well-known.js';

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
    const world = StandInWorld.healthy({ instances: 3, walStorage: { size: '2Gi' } });
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
    expect(StandInWorld.healthy({ instances: 3 }).step()).toBe(false);
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
    const world = StandInWorld.healthy({ instances: 2 });
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

describe('trouble on request', () => {
  it.each([
    { failure: 'image-pull', phase: PHASE.waitingForInstances },
    { failure: 'unschedulable', phase: PHASE.waitingForInstances },
    { failure: 'never-ready:orders-1', phase: PHASE.waitingForInstances },
    { failure: 'initdb-job', phase: PHASE.unrecoverable },
    { failure: 'crash-on-start', phase: PHASE.waitingForInstances },
    { failure: 'stuck-job', phase: PHASE.settingUpPrimary },
    { failure: 'disk-full', phase: PHASE.notEnoughDiskSpace },
  ])('$failure ends in "$phase", and passes when it is withdrawn', ({ failure, phase }) => {
    const world = new StandInWorld(aStoredCluster({ annotations: { [SANDBOX_ANNOTATION.fail]: failure } }));
    expect(world.settle().at(-1)).toBe(phase);
    world.fail(null);
    world.settle();
    expectHealthy(world, 1);
  });

  it('reports WAL that is not archived without leaving the healthy phase', () => {
    const world = StandInWorld.healthy();
    world.fail('wal-archiving');
    world.settle();
    expect(world.cluster.status?.phase).toBe(PHASE.healthy);
    expect(world.cluster.status?.conditions).toContainEqual(
      expect.objectContaining({ type: 'ContinuousArchiving', status: 'False' }),
    );
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
    const externalClusters = [{ name: 'origin', barmanObjectStore: { s3Credentials: { inheritFromIAMRole: true } } }];
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
