import { PERSISTENT_VOLUME_CLAIM, POD, SERVICE, type ResourceType, type UntypedObject } from '../../kube/meta/index.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import type { CleanupPlan, Observed } from '../contract/index.js';
import {
  allOf,
  annotationOf,
  firstOf,
  isOf,
  isStaying,
  keepsVolumes,
  namesOf,
  patchOf,
  POD_MONITOR,
  removeAll,
  removeVolumes,
  reportKept,
  waitFor,
  waiting,
  type CleanupStage,
  type Leaving,
} from '../contract/objects/index.js';
import { KAFKA_ID } from './names.js';
import { asKafka, KAFKA, KAFKA_USER, NODE_POOL, POD_SET, REBALANCE, type Kafka } from './upstream.js';

/** What stands around a database that is on its way out; of each kind only what is ours, whatever its name. */
interface Remains {
  readonly kafka?: Kafka;
  readonly rebalances: readonly Leaving[];
  /** Monitors and users: nothing of the data is in them. */
  readonly accessories: readonly Leaving[];
  readonly pools: readonly Leaving[];
  readonly nodes: readonly UntypedObject[];
  readonly services: readonly UntypedObject[];
  readonly volumes: readonly UntypedObject[];
}

/**
 * The operator has no finalizers: who asks it for something goes first, then the pools with their nodes, then Kafka, which
 * the operator would otherwise keep without them. Volumes are ours to delete: they outlive their pools.
 */
export function planCleanup(cluster: DatabaseCluster, observed: Observed): CleanupPlan {
  const remains = surveyRemains(cluster, observed);
  const keeps = keepsVolumes(cluster, remains.volumes, remains.kafka?.status?.clusterId !== undefined);
  const stages: readonly CleanupStage<Remains>[] = [
    endRebalances,
    ({ accessories }) => removeAll(accessories),
    ...(keeps ? [noteClusterId] : []),
    ({ pools }) => removeAll(pools),
    ({ nodes }) => waitFor(nodes),
    ({ kafka }) => removeAll(kafka ? allOf(KAFKA, [kafka as unknown as UntypedObject]) : []),
    ({ services }) => waitFor(services),
  ];
  return firstOf(stages, remains) ?? (keeps ? reportKept(remains, RECIPE) : removeVolumes(remains));
}

function surveyRemains(cluster: DatabaseCluster, observed: Observed): Remains {
  const isOurs = isOf(cluster);
  const ours = (type: ResourceType): UntypedObject[] => observed.list(type).filter(isOurs);
  const remaining = (type: ResourceType): Leaving[] => allOf(type, ours(type));
  const kafka = asKafka(ours(KAFKA)[0]);
  return {
    kafka,
    // Those that the operator or people made for our Kafka are of no use without it.
    rebalances: kafka ? allOf(REBALANCE, observed.list(REBALANCE)) : remaining(REBALANCE),
    accessories: [POD_MONITOR, KAFKA_USER].flatMap(remaining),
    pools: remaining(NODE_POOL),
    nodes: [POD_SET, POD].flatMap(ours),
    services: ours(SERVICE),
    volumes: ours(PERSISTENT_VOLUME_CLAIM),
  };
}

/** The operator holds its own by a finalizer, and may not be there to let go: the database goes with them. */
function endRebalances({ rebalances }: Remains): CleanupPlan | undefined {
  const held = rebalances.filter(({ object }) => !isStaying(object) && object.metadata.finalizers?.length);
  const freeing = held.map(({ type, object }) => patchOf(type, object, { metadata: { finalizers: null } }));
  return removeAll(rebalances, freeing);
}

/** Brokers refuse disks that carry the id of another cluster; with Kafka the last object that knows it goes. */
function noteClusterId({ kafka, volumes }: Remains): CleanupPlan | undefined {
  const id = kafka?.status?.clusterId;
  if (id === undefined) return undefined;
  const unmarked = volumes.filter(({ metadata }) => metadata.annotations?.[KAFKA_ID] !== id);
  if (unmarked.length === 0) return undefined;
  const actions = unmarked.map((volume) => annotationOf(PERSISTENT_VOLUME_CLAIM, volume, { [KAFKA_ID]: id }));
  return waiting(actions, `${namesOf(unmarked)} to be marked with the id of their cluster`);
}

const RECIPE =
  'create the Kafka and the KafkaNodePools of Strimzi anew under the names and node numbers in the names of the claims, ' +
  `with the annotation strimzi.io/pause-reconciliation: "true"; write the annotation ${KAFKA_ID} of the claims into ` +
  'status.clusterId of Kafka, and take the pause away';
