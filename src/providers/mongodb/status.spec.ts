import { aClusterThatRan, CLUSTER_UID } from '../../../test/builders/database-cluster.js';
import { anOrder, born, INTENT, observe, ran, type Scene } from '../../../test/builders/mongodb-status.js';
import { SERVICE, type UntypedObject } from '../../kube/meta/index.js';
import { observedPercona } from '../../../test/builders/percona.js';
import { aPsmdb } from '../../../test/builders/psmdb.js';
import type { ClusterObservation } from '../contract/index.js';
import { MONGODB } from './dialect.js';
import { observeCluster } from './status.js';
import { PSMDB_BACKUP, PSMDB_RESTORE } from './upstream.js';

const conditionOf = (observation: ClusterObservation, type: string) =>
  observation.conditions.find((condition) => condition.type === type);

const MINE = { 'dbaas.io/cluster-uid': CLUSTER_UID };
const HAND_MADE = 'The data was replaced by what nobody has asked for here (PerconaServerMongoDBRestore back)';

describe('what a MongoDB tells of itself', () => {
  it('is its version, size, primary and what the operator says', () => {
    expect(observe()).toMatchObject({
      version: '7.0.30-16',
      size: 3,
      readyMembers: 3,
      primary: 'orders-rs0-0',
      warnings: [],
      effective: { version: '7.0.30-16', storageClassName: 'fast' },
      upstream: { kind: 'PerconaServerMongoDB', name: 'orders', phase: 'ready' },
    });
  });

  it('counts members that are stopped by their volumes', () => {
    const stopped = observe({ upstream: { spec: { pause: true } }, sets: { rs0: { replicas: 0 } } });
    expect([stopped.size, stopped.readyMembers, stopped.primary]).toEqual([3, 0, undefined]);
  });

  it('is every member of every set, and the routers', () => {
    const { members, primary, size } = observe({ cluster: ran(), upstream: { shards: 2 } });
    expect(members.map(({ name, role, component }) => [name, role, component])).toEqual([
      ...[0, 1].flatMap((shard) => [
        [`orders-rs${shard}-0`, 'Primary', undefined],
        [`orders-rs${shard}-1`, 'Replica', undefined],
        [`orders-rs${shard}-2`, 'Replica', undefined],
      ]),
      ['orders-cfg-0', 'Primary', 'cfg'],
      ['orders-cfg-1', 'Replica', 'cfg'],
      ['orders-cfg-2', 'Replica', 'cfg'],
      ['orders-mongos-0', 'Coordinator', 'mongos'],
      ['orders-mongos-1', 'Coordinator', 'mongos'],
    ]);
    expect([primary, size]).toEqual([undefined, 6]);
  });

  it('says so of an operator that behaves as we do not know it', () => {
    const { warnings } = observe({ upstream: { spec: { crVersion: '1.21.0' } } });
    expect(warnings).toEqual([expect.stringContaining('as its release 1.21.0 did (crVersion)')]);
  });

  it('says so of volumes that members have left behind', () => {
    const scene = { claims: { 'mongod-data-orders-rs0-3': {} } };
    expect(observe(scene).warnings).toEqual([expect.stringMatching(/mongod-data-orders-rs0-3\. They are used again/)]);
  });

  it.each([
    { what: 'after the last backup', state: 'ready', taken: '2026-03-01T11:00:00Z', says: [HAND_MADE] },
    { what: 'before the last backup', state: 'ready', taken: '2026-03-01T13:00:00Z', says: [] },
    { what: 'in vain', state: 'error', taken: '2026-03-01T11:00:00Z', says: [] },
    { what: 'by an operation', state: 'ready', taken: '2026-03-01T11:00:00Z', labels: MINE, says: [] },
    { what: 'where there are no backups', state: 'ready', says: [] },
  ])('says so of data that somebody has replaced $what: $says', ({ state: is, taken, labels, says }) => {
    const at = (name: string, creationTimestamp: string) => ({ name, namespace: 'team-a', creationTimestamp });
    const order = { ...anOrder(is), metadata: { ...at('back', '2026-03-01T12:00:00Z'), labels } };
    const observed = observedPercona(MONGODB, aPsmdb()).with(PSMDB_RESTORE, order);
    if (taken) observed.with(PSMDB_BACKUP, { ...anOrder(), kind: PSMDB_BACKUP.kind, metadata: at('b', taken) });
    const { warnings = [] } = observeCluster(ran(), observed);
    expect(warnings.map((text) => text.slice(0, HAND_MADE.length))).toEqual(says);
  });

  it('says so of volumes that the operator could not enlarge', () => {
    const scene = {
      upstream: { asked: '20Gi' },
      claims: { 'mongod-data-orders-rs0-0': { error: 'out of disks' } },
    };
    expect(observe(scene).warnings).toEqual([
      expect.stringMatching(/could not enlarge the volumes to 20Gi \(.*out of disks\): rs0 stays at 10Gi/),
    ]);
  });
});

describe('the conditions of a MongoDB', () => {
  it.each<{ what: string; scene: Scene; ready: string[]; available: string[] }>([
    { what: 'whole', scene: {}, ready: ['True', 'AllMembersReady'], available: ['True', 'StandbyReady'] },
    {
      what: 'short of a replica',
      scene: { pods: { 'orders-rs0-1': { ready: false } } },
      ready: ['True', 'SomeMembersNotReady'],
      available: ['False', 'NoStandbyReady'],
    },
    {
      what: 'without its primary',
      scene: { pods: { 'orders-rs0-0': { ready: false } } },
      ready: ['False', 'PrimaryNotReady'],
      available: ['False', 'NoStandbyReady'],
    },
    {
      what: 'of one member',
      scene: { upstream: { size: 1 } },
      ready: ['True', 'AllMembersReady'],
      available: ['False', 'SingleMember'],
    },
    {
      what: 'stopped',
      scene: { upstream: { spec: { pause: true }, status: { state: 'paused' } }, sets: { rs0: { replicas: 0 } } },
      ready: ['False', 'Stopped'],
      available: ['False', 'NoStandbyReady'],
    },
    {
      what: 'of shards, without a router',
      scene: {
        upstream: { shards: 1 },
        pods: { 'orders-mongos-0': { ready: false }, 'orders-mongos-1': { ready: false } },
      },
      ready: ['False', 'NoMemberServes'],
      available: ['False', 'NoStandbyReady'],
    },
    {
      what: 'empty, and to be filled',
      scene: { upstream: born() },
      ready: ['False', 'PrimaryNotReady'],
      available: ['True', 'StandbyReady'],
    },
  ])('tell whether clients are served and a loss is borne: $what', ({ scene, ready, available }) => {
    const observation = observe(scene);
    const told = (type: string) => {
      const { status, reason } = conditionOf(observation, type)!;
      return [status, reason];
    };
    expect([told('Ready'), told('HighlyAvailable')]).toEqual([ready, available]);
  });

  it('tell of volumes', () => {
    expect(conditionOf(observe(), 'StorageHealthy')).toMatchObject({ status: 'True', reason: 'VolumesBound' });
    const growing = { claims: { 'mongod-data-orders-rs0-1': { request: '20Gi', capacity: '10Gi' } } };
    expect(conditionOf(observe(growing), 'StorageHealthy')).toMatchObject({ reason: 'VolumesResizing' });
  });
});

describe('the ways in', () => {
  const service = (name: string, spec: object, status?: object): readonly [typeof SERVICE, UntypedObject] => [
    SERVICE,
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace: 'team-a' },
      spec: { ...spec },
      status: { ...status },
    },
  ];
  const HOST = 'orders-rs0.team-a.svc.cluster.local';

  it('lead to the members, which lead to each other', () => {
    expect(observe({ others: [service('orders-rs0', { type: 'ClusterIP' })] }).endpoints).toEqual([
      { name: 'any', host: HOST, port: 27017, external: false },
    ]);
    expect(observe().endpoints).toEqual([]);
  });

  it('lead in from outside to each member', () => {
    const balanced = (n: number) =>
      service(`orders-rs0-${n}`, { type: 'LoadBalancer' }, { loadBalancer: { ingress: [{ ip: `192.0.2.${n}` }] } });
    expect(observe({ others: [balanced(0), balanced(2)] }).endpoints).toEqual([
      { name: 'primary', host: '192.0.2.0', port: 27017, external: true },
      { name: 'readonly', host: '192.0.2.2', port: 27017, external: true },
    ]);
  });

  it('lead to the routers of a database with shards', () => {
    const cluster = aClusterThatRan({ ...INTENT, sharding: { shards: 1 } });
    const others = [service('orders-mongos', { type: 'ClusterIP' }), service('orders-rs0', {})];
    expect(observe({ cluster, upstream: { shards: 1 }, others }).endpoints).toEqual([
      { name: 'proxy', host: 'orders-mongos.team-a.svc.cluster.local', port: 27017, external: false },
    ]);
  });
});
