import { aClusterThatRan, aDatabaseCluster } from '../../../test/builders/database-cluster.js';
import { KAFKA_ENGINE } from '../../../test/builders/strimzi.js';
import { formatFieldError } from '../../kube/schema/index.js';
import type { DatabaseClusterSpec } from '../../resources/database-cluster/index.js';
import { KafkaProvider } from './provider.js';
import { forbiddenPrefixOf } from './validation/forbidden-settings.js';

const provider = new KafkaProvider();
const SPEC = { engine: 'kafka', version: '4.2' };
const setting = (name: string, value: string): Partial<DatabaseClusterSpec> => ({ config: [{ name, value }] });

const problemsOf = (spec: Partial<DatabaseClusterSpec>): string[] =>
  provider.validate(aDatabaseCluster({ ...SPEC, ...spec }), { engine: KAFKA_ENGINE }).map(formatFieldError);

describe('settings that the operator keeps for itself', () => {
  it.each([
    ['listeners', 'listeners'],
    ['port.of.call', 'port'],
    ['SASL.enabled.mechanisms', 'sasl.'],
    ['ssl.keystore.location', 'ssl.'],
    ['node.id', 'node.id'],
    ['controller.quorum.voters', 'controller.'],
    ['log.dirs', 'log.dir'],
    ['broker.rack', 'broker.'],
    ['listener.name.tls-9093.ssl.client.auth', 'listener.'],
    ['cordoned.log.dirs', 'cordoned.log.dirs'],
  ])('%s begins with %s', (name, prefix) => {
    expect(forbiddenPrefixOf(name)).toBe(prefix);
  });

  it.each([
    'log.retention.ms',
    'ssl.cipher.suites',
    'controller.quorum.fetch.timeout.ms',
    'broker.session.timeout.ms',
    'cruise.control.metrics.topic.replication.factor',
    'listener.name.tls-9093.max.connections',
  ])('%s is passed on', (name) => {
    expect(forbiddenPrefixOf(name)).toBeUndefined();
  });

  it('are refused with the reason, since the operator would say nothing', () => {
    expect(problemsOf(setting('advertised.listeners', 'x'))).toEqual([
      expect.stringContaining('everything that begins with "advertised."'),
    ]);
  });
});

describe('numbers of copies and brokers', () => {
  it.each([
    [setting('default.replication.factor', '3'), []],
    [setting('default.replication.factor', '4'), ['must not be more than spec.clusterSize, 3']],
    [setting('offsets.topic.replication.factor', '4'), ['must not be more than spec.clusterSize, 3']],
    [setting('min.insync.replicas', '2'), []],
    [setting('min.insync.replicas', '3'), ['must be less than default.replication.factor, 3']],
    [{ clusterSize: 1, ...setting('min.insync.replicas', '1') }, []],
    [{ clusterSize: 1, ...setting('min.insync.replicas', '2') }, ['must be less than default.replication.factor, 1']],
    [{ storage: { size: '10Gi' } }, []],
    [{ storage: { size: '10k' } }, ['must have a unit']],
    [{ powerState: 'Stopped' as const }, ['Stopped']],
    [{ proxy: { type: 'pgbouncer' } }, ['pgbouncer']],
  ])('of %j give %j', (spec, reasons) => {
    expect(problemsOf(spec)).toEqual(reasons.map((reason) => expect.stringContaining(reason)));
  });

  it.each([
    { from: 5, to: 3, allowed: true },
    { from: 5, to: 2, allowed: false },
    { from: 3, to: 2, allowed: false },
    { from: 2, to: 1, allowed: false },
    { from: 1, to: 3, allowed: true },
  ])('go from $from to $to: $allowed', ({ from, to, allowed }) => {
    const previous = aClusterThatRan({ ...SPEC, clusterSize: from }, { size: from, version: '4.2.1' });
    const next = { ...previous, spec: { ...previous.spec, clusterSize: to } };
    const problems = provider.validate(next, { engine: KAFKA_ENGINE, previous }).map(({ path }) => path.join('.'));
    expect(problems).toEqual(allowed ? [] : ['spec.clusterSize']);
  });
});
