import { aKafka, aNodePool } from '../../../../../test/builders/stand-in-kafka.js';
import type { Kafka, KafkaSpec, NodePool, NodePoolSpec } from '../kafka.js';
import { findProblem } from './validate-kafka.js';

const broker = (spec: Partial<NodePoolSpec> = {}): NodePool => aNodePool({ spec: { replicas: 3, ...spec } });
const controller = (spec: Partial<NodePoolSpec> = {}): NodePool => aNodePool({ role: 'controller', spec });
const withConfig = (config: Record<string, unknown>): Kafka => aKafka({ brokers: { config } });
const withSpec = (spec: Partial<KafkaSpec>): Kafka => aKafka({ spec });
const listener = { name: 'tls', port: 9093, type: 'internal', tls: true } as const;
const volume = { id: 0, type: 'persistent-claim', size: '1Gi' } as const;

const withStatus = (kafka: Kafka, status: Kafka['status']): Kafka => ({ ...kafka, status });

interface Case {
  readonly given: string;
  readonly kafka?: Kafka;
  readonly pools?: NodePool[];
  readonly reason: string;
}

const INVALID = 'InvalidResourceException';

const CASES: readonly Case[] = [
  { given: 'no pools', pools: [], reason: 'InvalidConfigurationException' },
  { given: 'no controllers', pools: [broker()], reason: INVALID },
  { given: 'no broker left', pools: [broker({ replicas: 0 }), controller()], reason: INVALID },
  {
    given: 'another number of controllers',
    pools: [broker(), { ...controller({ replicas: 3 }), status: { replicas: 1, roles: ['controller'] } }],
    reason: INVALID,
  },
  {
    given: 'a request over its limit',
    pools: [broker({ resources: { requests: { memory: '4Gi' }, limits: { memory: '2Gi' } } }), controller()],
    reason: INVALID,
  },
  {
    given: 'disks of one number',
    pools: [broker({ storage: { type: 'jbod', volumes: [volume, volume] } }), controller()],
    reason: INVALID,
  },
  {
    given: 'a size in lower case',
    pools: [broker({ storage: { ...volume, size: '1000k' } }), controller()],
    reason: INVALID,
  },
  {
    given: 'an unknown version',
    kafka: aKafka({ brokers: { version: '3.9.0' } }),
    reason: 'UnsupportedKafkaVersionException',
  },
  {
    given: 'a version that cannot read the metadata',
    kafka: withStatus(aKafka({ brokers: { version: '4.2.1' } }), {
      kafkaVersion: '4.3.1',
      kafkaMetadataVersion: '4.3-IV0',
    }),
    reason: 'KafkaUpgradeException',
  },
  { given: 'more copies than brokers', kafka: withConfig({ 'default.replication.factor': '4' }), reason: INVALID },
  {
    given: 'a list for a value',
    kafka: withConfig({ 'num.partitions': [1] }),
    reason: 'InvalidConfigParameterException',
  },
  { given: 'a word for a number', kafka: withConfig({ 'num.partitions': 'many' }), reason: INVALID },
  { given: 'too small a number', kafka: withConfig({ 'num.partitions': '0' }), reason: INVALID },
  { given: 'an unknown compression', kafka: withConfig({ 'compression.type': 'rar' }), reason: INVALID },
  {
    given: 'listeners of one port',
    kafka: aKafka({ brokers: { listeners: [listener, { ...listener, name: 'ext' }] } }),
    reason: INVALID,
  },
  {
    given: 'a port that is taken',
    kafka: aKafka({ brokers: { listeners: [{ ...listener, port: 9404 }] } }),
    reason: INVALID,
  },
  {
    given: 'ranges of a load balancer without one',
    kafka: aKafka({
      brokers: { listeners: [{ ...listener, configuration: { loadBalancerSourceRanges: ['10.0.0.0/8'] } }] },
    }),
    reason: INVALID,
  },
  {
    given: 'Cruise Control for one broker',
    kafka: withSpec({ cruiseControl: {} }),
    pools: [broker({ replicas: 1 }), controller()],
    reason: INVALID,
  },
  {
    given: 'rebalances one way only',
    kafka: withSpec({ cruiseControl: { autoRebalance: [{ mode: 'add-brokers' }] } }),
    reason: 'RuntimeException',
  },
];

describe('a round is given up before anything is touched', () => {
  it.each(CASES)('for $given, with $reason', ({ kafka = aKafka(), pools = [broker(), controller()], reason }) => {
    expect(findProblem(kafka, pools)).toMatchObject({ reason });
  });

  it.each([
    { given: 'nothing special', kafka: aKafka() },
    { given: 'a setting that is dropped', kafka: withConfig({ 'node.id': 'nonsense' }) },
    { given: 'a setting that nobody knows', kafka: withConfig({ 'a.plugin.of.mine': 'x' }) },
    {
      given: 'an older version that reads the metadata',
      kafka: withStatus(aKafka({ brokers: { version: '4.3.0' } }), {
        kafkaVersion: '4.3.1',
        kafkaMetadataVersion: '4.3-IV0',
      }),
    },
  ])('but not for $given', ({ kafka }) => {
    expect(findProblem(kafka, [broker(), controller()])).toBeUndefined();
  });
});
