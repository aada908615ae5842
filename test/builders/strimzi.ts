import { LABELS } from '../../src/domain/naming.js';
import {
  apiVersionOf,
  PERSISTENT_VOLUME_CLAIM,
  POD,
  SERVICE,
  type ResourceType,
  type UntypedObject,
} from '../../src/kube/meta/index.js';
import { runApplier } from '../../src/providers/contract/index.js';
import { createApplier } from '../../src/providers/kafka/applier.js';
import { claimName, podName, podSetName, poolName } from '../../src/providers/kafka/names.js';
import {
  KAFKA,
  KAFKA_USER,
  NODE_POOL,
  POD_SET,
  STRIMZI_LABELS,
  type Kafka,
  type KafkaStatus,
  type NodePool,
  type NodeRole,
  type StrimziCondition,
} from '../../src/providers/kafka/upstream.js';
import type { DatabaseClusterSpec } from '../../src/resources/database-cluster/index.js';
import { anApplyInput } from './apply-input.js';
import { aDatabaseCluster, CLUSTER_UID } from './database-cluster.js';
import { aDatabaseEngine, aVersion } from './database-engine.js';
import { ObservedObjects } from './observed.js';

/** A catalogue of 4.2 and 4.3, with two parameters. */
export const KAFKA_ENGINE = aDatabaseEngine({
  displayName: 'Kafka',
  defaultVersion: '4.2.1',
  versions: [
    aVersion('4.2.1', { image: 'quay.io/strimzi/kafka:1.2.0-kafka-4.2.1', upgradesTo: ['4.3.1'] }),
    aVersion('4.3.1', { image: 'quay.io/strimzi/kafka:1.2.0-kafka-4.3.1' }),
  ],
  parameters: [
    { name: 'log.retention.ms', type: 'Integer', restart: false },
    { name: 'num.partitions', type: 'Integer', restart: true, default: '1' },
  ],
});

export const READY: StrimziCondition = { type: 'Ready', status: 'True' };
export const notReady = (reason: string, message?: string): StrimziCondition => ({
  type: 'NotReady',
  status: 'True',
  reason,
  ...(message !== undefined && { message }),
});
export const warning = (reason: string, message: string): StrimziCondition => ({
  type: 'Warning',
  status: 'True',
  reason,
  message,
});

/** `broker(0)` of `orders`. */
export const broker = (id: number): string => podName('orders', poolName('orders', 'broker'), id);
export const controller = (number: number): string => podName('orders', poolName('orders', 'controller'), 100 + number);

interface NodeChange {
  readonly uid?: string;
  readonly ready?: boolean;
  readonly annotations?: Record<string, string>;
  readonly resources?: object;
  readonly version?: string;
  readonly node?: string;
  /** Why its container waits. */
  readonly waits?: string;
  readonly going?: boolean;
}

/** What the caches show at one moment: a whole Kafka of three by three, with the changes under test. */
export interface KafkaScene {
  /** As rendered. */
  readonly spec?: Partial<DatabaseClusterSpec>;
  /** Of Kafka; `observedGeneration` follows the generation unless it is told. */
  readonly generation?: number;
  readonly status?: KafkaStatus | null;
  readonly annotations?: Record<string, string>;
  readonly mark?: string;
  /** Numbers of the brokers that there are. */
  readonly brokers?: readonly number[];
  readonly nodes?: Readonly<Record<string, NodeChange | null>>;
  readonly claims?: Readonly<Record<string, { uid?: string; capacity?: string } | null>>;
  readonly podSets?: Partial<Record<NodeRole, { pods?: number; readyPods?: number; currentPods?: number }>>;
  readonly poolStatus?: NodePool['status'];
  /** Of the template of every pool. */
  readonly restartMark?: string;
  readonly user?: StrimziCondition | null;
  readonly others?: readonly (readonly [ResourceType, UntypedObject])[];
}

export function observedKafka(scene: KafkaScene = {}): ObservedObjects {
  const { spec = {}, others = [] } = scene;
  const cluster = aDatabaseCluster({ engine: 'kafka', version: '4.2', ...spec });
  const children = runApplier(createApplier(anApplyInput({ cluster, engine: KAFKA_ENGINE })));
  const observed = new ObservedObjects();
  for (const { type, object } of children) observed.with(type, complete(type, object as UntypedObject, scene));
  for (const role of ['controller', 'broker'] as const) withNodes(observed, role, scene);
  observed.with(SERVICE, { apiVersion: 'v1', kind: 'Service', metadata: named('orders-kafka-bootstrap') });
  return others.reduce((all, [type, object]) => all.with(type, object), observed);
}

const OURS = { [LABELS.cluster]: 'orders', [LABELS.clusterUid]: CLUSTER_UID, [STRIMZI_LABELS.cluster]: 'orders' };

const named = (name: string, labels: Record<string, string> = {}, uid = `uid-${name}`) => ({
  name,
  namespace: 'team-a',
  uid,
  labels: { ...OURS, ...labels },
});

function complete(type: ResourceType, object: UntypedObject, scene: KafkaScene): UntypedObject {
  const { name, labels, annotations } = object.metadata;
  const metadata = { ...named(name, labels), annotations, generation: scene.generation ?? 1 };
  if (type === KAFKA) return completeKafka({ ...object, metadata } as unknown as Kafka, scene);
  if (type === NODE_POOL) return completePool({ ...object, metadata } as unknown as NodePool, scene);
  const user = scene.user === undefined ? READY : scene.user;
  return type === KAFKA_USER && user
    ? { ...object, metadata, status: { conditions: [user] } }
    : { ...object, metadata };
}

function completeKafka(kafka: Kafka, { status, annotations, mark, generation = 1 }: KafkaScene): UntypedObject {
  const { podSet } = kafka.spec.kafka.template!;
  if (mark !== undefined) podSet.metadata.annotations['dbaas.io/operation'] = mark;
  const metadata = { ...kafka.metadata, annotations: { ...kafka.metadata.annotations, ...annotations } };
  const standing: KafkaStatus = {
    conditions: [READY],
    observedGeneration: generation,
    clusterId: 'abc',
    kafkaVersion: kafka.spec.kafka.version,
    kafkaMetadataVersion: '4.2-IV1',
    operatorLastSuccessfulVersion: '1.2.0',
  };
  const shown = status === null ? undefined : { ...standing, ...status };
  return { ...kafka, metadata, ...(shown && { status: shown }) } as unknown as UntypedObject;
}

function completePool(pool: NodePool, { poolStatus, restartMark, ...scene }: KafkaScene): UntypedObject {
  const [role] = pool.spec.roles;
  const nodeIds = idsOf(role!, scene);
  if (restartMark !== undefined) {
    const pod = { ...pool.spec.template?.pod, metadata: { annotations: { 'dbaas.io/restarted-for': restartMark } } };
    pool.spec.template = { pod };
  }
  const status = { nodeIds, replicas: nodeIds.length, observedGeneration: 1, ...(role === 'broker' && poolStatus) };
  return { ...pool, status } as unknown as UntypedObject;
}

function idsOf(role: NodeRole, { spec, brokers }: Pick<KafkaScene, 'spec' | 'brokers'>): number[] {
  const size = spec?.clusterSize ?? 3;
  if (role === 'broker') return [...(brokers ?? Array.from({ length: size }, (_, id) => id))];
  return size === 1 ? [100] : [100, 101, 102];
}

function withNodes(observed: ObservedObjects, role: NodeRole, scene: KafkaScene): void {
  const pool = poolName('orders', role);
  const members = idsOf(role, scene).map((id) => podName('orders', pool, id));
  const labels = { [STRIMZI_LABELS.poolName]: pool };
  for (const member of members) {
    const change = scene.nodes?.[member];
    if (change !== null) observed.with(POD, nodePod(named(member, labels, change?.uid), change));
  }
  for (const name of claimsOf(members, scene)) {
    const change = scene.claims?.[name];
    if (change !== null) observed.with(PERSISTENT_VOLUME_CLAIM, claimOf(named(name, labels, change?.uid), change));
  }
  observed.with(POD_SET, podSetOf(named(podSetName('orders', pool), labels), members.length, scene.podSets?.[role]));
}

function podSetOf(metadata: ReturnType<typeof named>, all: number, change: object | undefined): UntypedObject {
  const status = { pods: all, readyPods: all, currentPods: all, ...change };
  return { apiVersion: apiVersionOf(POD_SET), kind: POD_SET.kind, metadata, status };
}

/** Those of the nodes, and those that the test names beside them. */
function claimsOf(members: readonly string[], { claims = {} }: KafkaScene): string[] {
  const prefix = members[0]?.replace(/\d+$/, '');
  const others = Object.keys(claims).filter((name) => prefix !== undefined && name.startsWith(claimName(prefix)));
  return [...new Set([...members.map(claimName), ...others])];
}

function nodePod(metadata: ReturnType<typeof named>, change: NodeChange = {}): UntypedObject {
  const { ready = true, version = '4.2.1', node, resources, waits, going, annotations } = change;
  const status = waits
    ? { containerStatuses: [{ name: 'kafka', state: { waiting: { reason: waits } } }] }
    : { conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...metadata,
      annotations: { 'strimzi.io/kafka-version': version, ...annotations },
      ...(going && { deletionTimestamp: '2026-03-01T12:00:00Z' }),
    },
    spec: { nodeName: node ?? `node-of-${metadata.name}`, containers: [{ name: 'kafka', resources }] },
    status,
  };
}

function claimOf(metadata: ReturnType<typeof named>, change?: { readonly capacity?: string } | null): UntypedObject {
  const storage = change?.capacity ?? '10Gi';
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata,
    spec: { storageClassName: 'fast', resources: { requests: { storage } } },
    status: { phase: 'Bound', capacity: { storage } },
  };
}
