import { PERSISTENT_VOLUME_CLAIM, POD, type UntypedObject } from '../../../kube/meta/index.js';
import type { ClusterMember, DatabaseCluster } from '../../../resources/database-cluster/index.js';
import type { Observed } from '../../contract/index.js';
import { readyMembers, type EngineView } from '../../contract/status/index.js';
import { ROLES } from '../draft.js';
import { podSetName, poolName, userName } from '../names.js';
import {
  asKafka,
  asKafkaUser,
  asNodePool,
  asPodSet,
  KAFKA,
  KAFKA_USER,
  NODE_POOL,
  POD_SET,
  STRIMZI_LABELS,
  type Kafka,
  type KafkaUser,
  type NodeRole,
  type StrimziCondition,
} from '../upstream.js';
import { listMembers } from './members.js';
import type { PoolView } from './pool-view.js';

/** One cluster at one moment, with what every part of its status asks for. */
export interface ClusterView extends EngineView {
  readonly upstream?: Kafka;
  readonly user?: KafkaUser;
  /** Controllers, then brokers, and so are pods and volumes; members are the other way round. */
  readonly pools: readonly PoolView[];
}

export function viewOf(intent: DatabaseCluster, observed: Observed): ClusterView {
  const { name } = intent.metadata;
  const pools = ROLES.map((role) => poolView(name, role, observed));
  return {
    intent,
    upstream: asKafka(observed.get(KAFKA, name)),
    user: asKafkaUser(observed.get(KAFKA_USER, userName(name))),
    pools,
    members: [...pools].reverse().flatMap((pool) => listMembers(name, pool)),
    pods: pools.flatMap(({ pods }) => pods),
    volumes: pools.flatMap(({ volumes }) => volumes),
    observed,
  };
}

function poolView(cluster: string, role: NodeRole, observed: Observed): PoolView {
  const name = poolName(cluster, role);
  const isOfPool = ({ metadata }: UntypedObject): boolean => metadata.labels?.[STRIMZI_LABELS.poolName] === name;
  return {
    role,
    pool: asNodePool(observed.get(NODE_POOL, name)),
    podSet: asPodSet(observed.get(POD_SET, podSetName(cluster, name))),
    pods: observed.list(POD).filter(isOfPool),
    volumes: observed.list(PERSISTENT_VOLUME_CLAIM).filter(isOfPool),
  };
}

export const poolOf = ({ pools }: Pick<ClusterView, 'pools'>, role: NodeRole): PoolView =>
  pools.find((pool) => pool.role === role)!;

export const isController = ({ component }: ClusterMember): boolean => component !== undefined;
export const brokersOf = ({ members }: ClusterView): ClusterMember[] => members.filter((each) => !isController(each));
export const controllersOf = ({ members }: ClusterView): ClusterMember[] => members.filter(isController);

export const readyBrokers = (view: ClusterView): ClusterMember[] =>
  readyMembers(view).filter((each) => !isController(each));

export const conditionOf = ({ upstream }: ClusterView, type: string): StrimziCondition | undefined =>
  upstream?.status?.conditions?.find((condition) => condition.type === type);

/** The application can log in. */
export const isUserReady = ({ user }: ClusterView): boolean =>
  user?.status?.conditions?.some(({ type }) => type === 'Ready') ?? false;
