import { PSMDB } from '../../../src/providers/mongodb/upstream.js';
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

const KIND: EngineKind = { engine: 'mongodb', upstream: PSMDB, spec: { version: '7.0.28-15', clusterSize: 3 } };

const MEMBERS = ['rs0-0', 'rs0-1', 'rs0-2'];

const containers = ({ pods }: PerconaWorld): unknown =>
  each(pods, ({ spec }) => [spec.containers[0].image, spec.containers[0].resources]);
const primary = ({ database }: PerconaWorld): unknown =>
  database.status?.members?.find(({ role }) => role === 'Primary')?.name.split('-rs0-')[1];
const replsets = ({ upstream }: PerconaWorld): unknown =>
  upstream.spec.replsets.map(({ name, size }: { name: string; size: number }) => [name, size]);

const SUCCESSES: readonly Success<PerconaWorld>[] = [
  {
    does: 'Restart',
    asks: () => ({ type: 'Restart' }),
    restarts: MEMBERS,
    disruption: 'Rolling',
    shows: ({ sets }) => each(sets, ({ status }) => status.readyReplicas),
    shown: { rs0: 3 },
  },
  {
    does: 'Restart of one member',
    asks: (name) => ({ type: 'Restart', restart: { members: [`${name}-rs0-1`] } }),
    restarts: ['rs0-1'],
    disruption: 'Rolling',
    shows: ({ sets }) => each(sets, ({ status }) => status.readyReplicas),
    shown: { rs0: 3 },
  },
  {
    does: 'HorizontalScaling to more members',
    asks: () => ({ type: 'HorizontalScaling', horizontalScaling: { replicas: 5 } }),
    joins: ['rs0-3', 'rs0-4'],
    disruption: 'None',
    shows: replsets,
    shown: [['rs0', 5]],
  },
  {
    does: 'HorizontalScaling to another shard',
    born: { sharding: { shards: 1 }, clusterSize: 1, allowUnsafeTopology: true, proxy: { type: 'mongos', size: 1 } },
    asks: () => ({ type: 'HorizontalScaling', horizontalScaling: { shards: 2 } }),
    joins: ['rs1-0'],
    disruption: 'None',
    shows: replsets,
    shown: [
      ['rs0', 1],
      ['rs1', 1],
    ],
  },
  {
    does: 'VerticalScaling',
    born: { resources: { cpu: '1', memory: '2Gi' } },
    asks: () => ({ type: 'VerticalScaling', verticalScaling: { resources: { cpu: '2' } } }),
    restarts: MEMBERS,
    disruption: 'Rolling',
    shows: ({ pods }) => each(pods, ({ spec }) => spec.containers[0].resources.requests.cpu),
    shown: all(MEMBERS, '2'),
  },
  {
    does: 'VolumeExpansion',
    asks: () => ({ type: 'VolumeExpansion', volumeExpansion: { size: '2Gi' } }),
    disruption: 'None',
    shows: ({ claims, sets }) => [
      each(claims, ({ status }) => status.capacity.storage),
      sets['rs0'].spec.volumeClaimTemplates[0].spec.resources.requests.storage,
    ],
    shown: [all(MEMBERS, '2Gi'), '2Gi'],
  },
  {
    does: 'Reconfiguring',
    asks: () => ({
      type: 'Reconfiguring',
      reconfiguring: { set: [{ name: 'net.maxIncomingConnections', value: '500' }] },
    }),
    restarts: MEMBERS,
    disruption: 'Rolling',
    shows: ({ upstream }) => upstream.spec.replsets[0].configuration,
    shown: expect.stringContaining('maxIncomingConnections: 500'),
  },
  {
    does: 'Upgrade by a release, and the format of the data with it',
    asks: () => ({ type: 'Upgrade', upgrade: { version: '8.0.19-7' } }),
    restarts: MEMBERS,
    disruption: 'Rolling',
    shows: ({ upstream, database }) => [
      database.status?.version,
      upstream.metadata.annotations['sandbox.dbaas.io/feature-compatibility'],
    ],
    shown: ['8.0.19-7', '8.0'],
  },
  {
    does: 'Switchover to a member that is named',
    asks: (name) => ({ type: 'Switchover', switchover: { candidate: `${name}-rs0-2` } }),
    disruption: 'Failover',
    shows: primary,
    shown: '2',
  },
  {
    does: 'RebuildInstance',
    asks: (name) => ({ type: 'RebuildInstance', rebuildInstance: { member: `${name}-rs0-2` } }),
    restarts: ['rs0-2'],
    copies: ['rs0-2'],
    disruption: 'Rolling',
    shows: ({ upstream }) => upstream.status.replsets.rs0.ready,
    shown: 3,
  },
  {
    does: 'Expose by load balancers',
    asks: () => ({ type: 'Expose', expose: { type: 'LoadBalancer' } }),
    disruption: 'None',
    shows: ({ upstream }) => upstream.status.host.split(',').length,
    shown: 3,
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
    shows: ({ upstream }) => upstream.spec.replsets[0].volumeSpec.persistentVolumeClaim.resources.requests.storage,
  },
  {
    does: 'Upgrade',
    given: 'an image that cannot be had',
    fault: 'image-pull:7.0.30',
    asks: () => ({ type: 'Upgrade', upgrade: { version: '7.0.30-16' } }),
    says: /ImagePullBackOff|pulling image/,
    shows: containers,
  },
  {
    does: 'Reconfiguring',
    given: 'a setting that nobody knows',
    asks: () => ({ type: 'Reconfiguring', reconfiguring: { set: [{ name: 'net.noSuchThing', value: '1' }] } }),
    says: /CrashLoopBackOff|back-off/,
    shows: ({ upstream }) => upstream.spec.replsets[0].configuration ?? '',
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
