import { aClusterThatRan } from '../../../test/builders/database-cluster.js';
import { ObservedObjects } from '../../../test/builders/observed.js';
import { broker, controller, observedKafka, READY, warning, type KafkaScene } from '../../../test/builders/strimzi.js';
import { SECRET, type UntypedObject } from '../../kube/meta/index.js';
import { POD_MONITOR } from '../contract/objects/index.js';
import { connectionOf } from './connection.js';
import { claimName } from './names.js';
import { observeCluster } from './status.js';

const intentOf = (spec: KafkaScene['spec'] = {}) => aClusterThatRan({ engine: 'kafka', version: '4.2', ...spec });
const observe = (scene: KafkaScene = {}) => observeCluster(intentOf(scene.spec), observedKafka(scene));

const conditionIn = (scene: KafkaScene, type: string): string | undefined => {
  const found = observe(scene).conditions.find((condition) => condition.type === type);
  return found && `${found.status} ${found.reason}`;
};

describe('what is told of a Kafka', () => {
  it('is who its members are: brokers as peers, controllers beside them', () => {
    const { members, size, readyMembers, primary, version, upstream } = observe({
      nodes: { [broker(1)]: { ready: false, node: 'n2' } },
    });
    expect(members.map(({ name, component, role, ready }) => [name, component, role, ready])).toEqual([
      [broker(0), undefined, 'Peer', true],
      [broker(1), undefined, 'Peer', false],
      [broker(2), undefined, 'Peer', true],
      [controller(0), 'controller', 'Coordinator', true],
      [controller(1), 'controller', 'Coordinator', true],
      [controller(2), 'controller', 'Coordinator', true],
    ]);
    expect(members[1]).toMatchObject({ node: 'n2', version: '4.2.1', storage: { size: '10Gi' }, lagBytes: null });
    expect({ size, readyMembers, primary, version }).toEqual({ size: 3, readyMembers: 2, version: '4.2.1' });
    expect(upstream).toMatchObject({ kind: 'Kafka', phase: 'Ready', operatorVersion: '1.2.0' });
  });

  it('names a member that has no pod just now', () => {
    const { members } = observe({ nodes: { [broker(2)]: null } });
    expect(members.find(({ name }) => name === broker(2))).toMatchObject({ ready: false, storage: { size: '10Gi' } });
  });

  it('is nothing but Pending before there is anything', () => {
    expect(observeCluster(intentOf(), new ObservedObjects())).toMatchObject({
      phase: 'Pending',
      members: [],
      endpoints: [],
      warnings: [],
      upstream: undefined,
    });
  });
});

describe('the conditions of a Kafka', () => {
  const down = { ready: false };

  it.each<[string, KafkaScene, string]>([
    ['everybody', {}, 'True AllMembersReady'],
    ['two of three brokers', { nodes: { [broker(0)]: down } }, 'True SomeMembersNotReady'],
    ['two of three controllers', { nodes: { [controller(0)]: down } }, 'True SomeMembersNotReady'],
    ['no broker', { nodes: { [broker(0)]: down, [broker(1)]: down, [broker(2)]: down } }, 'False NoMemberServes'],
    ['one of three controllers', { nodes: { [controller(0)]: down, [controller(1)]: down } }, 'False QuorumLost'],
  ])('Ready with %s', (_who, scene, condition) => {
    expect(conditionIn(scene, 'Ready')).toBe(condition);
  });

  const shared = { node: 'n1' };

  it.each<[string, KafkaScene, string]>([
    ['everybody on nodes of their own', {}, 'True StandbyReady'],
    ['a single broker', { spec: { clusterSize: 1 } }, 'False SingleMember'],
    ['somebody down', { nodes: { [broker(0)]: down } }, 'False NoStandbyReady'],
    [
      'all brokers on one node',
      { nodes: { [broker(0)]: shared, [broker(1)]: shared, [broker(2)]: shared } },
      'False MembersShareNode',
    ],
  ])('HighlyAvailable with %s', (_who, scene, condition) => {
    expect(conditionIn(scene, 'HighlyAvailable')).toBe(condition);
  });

  it('StorageHealthy when every claim is bound', () => {
    expect(conditionIn({}, 'StorageHealthy')).toBe('True VolumesBound');
  });

  it('MonitoringReady when somebody collects', () => {
    const spec = { monitoring: { configRef: { name: 'prometheus' } } };
    expect(conditionIn({ spec }, 'MonitoringReady')).toBe('False CollectorPending');
    const monitor = { metadata: { name: 'orders' } } as UntypedObject;
    expect(conditionIn({ spec, others: [[POD_MONITOR, monitor]] }, 'MonitoringReady')).toBe('True CollectorConfigured');
    expect(conditionIn({}, 'MonitoringReady')).toBeUndefined();
  });
});

describe('the warnings of a Kafka', () => {
  it('are those of Kafka and of its pools', () => {
    const { warnings } = observe({
      status: { conditions: [READY, warning('PvcResizingWarning', 'not expandable')] },
      poolStatus: { conditions: [warning('KafkaStorage', 'change ignored')] },
    });
    expect(warnings).toEqual(['PvcResizingWarning: not expandable', 'KafkaStorage: change ignored']);
  });

  it('tell of volumes that nobody uses any more', () => {
    const { warnings } = observe({ claims: { [claimName(broker(7))]: {} } });
    expect(warnings).toEqual([expect.stringContaining(`are still there: ${claimName(broker(7))}.`)]);
    const scaling = observe({
      claims: { [claimName(broker(7))]: {} },
      generation: 2,
      status: { observedGeneration: 1 },
    });
    expect(scaling.warnings).toEqual([]);
  });
});

describe('the way to a Kafka', () => {
  const listeners = [{ name: 'ext', addresses: [{ host: '203.0.113.1', port: 9094 }] }];
  const host = 'orders-kafka-bootstrap.team-a.svc';

  it('begins at the bootstrap Service, and outside where the operator says', () => {
    expect(observe({ status: { listeners } }).endpoints).toEqual([
      { name: 'any', host, port: 9093, external: false },
      { name: 'any', host: '203.0.113.1', port: 9094, external: true },
    ]);
  });

  it('is told to clients in their own form', () => {
    const secret: UntypedObject = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'orders-cluster-ca-cert' },
      data: { 'ca.crt': Buffer.from('PEM').toString('base64') },
    };
    const connection = connectionOf(intentOf(), new ObservedObjects().with(SECRET, secret));
    expect(connection).toMatchObject({ host, port: 9093, username: 'orders-app', database: '', caCertificate: 'PEM' });
    expect(connection.uri('secret')).toBe(`${host}:9093`);
  });
});
