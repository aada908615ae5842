import { anApplyInput } from '../../../test/builders/apply-input.js';
import { aClusterThatRan, aDatabaseCluster } from '../../../test/builders/database-cluster.js';
import { ObservedObjects } from '../../../test/builders/observed.js';
import { KAFKA_ENGINE, observedKafka } from '../../../test/builders/strimzi.js';
import { PERSISTENT_VOLUME_CLAIM, type ResourceType, type UntypedObject } from '../../kube/meta/index.js';
import { isSupported, runApplier, takesBackups } from '../contract/index.js';
import { POD_MONITOR } from '../contract/objects/index.js';
import { KafkaProvider } from './provider.js';
import { KAFKA, KAFKA_USER, NODE_POOL, POD_SET, type Kafka } from './upstream.js';

const provider = new KafkaProvider();
const born = aDatabaseCluster({ engine: 'kafka', version: '4.2' });

describe('what Kafka cannot do', () => {
  it('is said with a reason, before anything is written', () => {
    const unsupported = Object.entries(provider.operations).flatMap(([type, entry]) =>
      isSupported(entry) ? [] : type,
    );
    expect(unsupported.sort()).toEqual(['Restore', 'Start', 'Stop', 'Switchover']);
    expect(takesBackups(provider.backups)).toBe(false);
  });
});

describe('before a Kafka is made', () => {
  const check = (observed: ObservedObjects) =>
    provider.preReconcileHook(born, { engine: KAFKA_ENGINE, observed })?.reason;
  const claim = (uid: string): UntypedObject => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data-0-orders-broker-x-0', labels: { 'dbaas.io/cluster-uid': uid } },
  });
  const withClaim = (uid: string) => new ObservedObjects().with(PERSISTENT_VOLUME_CLAIM, claim(uid));

  it.each<[string, ResourceType]>([
    ['Kafka', KAFKA],
    ['pools', NODE_POOL],
    ['users', KAFKA_USER],
    ['pod sets', POD_SET],
  ])('its operator must know %s', (_what, type) => {
    expect(check(new ObservedObjects().withoutKind(type))).toBe('OperatorNotInstalled');
  });

  it('nobody else may have left volumes under its name; its own are found back', () => {
    expect(check(withClaim('another'))).toBe('NameTaken');
    expect(check(withClaim(born.metadata.uid!))).toBeUndefined();
    expect(check(new ObservedObjects())).toBeUndefined();
  });

  it('what stands already is not asked about volumes', () => {
    const observed = observedKafka().with(PERSISTENT_VOLUME_CLAIM, claim('another'));
    expect(provider.preReconcileHook(aClusterThatRan(), { engine: KAFKA_ENGINE, observed })).toBeUndefined();
  });
});

describe('metrics of a Kafka', () => {
  const monitoring = {
    apiVersion: 'dbaas.io/v1alpha1',
    kind: 'MonitoringConfig',
    metadata: { name: 'prometheus' },
    spec: { prometheus: { labels: { release: 'm' }, interval: '30s' } },
  };
  const render = (observed = new ObservedObjects()) =>
    runApplier(provider.applier(anApplyInput({ cluster: born, engine: KAFKA_ENGINE, monitoring, observed })));

  it('are told by the nodes themselves, and collected from them alone', () => {
    const children = render();
    const kafka = children.find(({ type }) => type === KAFKA)?.object as Kafka;
    expect(kafka.spec.kafka.metricsConfig).toEqual({ type: 'strimziMetricsReporter' });
    expect(children.find(({ type }) => type === POD_MONITOR)?.object).toMatchObject({
      metadata: { name: 'orders', labels: { release: 'm' } },
      spec: {
        selector: { matchLabels: { 'strimzi.io/cluster': 'orders', 'strimzi.io/kind': 'Kafka' } },
        podMetricsEndpoints: [{ port: 'tcp-prometheus', path: '/metrics', interval: '30s' }],
      },
    });
  });

  it('are not asked for where nobody collects', () => {
    const children = render(new ObservedObjects().withoutKind(POD_MONITOR));
    expect(children.map(({ type }) => type)).not.toContain(POD_MONITOR);
    expect((children.find(({ type }) => type === KAFKA)?.object as Kafka).spec.kafka.metricsConfig).toBeUndefined();
  });
});
