import { anApplyInput } from '../../../../test/builders/apply-input.js';
import { aDatabaseCluster } from '../../../../test/builders/database-cluster.js';
import { aVersion } from '../../../../test/builders/database-engine.js';
import { KAFKA_ENGINE, observedKafka } from '../../../../test/builders/strimzi.js';
import type { DatabaseClusterSpec } from '../../../resources/database-cluster/index.js';
import { runApplier, type ApplyInput } from '../../contract/index.js';
import { createApplier } from '../applier.js';
import { poolName } from '../names.js';
import { KAFKA, KAFKA_USER, NODE_POOL, type Kafka, type KafkaUser, type NodePool } from '../upstream.js';

type Spec = Partial<DatabaseClusterSpec>;

function render(spec: Spec = {}, changes: Partial<ApplyInput> = {}) {
  const cluster = aDatabaseCluster({ engine: 'kafka', version: '4.2', ...spec });
  const children = runApplier(createApplier(anApplyInput({ cluster, engine: KAFKA_ENGINE, ...changes })));
  const find = (name: string): unknown => children.find(({ object }) => object.metadata.name === name)?.object;
  return {
    order: children.map(({ type }) => type),
    kafka: find('orders') as Kafka,
    brokers: find(poolName('orders', 'broker')) as NodePool,
    controllers: find(poolName('orders', 'controller')) as NodePool,
    user: find('orders-app') as KafkaUser,
  };
}

describe('the objects of a Kafka', () => {
  it('are written in this order: pools, then the Kafka that tells when they were read', () => {
    expect(render().order).toEqual([NODE_POOL, NODE_POOL, KAFKA, KAFKA_USER]);
  });

  it('are brokers and controllers apart, each on a list of disks that outlive them', () => {
    const { brokers, controllers } = render({ storage: { size: '10Gi', className: 'fast' } });
    const volume = { id: 0, type: 'persistent-claim', class: 'fast', deleteClaim: false, kraftMetadata: 'shared' };
    expect(brokers).toMatchObject({
      metadata: {
        labels: { 'strimzi.io/cluster': 'orders' },
        annotations: { 'strimzi.io/next-node-ids': '[0-99]', 'dbaas.io/born-with': '3' },
      },
      spec: { replicas: 3, roles: ['broker'], storage: { type: 'jbod', volumes: [{ ...volume, size: '10Gi' }] } },
    });
    expect(controllers).toMatchObject({
      metadata: { annotations: { 'strimzi.io/next-node-ids': '[100-199]' } },
      spec: { replicas: 3, roles: ['controller'], storage: { volumes: [{ ...volume, size: '10Gi' }] } },
    });
  });

  it('let in by password alone, under TLS', () => {
    const { kafka, user } = render();
    expect(kafka.spec.kafka).toMatchObject({
      version: '4.2.1',
      authorization: { type: 'simple' },
      listeners: [{ name: 'tls', port: 9093, type: 'internal', tls: true, authentication: { type: 'scram-sha-512' } }],
    });
    expect(kafka.spec.kafka.image).toBeUndefined();
    expect(user.spec.authentication).toEqual({
      type: 'scram-sha-512',
      password: { valueFrom: { secretKeyRef: { name: 'orders-credentials', key: 'password' } } },
    });
  });

  it.each<[Spec, object]>([
    [{ expose: { type: 'NodePort' } }, { name: 'ext', port: 9094, type: 'nodeport' }],
    [
      { expose: { type: 'LoadBalancer', sourceRanges: ['10.0.0.0/8'], annotations: { a: 'b' } } },
      {
        type: 'loadbalancer',
        configuration: {
          loadBalancerSourceRanges: ['10.0.0.0/8'],
          bootstrap: { annotations: { a: 'b' } },
          perBrokerAnnotationsTemplate: { a: 'b' },
        },
      },
    ],
  ])('open a second door for %j', (spec, listener) => {
    expect(render(spec).kafka.spec.kafka.listeners[1]).toMatchObject(listener);
  });

  it('pass an image on that is not of the operator', () => {
    const own = aVersion('4.2.1', { image: 'registry.example/kafka:4.2.1-hardened' });
    const engine = { ...KAFKA_ENGINE, spec: { ...KAFKA_ENGINE.spec, versions: [own] } };
    expect(render({}, { engine }).kafka.spec.kafka.image).toBe('registry.example/kafka:4.2.1-hardened');
  });

  it('stay on the release that runs, of a line', () => {
    const observed = observedKafka({ spec: { version: '4.3.1' }, status: { kafkaVersion: '4.2.1' } });
    expect(render({ version: '4.2' }, { observed }).kafka.spec.kafka.version).toBe('4.2.1');
    expect(render({ version: '4.3' }, { observed }).kafka.spec.kafka.version).toBe('4.3.1');
  });
});

describe('what is decided at birth', () => {
  it.each([
    { size: 1, controllers: 1, copies: '1', quorum: '1', rebalances: false },
    { size: 2, controllers: 3, copies: '2', quorum: '1', rebalances: true },
    { size: 3, controllers: 3, copies: '3', quorum: '2', rebalances: true },
    { size: 9, controllers: 3, copies: '3', quorum: '2', rebalances: true },
  ])('of $size brokers', ({ size, controllers, copies, quorum, rebalances }) => {
    const rendered = render({ clusterSize: size });
    expect(rendered.controllers.spec.replicas).toBe(controllers);
    expect(rendered.kafka.spec.cruiseControl !== undefined).toBe(rebalances);
    expect(rendered.kafka.spec.kafka.config).toEqual({
      'default.replication.factor': copies,
      'offsets.topic.replication.factor': copies,
      'transaction.state.log.replication.factor': copies,
      'min.insync.replicas': quorum,
      'transaction.state.log.min.isr': quorum,
    });
  });

  it('stays so when it grows: neither controllers nor waits for copies that no topic has', () => {
    const observed = observedKafka({ spec: { clusterSize: 1 } });
    const { controllers, brokers, kafka } = render({ clusterSize: 5 }, { observed });
    expect([controllers.spec.replicas, brokers.spec.replicas]).toEqual([1, 5]);
    expect(kafka.spec.kafka.config).toMatchObject({ 'default.replication.factor': '1', 'min.insync.replicas': '1' });
    expect(kafka.metadata.annotations).toMatchObject({ 'dbaas.io/born-with': '1' });
  });

  it('gives way to what is asked for', () => {
    const config = [{ name: 'default.replication.factor', value: '2' }];
    expect(render({ config }).kafka.spec.kafka.config).toMatchObject({
      'default.replication.factor': '2',
      'min.insync.replicas': '1',
      'offsets.topic.replication.factor': '3',
    });
  });
});

describe('where nodes run', () => {
  const podOf = (spec: Spec): unknown => render(spec).brokers.spec.template?.pod;

  it('is apart from their kind, where that is possible', () => {
    const labels = { 'strimzi.io/cluster': 'orders', 'strimzi.io/pool-name': poolName('orders', 'broker') };
    const term = { labelSelector: { matchLabels: labels }, topologyKey: 'kubernetes.io/hostname' };
    expect(podOf({})).toEqual({
      affinity: {
        podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: term }] },
      },
    });
    expect(podOf({ podSchedulingPolicy: { antiAffinity: 'None' } })).toBeUndefined();
  });

  it('has the labels of nodeSelector in every term of the affinity', () => {
    const terms = [{ matchExpressions: [{ key: 'a', operator: 'Exists' }] }, { matchFields: [] }];
    const pod = podOf({
      podSchedulingPolicy: {
        antiAffinity: 'None',
        nodeSelector: { disk: 'ssd' },
        affinity: {
          nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: terms } } as never,
        },
      },
    });
    const ssd = { key: 'disk', operator: 'In', values: ['ssd'] };
    expect(pod).toEqual({
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [
              { matchExpressions: [{ key: 'a', operator: 'Exists' }, ssd] },
              { matchFields: [], matchExpressions: [ssd] },
            ],
          },
        },
      },
    });
  });
});
