import type { KubeObject, ObjectKey } from '../../../../kube/meta/index.js';
import { isOwnedBy } from '../../mechanics/ownership.js';
import type { DatabaseObjects } from '../../mechanics/caches/database-caches.js';
import {
  isPodReady,
  isTerminating,
  type Deployment,
  type PersistentVolumeClaim,
  type Pod,
} from '../../mechanics/workloads.js';
import type { DisruptionBudget } from '../builders/disruption-budget.js';
import { failuresOf, type Failures } from '../failures.js';
import type { Kafka, NodePool, NodeRole, PodSet, Rebalance } from '../kafka.js';
import { podName, podSetName } from '../names.js';
import { claimNeeds, judgeStorage, type ClaimNeed, type StorageWish } from '../storage.js';
import { ANNOTATION, LABEL, SANDBOX_ANNOTATION } from '../well-known.js';
import { assignNodes, type NodeChange } from './assign-nodes.js';

/** Everything around a Kafka that carries its label, as the caches have it. */
export interface KafkaObjects extends DatabaseObjects {
  readonly pools: readonly NodePool[];
  readonly podSets: readonly PodSet[];
  readonly deployments: readonly Deployment[];
  readonly budgets: readonly DisruptionBudget[];
  readonly rebalances: readonly Rebalance[];
  readonly account: (key: ObjectKey) => KubeObject | undefined;
}

export interface NodeView {
  readonly id: number;
  readonly podName: string;
  readonly pod: Pod | undefined;
  readonly claims: readonly PersistentVolumeClaim[];
  readonly isReady: boolean;
}

export interface PoolView extends NodeChange {
  readonly pool: NodePool;
  readonly storage: StorageWish;
  readonly needs: readonly ClaimNeed[];
  readonly podSet: PodSet | undefined;
  /** Those that the pool should have now, lowest first. */
  readonly nodes: readonly NodeView[];
}

/** Everything a decision may look at. */
export interface KafkaView extends Omit<KafkaObjects, 'pools'> {
  readonly kafka: Kafka;
  readonly pools: readonly PoolView[];
  readonly failures: Failures;
  readonly now: Date;
}

export function viewKafka(kafka: Kafka, objects: KafkaObjects, now: Date): KafkaView {
  const isMine = ({ metadata }: KubeObject): boolean => isOwnedBy(metadata, kafka);
  const pools = [...objects.pools].filter((pool) => !isTerminating(pool)).sort(byName);
  const mayLeave = kafka.metadata.annotations?.[ANNOTATION.skipScaleDownCheck] === 'true';
  const changes = assignNodes(pools, (pool, id) => !mayLeave && holdsPartitions(kafka, objects, pool, id));
  return {
    ...objects,
    // Deployments and Services of a namesake that is being collected are nobody's.
    services: objects.services.filter(isMine),
    deployments: objects.deployments.filter(isMine),
    kafka,
    now,
    failures: failuresOf(kafka),
    pools: pools.map((pool, index) => viewPool(kafka, objects, pool, changes[index]!)),
  };
}

const byName = (a: KubeObject, b: KubeObject): number => (a.metadata.name < b.metadata.name ? -1 : 1);

function viewPool(kafka: Kafka, objects: KafkaObjects, pool: NodePool, change: NodeChange): PoolView {
  const name = podSetName(kafka.metadata.name, pool.metadata.name);
  const podSet = objects.podSets.find(({ metadata }) => metadata.name === name && isOwnedBy(metadata, pool));
  const storage = judgeStorage(pool, podSet);
  return {
    ...change,
    pool,
    storage,
    podSet,
    needs: claimNeeds(storage.storage),
    nodes: change.nodeIds.map((id) => viewNode(kafka, objects, pool, id)),
  };
}

function viewNode(kafka: Kafka, objects: KafkaObjects, pool: NodePool, id: number): NodeView {
  const name = podName(kafka.metadata.name, pool.metadata.name, id);
  const pod = objects.pods.find(({ metadata }) => metadata.name === name);
  return { id, podName: name, pod, claims: claimsOf(objects, name), isReady: isPodReady(pod) };
}

const claimsOf = ({ claims }: Pick<KafkaObjects, 'claims'>, pod: string): PersistentVolumeClaim[] =>
  claims.filter(
    ({ metadata }) => metadata.name.endsWith(`-${pod}`) && /^data(-\d+)?$/.test(prefixOf(metadata.name, pod)),
  );

const prefixOf = (claim: string, pod: string): string => claim.slice(0, -pod.length - 1);

/** Every broker has partitions, unless it came later and nothing was moved to it, or everything was moved away. */
function holdsPartitions(kafka: Kafka, objects: KafkaObjects, pool: NodePool, id: number): boolean {
  if (!pool.spec.roles.includes('broker')) return false;
  return !isEmptyBroker(claimsOf(objects, podName(kafka.metadata.name, pool.metadata.name, id)));
}

export const isEmptyBroker = (claims: readonly PersistentVolumeClaim[]): boolean =>
  claims.length > 0 &&
  claims.every(({ metadata }) => metadata.annotations?.[SANDBOX_ANNOTATION.holdsPartitions] === 'false');

export const hasRole = ({ pool }: PoolView, role: NodeRole): boolean => pool.spec.roles.includes(role);

export const nodesOf = (view: KafkaView): { pool: PoolView; node: NodeView }[] =>
  view.pools.flatMap((pool) => pool.nodes.map((node) => ({ pool, node })));

/** Its first round has ended well: what comes now joins a cluster at work. */
export const isDeployed = ({ kafka }: KafkaView): boolean => kafka.status?.clusterId !== undefined;

export const isBrokerPod = ({ metadata }: Pod): boolean => metadata.labels?.[LABEL.brokerRole] === 'true';
