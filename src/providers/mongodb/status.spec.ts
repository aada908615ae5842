import { aClusterThatRan, aDatabaseCluster, CLUSTER_UID } from '../../../test/builders/database-cluster.js';
import { observedPercona, type PodsScene } from '../../../test/builders/percona.js';
import { aPsmdb, type PsmdbChanges } from '../../../test/builders/psmdb.js';
import { SERVICE, type UntypedObject } from '../../kube/meta/index.js';
import type { DatabaseCluster, DatabaseClusterSpec } from '../../resources/database-cluster/index.js';
import type { ClusterObservation } from '../contract/index.js';
import { MONGODB } from './dialect.js';
import { observeCluster } from './status.js';
import { PSMDB_BACKUP, PSMDB_RESTORE, type Psmdb } from './upstream.js';

const INTENT: Partial<DatabaseClusterSpec> = { engine: 'mongodb', version: '7.0' };
const ran = (status: DatabaseCluster['status'] = {}): DatabaseCluster => aClusterThatRan(INTENT, status);

interface Scene extends PodsScene {
  readonly upstream?: PsmdbChanges | null;
  readonly cluster?: DatabaseCluster;
}

function observe({ upstream, cluster = ran(), ...scene }: Scene = {}): ClusterObservation {
  const object = upstream === null ? undefined : aPsmdb(upstream);
  return observeCluster(cluster, observedPercona(MONGODB, object, scene));
}

const conditionOf = (observation: ClusterObservation, type: string) =>
  observation.conditions.find((condition) => condition.type === type);

const state = (status: Psmdb['status'], more: PsmdbChanges = {}): PsmdbChanges => ({ ...more, status });

const anOrder = (stateIs?: string): UntypedObject => ({
  apiVersion: 'psmdb.percona.com/v1',
  kind: 'PerconaServerMongoDBRestore',
  metadata: { name: 'back', namespace: 'team-a' },
  spec: { clusterName: 'orders' },
  ...(stateIs !== undefined && { status: { state: stateIs } }),
});

const MINE = { 'dbaas.io/cluster-uid': CLUSTER_UID };
const HAND_MADE = 'The data was replaced by what nobody has asked for here (PerconaServerMongoDBRestore back)';
const SOURCE = { number: 1, source: { storage: 'main', archive: 'team-a/old' } };
const born = (annotations: Record<string, string> = {}): PsmdbChanges => ({
  annotations: { 'dbaas.io/incarnation': JSON.stringify(SOURCE), ...annotations },
});

describe('the phase of a MongoDB', () => {
  it.each<{ what: string; scene: Scene; phase: string; says: RegExp }>([
    { what: 'whole', scene: {}, phase: 'Running', says: /^3 of 3 members serve\.$/ },
    {
      what: 'asked to go',
      scene: { cluster: { ...ran(), metadata: { ...ran().metadata, deletionTimestamp: '2026-01-01T00:00:00Z' } } },
      phase: 'Deleting',
      says: /being removed/,
    },
    { what: 'not made', scene: { upstream: null }, phase: 'Pending', says: /Nothing has been made/ },
    {
      what: 'just asked for',
      scene: { cluster: aDatabaseCluster(INTENT), upstream: state({ state: undefined }), sets: { rs0: null } },
      phase: 'Creating',
      says: /has been asked for it; if it stays so, see that it runs/,
    },
    {
      what: 'on the way up for the first time',
      scene: {
        cluster: aDatabaseCluster(INTENT),
        upstream: state({ state: 'initializing' }),
        pods: { 'orders-rs0-2': { ready: false } },
      },
      phase: 'Creating',
      says: /2 of 3 members serve/,
    },
    {
      what: 'changed, and not looked at since',
      scene: { upstream: state({ observedGeneration: 1 }, { generation: 2 }) },
      phase: 'Updating',
      says: /at work on the last change; 3 of 3 members serve/,
    },
    {
      what: 'ready by its operator, whose StatefulSet has only just changed',
      scene: { sets: { rs0: { seen: false } } },
      phase: 'Updating',
      says: /rs0 are about to change/,
    },
    {
      what: 'ready by its operator, with pods of before',
      scene: { sets: { rs0: { revision: 'revision-2' } }, pods: { 'orders-rs0-0': { revision: 'revision-1' } } },
      phase: 'Updating',
      says: /2 of 3 pods of rs0 are as they shall be/,
    },
    {
      what: 'growing by a member',
      scene: { upstream: state({ state: 'initializing' }, { size: 5 }), sets: { rs0: { replicas: 4 } } },
      phase: 'Updating',
      says: /4 of 5 pods of rs0 are there/,
    },
    {
      what: 'growing its volumes',
      scene: {
        upstream: { storage: '20Gi' },
        claims: { 'mongod-data-orders-rs0-1': { request: '20Gi', capacity: '10Gi' } },
      },
      phase: 'Updating',
      says: /3 of 3 volumes of rs0 are still to grow to 20Gi/,
    },
    {
      what: 'held back from changing',
      scene: {
        upstream: {
          status: {
            state: 'ready',
            observedGeneration: 1,
            conditions: [{ type: 'pendingSmartUpdate', status: 'True' }],
          },
        },
      },
      phase: 'Updating',
      says: /holds the replacement of pods back/,
    },
    {
      what: 'with all pods and an operator that is not done',
      scene: { upstream: state({ state: 'initializing' }) },
      phase: 'Updating',
      says: /The operator is at work/,
    },
    {
      what: 'with all pods again, and an operator that is not done with what was lost',
      scene: { cluster: ran({ phase: 'Degraded' }), upstream: state({ state: 'initializing' }) },
      phase: 'Degraded',
      says: /The operator is at work/,
    },
    {
      what: 'without a pod that somebody has deleted',
      scene: { upstream: state({ state: 'initializing' }), pods: { 'orders-rs0-1': null } },
      phase: 'Degraded',
      says: /^2 of 3 members serve\.$/,
    },
    {
      what: 'without the pod that a change replaces last',
      scene: {
        cluster: ran({ phase: 'Updating' }),
        upstream: state({ state: 'initializing' }),
        pods: { 'orders-rs0-1': null },
      },
      phase: 'Updating',
      says: /^2 of 3 members serve\.$/,
    },
    {
      what: 'short of a member',
      scene: { upstream: state({ state: 'initializing' }), pods: { 'orders-rs0-1': { ready: false } } },
      phase: 'Degraded',
      says: /^2 of 3 members serve\.$/,
    },
    {
      what: 'at the last member of a change',
      scene: {
        cluster: ran({ phase: 'Updating' }),
        upstream: state({ state: 'initializing' }),
        pods: { 'orders-rs0-2': { ready: false } },
      },
      phase: 'Updating',
      says: /^2 of 3 members serve\.$/,
    },
    {
      what: 'at a member that a change has broken',
      scene: { cluster: ran({ phase: 'Updating' }), pods: { 'orders-rs0-2': { waits: 'CrashLoopBackOff' } } },
      phase: 'Degraded',
      says: /orders-rs0-2 is in CrashLoopBackOff/,
    },
    {
      what: 'short of a member that finds no node',
      scene: { pods: { 'orders-rs0-1': { waits: 'ImagePullBackOff' } } },
      phase: 'Degraded',
      says: /orders-rs0-1 is in ImagePullBackOff/,
    },
    {
      what: 'down altogether',
      scene: { pods: Object.fromEntries([0, 1, 2].map((n) => [`orders-rs0-${n}`, { ready: false }])) },
      phase: 'Starting',
      says: /0 of 3 members serve/,
    },
    {
      what: 'refused',
      scene: { upstream: state({ state: 'error', message: 'Error: wrong psmdb options: replset rs0: size' }) },
      phase: 'Failed',
      says: /refuses the definition: .*wrong psmdb options/,
    },
    {
      what: 'in a trouble of the operator that may pass',
      scene: { upstream: state({ state: 'error', message: 'Error: reach pod wait limit' }) },
      phase: 'Degraded',
      says: /The operator reports: reach pod wait limit; 3 of 3 members serve/,
    },
    {
      what: 'in such a trouble while members are replaced',
      scene: {
        upstream: state({ state: 'error', message: 'Error: reach pod wait limit' }),
        sets: { rs0: { revision: 'revision-2' } },
        pods: { 'orders-rs0-0': { revision: 'revision-1' } },
      },
      phase: 'Updating',
      says: /reach pod wait limit/,
    },
    {
      what: 'on its way to a stop',
      scene: { upstream: { spec: { pause: true }, status: { state: 'stopping' } } },
      phase: 'Stopping',
      says: /being stopped/,
    },
    {
      what: 'said to be stopped, with a pod that is still there',
      scene: {
        upstream: { spec: { pause: true }, status: { state: 'paused' } },
        sets: { rs0: { replicas: 0, pods: 1 } },
      },
      phase: 'Stopping',
      says: /being stopped/,
    },
    {
      what: 'stopped',
      scene: { upstream: { spec: { pause: true }, status: { state: 'paused' } }, sets: { rs0: { replicas: 0 } } },
      phase: 'Stopped',
      says: /volumes are kept/,
    },
    {
      what: 'on the way up from a stop',
      scene: {
        cluster: ran({ phase: 'Stopped' }),
        upstream: state({ state: 'initializing' }),
        sets: { rs0: { replicas: 1 } },
      },
      phase: 'Starting',
      says: /1 of 3 pods of rs0 are there/,
    },
    {
      what: 'being restored',
      scene: { others: [[PSMDB_RESTORE, anOrder('running')]] },
      phase: 'Restoring',
      says: /PerconaServerMongoDBRestore back: running/,
    },
    {
      what: 'about to be restored, of which the operator knows nothing yet',
      scene: { others: [[PSMDB_RESTORE, anOrder()]] },
      phase: 'Restoring',
      says: /\(PerconaServerMongoDBRestore back\)/,
    },
    { what: 'restored', scene: { others: [[PSMDB_RESTORE, anOrder('ready')]] }, phase: 'Running', says: /serve/ },
    {
      what: 'made, and still without the data that it shall have',
      scene: { upstream: born() },
      phase: 'Restoring',
      says: /filled when it is there/,
    },
    {
      what: 'filled with the data that it should have',
      scene: { upstream: born({ 'dbaas.io/filled-from': '1' }) },
      phase: 'Running',
      says: /serve/,
    },
  ])('is $phase when it is $what', ({ scene, phase, says }) => {
    const observation = observe(scene);
    expect(observation.message).toMatch(says);
    expect(observation.phase).toBe(phase);
  });
});

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
