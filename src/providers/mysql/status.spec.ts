import { aClusterThatRan } from '../../../test/builders/database-cluster.js';
import { observedPercona, type PodsScene } from '../../../test/builders/percona.js';
import { aPxc, type PxcChanges } from '../../../test/builders/pxc.js';
import { SERVICE, type UntypedObject } from '../../kube/meta/index.js';
import type { DatabaseClusterSpec } from '../../resources/database-cluster/index.js';
import type { ClusterObservation } from '../contract/index.js';
import { MYSQL } from './dialect.js';
import { observeCluster } from './status.js';
import { PXC_RESTORE } from './upstream.js';

interface Scene extends PodsScene {
  readonly upstream?: PxcChanges;
  readonly spec?: Partial<DatabaseClusterSpec>;
}

const observe = ({ upstream, spec, ...scene }: Scene = {}): ClusterObservation => {
  const cluster = aClusterThatRan({ engine: 'mysql', version: '8.0', ...spec });
  return observeCluster(cluster, observedPercona(MYSQL, aPxc(upstream), scene));
};

const order: UntypedObject = {
  apiVersion: 'pxc.percona.com/v1',
  kind: 'PerconaXtraDBClusterRestore',
  metadata: { name: 'back' },
  spec: { pxcCluster: 'orders' },
  status: { state: 'Stopping Cluster' },
};

describe('the phase of a MySQL', () => {
  it.each<{ what: string; scene: Scene; phase: string; says: RegExp }>([
    { what: 'whole', scene: {}, phase: 'Running', says: /^3 of 3 members serve\.$/ },
    {
      what: "paused by a restore, which is nobody's stop",
      scene: { upstream: { spec: { pause: true } }, others: [[PXC_RESTORE, order]] },
      phase: 'Restoring',
      says: /PerconaXtraDBClusterRestore back: Stopping Cluster/,
    },
    {
      what: 'refused',
      scene: { upstream: { status: { state: 'error', message: ['Error: wrong PXC options: size'] } } },
      phase: 'Failed',
      says: /wrong PXC options: size/,
    },
    {
      what: 'in several troubles at once',
      scene: { upstream: { status: { state: 'error', message: ['Error: one', 'Error: two'] } } },
      phase: 'Degraded',
      says: /reports: one; two/,
    },
    {
      what: 'growing its volumes, of which the object itself tells',
      scene: { upstream: { annotations: { 'percona.com/pvc-resize-in-progress': '2026-01-01T00:00:00Z' } } },
      phase: 'Updating',
      says: /enlarges the volumes/,
    },
    {
      what: 'without one of its proxies',
      scene: { pods: { 'orders-haproxy-1': { ready: false } } },
      phase: 'Degraded',
      says: /3 of 3 members serve, 1 of 2 haproxy/,
    },
    {
      what: 'stopped',
      scene: {
        upstream: { spec: { pause: true }, status: { state: 'paused' } },
        sets: { pxc: { replicas: 0 }, haproxy: { replicas: 0 } },
      },
      phase: 'Stopped',
      says: /stopped/,
    },
  ])('is $phase when it is $what', ({ scene, phase, says }) => {
    const observation = observe(scene);
    expect(observation.message).toMatch(says);
    expect(observation.phase).toBe(phase);
  });
});

describe('what a MySQL tells of itself', () => {
  it('is that its members are equal, and who leads clients to them', () => {
    const { members, primary, version } = observe();
    expect(members.map(({ name, role, component }) => [name, role, component])).toEqual([
      ['orders-pxc-0', 'Peer', undefined],
      ['orders-pxc-1', 'Peer', undefined],
      ['orders-pxc-2', 'Peer', undefined],
      ['orders-haproxy-0', 'Coordinator', 'haproxy'],
      ['orders-haproxy-1', 'Coordinator', 'haproxy'],
    ]);
    expect([primary, version]).toEqual([undefined, '8.0.44-35.1']);
  });

  it('is whether clients are served', () => {
    const ready = (scene: Scene): unknown => observe(scene).conditions.find(({ type }) => type === 'Ready')?.reason;
    expect(ready({})).toBe('AllMembersReady');
    expect(ready({ pods: { 'orders-pxc-0': { ready: false } } })).toBe('SomeMembersNotReady');
    expect(ready({ sets: { pxc: { pods: 0 } } })).toBe('PrimaryNotReady');
    expect(ready({ sets: { haproxy: { pods: 0 } } })).toBe('NoMemberServes');
  });

  const service = (name: string, type = 'ClusterIP'): readonly [typeof SERVICE, UntypedObject] => [
    SERVICE,
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name },
      spec: {
        type,
        ports: [
          { port: 33062, nodePort: 30001 },
          { port: 3306, nodePort: 30002 },
        ],
      },
    },
  ];
  const inside = { port: 3306, external: false };

  it('is where to connect: for reads HAProxy has a door of its own', () => {
    expect(observe({ others: [service('orders-haproxy'), service('orders-haproxy-replicas')] }).endpoints).toEqual([
      { name: 'proxy', host: 'orders-haproxy.team-a.svc.cluster.local', ...inside },
      { name: 'readonly', host: 'orders-haproxy-replicas.team-a.svc.cluster.local', ...inside },
    ]);
  });

  it('is where to connect: ProxySQL has one for all', () => {
    const scene: Scene = { spec: { proxy: { type: 'proxysql' } }, upstream: { proxy: 'proxysql' } };
    expect(observe({ ...scene, others: [service('orders-proxysql')] }).endpoints).toEqual([
      { name: 'proxy', host: 'orders-proxysql.team-a.svc.cluster.local', ...inside },
    ]);
  });
});
