import { each } from '../operations/operation-bench.js';
import { KafkaBench, podOf, type KafkaWorld } from './kafka-bench.js';
import { all, expectSeen, expectTouched, OperationRuns, type Success } from './operation-runs.js';

const BROKERS = ['broker-0', 'broker-1', 'broker-2'];
const CONTROLLERS = ['controller-100', 'controller-101', 'controller-102'];
const EVERYBODY = [...BROKERS, ...CONTROLLERS];

const only = (names: readonly string[], values: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));
const setting =
  (name: string) =>
  ({ kafka }: KafkaWorld): unknown =>
    kafka.spec.kafka.config[name];
const external = ({ database }: KafkaWorld): unknown =>
  database.status?.endpoints?.filter((endpoint) => endpoint.external).map(({ host }) => host);
const holders = ({ claims }: KafkaWorld): unknown =>
  each(claims, ({ metadata }) => metadata.annotations['sandbox.dbaas.io/holds-partitions'] === 'true');

const SUCCESSES: readonly Success<KafkaWorld>[] = [
  {
    does: 'Restart',
    asks: () => ({ type: 'Restart' }),
    restarts: EVERYBODY,
    disruption: 'Rolling',
    shows: ({ podSets }) => [podSets.broker.status, podSets.controller.status],
    shown: [
      expect.objectContaining({ currentPods: 3, readyPods: 3 }),
      expect.objectContaining({ currentPods: 3, readyPods: 3 }),
    ],
  },
  {
    does: 'Restart of one member',
    asks: (name) => ({ type: 'Restart', restart: { members: [podOf(name, 'broker', 1)] } }),
    restarts: ['broker-1'],
    disruption: 'Rolling',
    shows: ({ podSets }) => podSets.broker.status.readyPods,
    shown: 3,
  },
  {
    does: 'HorizontalScaling to more brokers',
    asks: () => ({ type: 'HorizontalScaling', horizontalScaling: { replicas: 5 } }),
    joins: ['broker-3', 'broker-4'],
    disruption: 'None',
    shows: (world) => [world.pools.broker.status.nodeIds, world.kafka.status.autoRebalance.state, holders(world)],
    shown: [
      [0, 1, 2, 3, 4],
      'Idle',
      { ...all([...BROKERS, 'broker-3', 'broker-4'], true), ...all(CONTROLLERS, false) },
    ],
  },
  {
    does: 'HorizontalScaling to fewer brokers',
    born: { clusterSize: 4 },
    asks: () => ({ type: 'HorizontalScaling', horizontalScaling: { replicas: 3 } }),
    leaves: ['broker-3'],
    disruption: 'None',
    shows: ({ pools, kafka }) => [pools.broker.status.nodeIds, kafka.status.autoRebalance.state],
    shown: [[0, 1, 2], 'Idle'],
  },
  {
    does: 'VerticalScaling',
    born: { resources: { cpu: '1', memory: '2Gi' } },
    asks: () => ({ type: 'VerticalScaling', verticalScaling: { resources: { cpu: '2' } } }),
    restarts: BROKERS,
    disruption: 'Rolling',
    shows: ({ pods }) =>
      only(
        BROKERS,
        each(pods, ({ spec }) => spec.containers[0].resources.requests),
      ),
    shown: all(BROKERS, { cpu: '2', memory: '2Gi' }),
  },
  {
    does: 'VolumeExpansion',
    asks: () => ({ type: 'VolumeExpansion', volumeExpansion: { size: '2Gi' } }),
    disruption: 'None',
    shows: ({ claims }) =>
      only(
        BROKERS,
        each(claims, ({ status }) => status.capacity.storage),
      ),
    shown: all(BROKERS, '2Gi'),
  },
  {
    does: 'Reconfiguring of a setting that running brokers take',
    asks: () => ({ type: 'Reconfiguring', reconfiguring: { set: [{ name: 'log.retention.ms', value: '60000' }] } }),
    disruption: 'None',
    shows: setting('log.retention.ms'),
    shown: '60000',
  },
  {
    does: 'Reconfiguring of a setting that needs a restart',
    asks: () => ({ type: 'Reconfiguring', reconfiguring: { set: [{ name: 'num.partitions', value: '6' }] } }),
    restarts: EVERYBODY,
    disruption: 'Rolling',
    shows: setting('num.partitions'),
    shown: '6',
  },
  {
    does: 'Upgrade',
    asks: () => ({ type: 'Upgrade', upgrade: { version: '4.3.1' } }),
    restarts: EVERYBODY,
    disruption: 'Rolling',
    shows: ({ kafka, pods }) => [
      kafka.status.kafkaVersion,
      each(pods, ({ metadata }) => metadata.annotations['strimzi.io/kafka-version']),
    ],
    shown: ['4.3.1', all(EVERYBODY, '4.3.1')],
  },
  {
    does: 'Expose by nodes',
    asks: () => ({ type: 'Expose', expose: { type: 'NodePort' } }),
    restarts: BROKERS,
    disruption: 'Rolling',
    shows: external,
    shown: ['192.0.2.10'],
  },
  {
    does: 'Expose by load balancers',
    asks: () => ({ type: 'Expose', expose: { type: 'LoadBalancer' } }),
    restarts: BROKERS,
    disruption: 'Rolling',
    shows: external,
    shown: [expect.stringMatching(/^203\.0\.113\.\d+$/)],
  },
  {
    does: 'RebuildInstance',
    asks: (name) => ({ type: 'RebuildInstance', rebuildInstance: { member: podOf(name, 'broker', 2) } }),
    restarts: ['broker-2'],
    copies: ['broker-2'],
    disruption: 'Rolling',
    shows: ({ podSets }) => podSets.broker.status.readyPods,
    shown: 3,
  },
  {
    does: 'Custom: rebalance',
    asks: () => ({ type: 'Custom', custom: { name: 'rebalance' } }),
    disruption: 'None',
    shows: holders,
    shown: { ...all(BROKERS, true), ...all(CONTROLLERS, false) },
  },
];

const runs = new OperationRuns<KafkaWorld>(() => KafkaBench.start(), SUCCESSES);

describe.each(SUCCESSES)('$does', (success) => {
  it('ends with what was seen in the database, and says so', () => expectSeen(runs.of(success), success));
  it('touches the members that it has to touch, and nobody else', () => expectTouched(runs.of(success), success));
});
