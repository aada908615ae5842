import { PXC } from '../../../src/providers/mysql/upstream.js';
import { each } from '../operations/operation-bench.js';
import type { EngineKind } from './engine-databases.js';
import {
  all,
  expectGivenUp,
  expectSeen,
  expectTouched,
  OperationRuns,
  type Failure,
  type Success,
} from './operation-runs.js';
import { PerconaDatabases, type PerconaWorld } from './percona-databases.js';

const KIND: EngineKind = { engine: 'mysql', upstream: PXC, spec: { version: '8.0.44-35.1', clusterSize: 3 } };

const MEMBERS = ['pxc-0', 'pxc-1', 'pxc-2'];
const PROXIES = ['haproxy-0', 'haproxy-1'];

const containers = ({ pods }: PerconaWorld): unknown =>
  each(pods, ({ spec }) => [spec.containers[0].image, spec.containers[0].resources]);
const ready = ({ upstream }: PerconaWorld): unknown => upstream.status.pxc.ready;

const SUCCESSES: readonly Success<PerconaWorld>[] = [
  {
    does: 'Restart',
    asks: () => ({ type: 'Restart' }),
    restarts: [...PROXIES, ...MEMBERS],
    disruption: 'Rolling',
    shows: ready,
    shown: 3,
  },
  {
    does: 'HorizontalScaling to more members',
    asks: () => ({ type: 'HorizontalScaling', horizontalScaling: { replicas: 5 } }),
    joins: ['pxc-3', 'pxc-4'],
    disruption: 'None',
    shows: ready,
    shown: 5,
  },
  {
    does: 'HorizontalScaling to fewer members',
    born: { clusterSize: 5 },
    asks: () => ({ type: 'HorizontalScaling', horizontalScaling: { replicas: 3 } }),
    leaves: ['pxc-3', 'pxc-4'],
    disruption: 'Rolling',
    shows: ready,
    shown: 3,
  },
  {
    does: 'VolumeExpansion',
    asks: () => ({ type: 'VolumeExpansion', volumeExpansion: { size: '2Gi' } }),
    disruption: 'None',
    shows: ({ claims }) => each(claims, ({ status }) => status.capacity.storage),
    shown: all(MEMBERS, '2Gi'),
  },
  {
    does: 'Reconfiguring',
    asks: () => ({ type: 'Reconfiguring', reconfiguring: { set: [{ name: 'max_connections', value: '500' }] } }),
    restarts: MEMBERS,
    disruption: 'Rolling',
    shows: ({ upstream }) => upstream.spec.pxc.configuration,
    shown: expect.stringContaining('max_connections'),
  },
  {
    does: 'Upgrade by a release, with what takes its backups',
    asks: () => ({ type: 'Upgrade', upgrade: { version: '8.4.7-7.1' } }),
    restarts: MEMBERS,
    disruption: 'Rolling',
    shows: ({ upstream, database }) => [database.status?.version, upstream.spec.backup.image],
    shown: ['8.4.7-7.1', 'percona/percona-xtrabackup:8.4.0-5.1'],
  },
  {
    does: 'RebuildInstance',
    asks: (name) => ({ type: 'RebuildInstance', rebuildInstance: { member: `${name}-pxc-2` } }),
    restarts: ['pxc-2'],
    copies: ['pxc-2'],
    disruption: 'Rolling',
    shows: ready,
    shown: 3,
  },
  {
    does: 'Expose by a load balancer',
    asks: () => ({ type: 'Expose', expose: { type: 'LoadBalancer' } }),
    disruption: 'None',
    shows: ({ upstream }) => upstream.status.host,
    shown: expect.stringMatching(/^203\.0\.113\.\d+$/),
  },
];

const FAILURES: readonly Failure<PerconaWorld>[] = [
  {
    does: 'VolumeExpansion',
    given: 'a driver that cannot grow volumes',
    fault: 'pvc-resize',
    asks: () => ({ type: 'VolumeExpansion', volumeExpansion: { size: '2Gi' } }),
    lasts: true,
    says: /has put 1Gi back: ControllerResizeError/,
    shows: ({ upstream }) => upstream.spec.pxc.volumeSpec.persistentVolumeClaim.resources.requests.storage,
  },
  {
    does: 'Reconfiguring',
    given: 'a setting that nobody knows',
    asks: () => ({ type: 'Reconfiguring', reconfiguring: { set: [{ name: 'no_such_thing', value: '1' }] } }),
    says: /CrashLoopBackOff|back-off/,
    shows: containers,
  },
];

const runs = new OperationRuns<PerconaWorld>(() => PerconaDatabases.start(KIND), [...SUCCESSES, ...FAILURES]);

describe.each(SUCCESSES)('$does', (success) => {
  it('ends with what was seen in the database, and says so', () => expectSeen(runs.of(success), success));
  it('touches the members that it has to touch, and nobody else', () => expectTouched(runs.of(success), success));
});

describe.each(FAILURES)('$does with $given', (failure) => {
  it('fails with the reason, and leaves the database as it was', () => expectGivenUp(runs.of(failure), failure));
});
