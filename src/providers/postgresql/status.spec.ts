import { aCnpgCluster, aMemberPod, aVolumeClaim, anOperatorObject, memberPods } from '../../../test/builders/cnpg.js';
import { aClusterThatRan, aDatabaseCluster } from '../../../test/builders/database-cluster.js';
import { imageOf } from '../../../test/builders/database-engine.js';
import { ObservedObjects } from '../../../test/builders/observed.js';
import { DEPLOYMENT, PERSISTENT_VOLUME_CLAIM, POD, SERVICE, type UntypedObject } from '../../kube/meta/index.js';
import type { DatabaseClusterSpec } from '../../resources/database-cluster/index.js';
import { observeCluster } from './status.js';
import { CNPG_CLUSTER, POD_MONITOR, POOLER, type CnpgCluster } from './upstream.js';

const upstreamOnly = (upstream: CnpgCluster = aCnpgCluster()): ObservedObjects =>
  new ObservedObjects().with(CNPG_CLUSTER, upstream);

const whole = (upstream?: CnpgCluster): ObservedObjects => upstreamOnly(upstream).with(POD, ...memberPods());

const aService = (
  name: string,
  fields: object = { spec: { type: 'ClusterIP', ports: [{ port: 5432 }] } },
): UntypedObject => anOperatorObject('Service', name, { ...fields });

describe('the members', () => {
  it('are what their pods and volumes show', () => {
    const observed = upstreamOnly(aCnpgCluster({ spec: { instances: 2 } }))
      .with(POD, aMemberPod('orders-2', { ready: false, version: '17.5' }), aMemberPod('orders-1', { node: 'n1' }))
      .with(
        PERSISTENT_VOLUME_CLAIM,
        aVolumeClaim('orders-1'),
        aVolumeClaim('orders-1', { role: 'PG_WAL', request: '2Gi' }),
      );
    expect(observeCluster(aClusterThatRan(), observed).members).toEqual([
      {
        name: 'orders-1',
        role: 'Primary',
        ready: true,
        version: '17.6',
        node: 'n1',
        zone: undefined,
        lagBytes: null,
        storage: { size: '10Gi', wal: '2Gi' },
      },
      expect.objectContaining({ name: 'orders-2', role: 'Replica', ready: false, version: '17.5', storage: undefined }),
    ]);
  });

  it('include those that have no pod just now', () => {
    const { members, size } = observeCluster(aClusterThatRan(), upstreamOnly());
    expect(members.map(({ name, role, ready }) => [name, role, ready])).toEqual([
      ['orders-1', 'Unknown', false],
      ['orders-2', 'Unknown', false],
      ['orders-3', 'Unknown', false],
    ]);
    expect(size).toBe(3);
  });

  it('stand in the order of their numbers', () => {
    const observed = upstreamOnly(aCnpgCluster({ status: { instanceNames: ['orders-10', 'orders-2'] } }));
    expect(observeCluster(aClusterThatRan(), observed).members.map(({ name }) => name)).toEqual([
      'orders-2',
      'orders-10',
    ]);
  });

  it('carry the zone where Kubernetes copies it to pods', () => {
    const pod = aMemberPod('orders-1', { labels: { 'topology.kubernetes.io/zone': 'a' } });
    expect(observeCluster(aClusterThatRan(), upstreamOnly().with(POD, pod)).members[0]?.zone).toBe('a');
  });
});

describe('the version', () => {
  it.each([
    {
      does: 'is that of the primary while others are ahead',
      pods: [aMemberPod('orders-1'), aMemberPod('orders-2', { version: '17.7' })],
      expected: '17.6',
    },
    { does: 'is that of the data while no pod runs', pods: [], expected: '17.6' },
  ])('$does', ({ pods, expected }) => {
    const upstream = aCnpgCluster({ spec: { imageName: imageOf('17.7') }, status: { image: imageOf('17.7') } });
    expect(observeCluster(aClusterThatRan(), upstreamOnly(upstream).with(POD, ...pods)).version).toBe(expected);
  });
});

describe('the endpoints', () => {
  const services = ['orders-rw', 'orders-ro', 'orders-r', 'orders-pooler-rw'].map((name) => aService(name));
  const endpointsOf = (observed: ObservedObjects): string[] =>
    observeCluster(aClusterThatRan(), observed).endpoints.map(
      ({ name, host, port, external }) => `${name} ${host}:${port}${external ? ' external' : ''}`,
    );

  it('are the Services that exist', () => {
    expect(endpointsOf(whole().with(SERVICE, ...services))).toEqual([
      'primary orders-rw.team-a.svc:5432',
      'readonly orders-ro.team-a.svc:5432',
      'any orders-r.team-a.svc:5432',
      'proxy orders-pooler-rw.team-a.svc:5432',
    ]);
    expect(endpointsOf(whole())).toEqual([]);
  });

  it('name no replicas where there are none', () => {
    const single = whole(aCnpgCluster({ spec: { instances: 1 } })).with(SERVICE, ...services.slice(0, 3));
    expect(endpointsOf(single)).toEqual(['primary orders-rw.team-a.svc:5432', 'any orders-r.team-a.svc:5432']);
  });

  it.each([
    {
      does: 'the name of a load balancer',
      ingress: [{ hostname: 'db.example', ip: '192.0.2.1' }],
      expected: ['db.example'],
    },
    { does: 'the address of a load balancer', ingress: [{ ip: '192.0.2.1' }], expected: ['192.0.2.1'] },
    { does: 'nothing while it has none', ingress: undefined, expected: [] },
  ])('give $does', ({ ingress, expected }) => {
    const service = aService('orders-rw-ext', {
      spec: { type: 'LoadBalancer' },
      status: { loadBalancer: { ingress } },
    });
    expect(endpointsOf(whole().with(SERVICE, service))).toEqual(
      expected.map((host) => `primary ${host}:5432 external`),
    );
  });

  it('give the node of the primary and the port of the node', () => {
    const spec = { type: 'NodePort', ports: [{ port: 5432, nodePort: 30432 }] };
    const observed = whole().with(SERVICE, aService('orders-rw-ext', { spec }), aService('orders-pooler-rw', { spec }));
    expect(endpointsOf(observed)).toEqual([
      'proxy orders-pooler-rw.team-a.svc:5432',
      'primary 192.0.2.10:30432 external',
      'proxy 192.0.2.10:30432 external',
    ]);
  });
});

describe('the conditions', () => {
  const claims = [aVolumeClaim('orders-1'), aVolumeClaim('orders-2')];
  const hibernated = aCnpgCluster({
    annotations: { 'cnpg.io/hibernation': 'on' },
    status: { conditions: [{ type: 'cnpg.io/hibernation', status: 'True' }] },
  });
  const oneDown = [aMemberPod('orders-1'), aMemberPod('orders-2'), aMemberPod('orders-3', { ready: false })];
  const primaryDown = [aMemberPod('orders-1', { ready: false }), aMemberPod('orders-2')];
  const alone = [aMemberPod('orders-1'), aMemberPod('orders-2', { ready: false })];
  const together = [aMemberPod('orders-1', { node: 'n1' }), aMemberPod('orders-2', { node: 'n1' })];
  const monitored: Partial<DatabaseClusterSpec> = { monitoring: { configRef: { name: 'prometheus' } } };
  const growing = aVolumeClaim('orders-1', { request: '20Gi', capacity: '10Gi' });

  it.each<{ does: string; observed: ObservedObjects; spec?: Partial<DatabaseClusterSpec>; expected: string }>([
    { does: 'a whole cluster', observed: whole(), expected: 'Ready True AllMembersReady' },
    {
      does: 'a cluster with a member down',
      observed: upstreamOnly().with(POD, ...oneDown),
      expected: 'Ready True SomeMembersNotReady',
    },
    {
      does: 'a primary that is down',
      observed: upstreamOnly().with(POD, ...primaryDown),
      expected: 'Ready False PrimaryNotReady',
    },
    { does: 'a stopped cluster', observed: upstreamOnly(hibernated), expected: 'Ready False Stopped' },
    {
      does: 'a cluster that is being stopped',
      observed: whole(aCnpgCluster({ annotations: { 'cnpg.io/hibernation': 'on' } })),
      expected: 'Ready False Stopping',
    },
    { does: 'nothing yet', observed: new ObservedObjects(), expected: 'Ready False NotCreatedYet' },
    {
      does: 'a primary that serves though the operator has failed',
      observed: whole(aCnpgCluster({ status: { phase: 'Unable to create required cluster objects' } })),
      expected: 'Ready True AllMembersReady',
    },
    { does: 'replicas on other nodes', observed: whole(), expected: 'HighlyAvailable True StandbyReady' },
    {
      does: 'a single member',
      observed: whole(aCnpgCluster({ spec: { instances: 1 } })),
      expected: 'HighlyAvailable False SingleMember',
    },
    {
      does: 'no ready replica',
      observed: upstreamOnly().with(POD, ...alone),
      expected: 'HighlyAvailable False NoStandbyReady',
    },
    {
      does: 'members on one node',
      observed: upstreamOnly().with(POD, ...together),
      expected: 'HighlyAvailable False MembersShareNode',
    },
    { does: 'a stopped cluster', observed: upstreamOnly(hibernated), expected: 'HighlyAvailable False Stopped' },
    {
      does: 'bound volumes',
      observed: whole().with(PERSISTENT_VOLUME_CLAIM, ...claims),
      expected: 'StorageHealthy True VolumesBound',
    },
    {
      does: 'a volume that waits',
      observed: whole().with(PERSISTENT_VOLUME_CLAIM, aVolumeClaim('orders-1', { phase: 'Pending' })),
      expected: 'StorageHealthy False VolumesNotReady',
    },
    {
      does: 'a volume that the operator cannot use',
      observed: whole(aCnpgCluster({ status: { unusablePVC: ['orders-2'] } })).with(PERSISTENT_VOLUME_CLAIM, ...claims),
      expected: 'StorageHealthy False VolumesNotReady',
    },
    {
      does: 'a volume that grows',
      observed: whole().with(PERSISTENT_VOLUME_CLAIM, growing),
      expected: 'StorageHealthy True VolumesResizing',
    },
    {
      does: 'a full disk',
      observed: whole(aCnpgCluster({ status: { phase: 'Not enough disk space' } })).with(
        PERSISTENT_VOLUME_CLAIM,
        ...claims,
      ),
      expected: 'StorageHealthy False DiskFull',
    },
    {
      does: 'a collector that is set up',
      observed: whole().with(POD_MONITOR, anOperatorObject('PodMonitor', 'orders')),
      spec: monitored,
      expected: 'MonitoringReady True CollectorConfigured',
    },
    {
      does: 'a collector to come',
      observed: whole(),
      spec: monitored,
      expected: 'MonitoringReady False CollectorPending',
    },
    {
      does: 'no Prometheus operator',
      observed: whole().withoutKind(POD_MONITOR),
      spec: monitored,
      expected: 'MonitoringReady False CollectorNotInstalled',
    },
  ])('say $expected of $does', ({ observed, spec, expected }) => {
    const { conditions } = observeCluster(aClusterThatRan(spec), observed);
    expect(conditions.map(({ type, status, reason }) => `${type} ${status} ${reason}`)).toContain(expected);
  });

  it('say nothing of what is not there', () => {
    const { conditions } = observeCluster(aDatabaseCluster(), new ObservedObjects());
    expect(conditions.map(({ type }) => type)).toEqual(['Ready']);
  });

  it('say that a cluster is going', () => {
    const cluster = aDatabaseCluster();
    cluster.metadata.deletionTimestamp = '2026-01-02T00:00:00Z';
    const { conditions } = observeCluster(cluster, whole());
    expect(conditions[0]).toMatchObject({ type: 'Ready', status: 'False', reason: 'Deleting' });
  });
});

describe('the warnings', () => {
  const archiving = (status: string): CnpgCluster =>
    aCnpgCluster({ status: { conditions: [{ type: 'ContinuousArchiving', status, message: 'no credentials' }] } });
  const fenced = (text: string): CnpgCluster => aCnpgCluster({ annotations: { 'cnpg.io/fencedInstances': text } });
  const aPooler = (phase: string, phaseReason?: string): UntypedObject =>
    anOperatorObject('Pooler', 'orders-pooler-rw', { spec: { instances: 2 }, status: { phase, phaseReason } });
  const pods = (availableReplicas: number): UntypedObject =>
    anOperatorObject('Deployment', 'orders-pooler-rw', { status: { availableReplicas } });

  it.each<{ does: string; observed: ObservedObjects; says: string }>([
    { does: 'a log that is not archived', observed: whole(archiving('False')), says: 'no credentials' },
    { does: 'a fenced member', observed: whole(fenced('["orders-1"]')), says: 'Fenced: orders-1' },
    { does: 'a fenced cluster', observed: whole(fenced('["*"]')), says: 'Every member' },
    {
      does: 'a proxy that the operator cannot make',
      observed: whole().with(POOLER, aPooler('inactive', 'no secret')),
      says: 'no secret',
    },
    {
      does: 'a proxy whose pods are missing',
      observed: whole().with(POOLER, aPooler('active')).with(DEPLOYMENT, pods(1)),
      says: '1 of 2 proxy pods',
    },
  ])('tell of $does', ({ observed, says }) => {
    const { warnings } = observeCluster(aClusterThatRan(), observed);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(says);
  });

  it.each<{ does: string; observed: ObservedObjects }>([
    { does: 'a whole cluster', observed: whole() },
    { does: 'a log that is archived', observed: whole(archiving('True')) },
    {
      does: 'an annotation that fences nobody, because the operator cannot read it',
      observed: whole(fenced('orders-1')),
    },
    { does: 'a whole proxy', observed: whole().with(POOLER, aPooler('active')).with(DEPLOYMENT, pods(2)) },
  ])('say nothing of $does', ({ observed }) => {
    expect(observeCluster(aClusterThatRan(), observed).warnings).toEqual([]);
  });
});

describe('what else is observed', () => {
  it('names the upstream, its own word and the operator that handled it', () => {
    const pod = aMemberPod('orders-1', { annotations: { 'cnpg.io/operatorVersion': '1.30.0' } });
    const { upstream, effective, primary } = observeCluster(
      aClusterThatRan(),
      upstreamOnly().with(POD, pod).with(PERSISTENT_VOLUME_CLAIM, aVolumeClaim('orders-1')),
    );
    expect(upstream).toEqual({
      apiVersion: 'postgresql.cnpg.io/v1',
      kind: 'Cluster',
      name: 'orders',
      phase: 'Cluster in healthy state',
      operatorVersion: '1.30.0',
    });
    expect(effective).toEqual({ version: '17.6', image: imageOf('17.6'), storageClassName: 'fast' });
    expect(primary).toBe('orders-1');
  });

  it('is the same twice for the same objects', () => {
    const observed = whole().with(PERSISTENT_VOLUME_CLAIM, aVolumeClaim('orders-1'));
    expect(observeCluster(aClusterThatRan(), observed)).toEqual(observeCluster(aClusterThatRan(), observed));
  });
});
