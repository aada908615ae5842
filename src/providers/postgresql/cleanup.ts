import {
  JOB,
  PERSISTENT_VOLUME_CLAIM,
  POD,
  SERVICE,
  type ResourceType,
  type UntypedObject,
} from '../../kube/meta/index.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import type { CleanupPlan, Observed } from '../contract/index.js';
import {
  allOf,
  CLEAN,
  deletionUnlessGoing,
  isOf,
  keepsVolumes,
  namesOf,
  patchOf,
  POD_MONITOR,
  removeAll,
  reportKept,
  waiting,
  type Leaving,
} from '../contract/objects/index.js';
import { OBJECT_STORE } from './upstream-backups.js';
import { CNPG_ANNOTATIONS, CNPG_CLUSTER, POOLER, asCnpgCluster, type CnpgCluster } from './upstream.js';

/** What stands around a database that is on its way out; of each kind only what is ours, whatever its name. */
interface Remains {
  readonly upstream?: CnpgCluster;
  /** Poolers and monitors: nothing of the database's survives in them. */
  readonly accessories: readonly Leaving[];
  readonly pods: readonly UntypedObject[];
  readonly volumes: readonly UntypedObject[];
  readonly others: readonly UntypedObject[];
  readonly stores: readonly Leaving[];
}

/**
 * Accessories first, then the database, then the wait for what the garbage collector takes away, then the way to the
 * bucket. Backups are none of it: they have objects of their own. With `Retain` the
 * members are stopped cleanly and the volumes freed of their owner before the database goes.
 */
export function planCleanup(cluster: DatabaseCluster, observed: Observed): CleanupPlan {
  const remains = surveyRemains(cluster, observed);
  const plan = planDatabase(cluster, remains);
  // Last of all the way to the bucket: a member that shuts down ships the end of its log by it. What is there stays.
  return plan.done ? (removeAll(remains.stores) ?? plan) : plan;
}

function planDatabase(cluster: DatabaseCluster, remains: Remains): CleanupPlan {
  const plan = removeAll(remains.accessories);
  if (plan) return plan;
  if (keepsVolumes(cluster, remains.volumes, hasRun(remains))) return planRetention(remains);
  return remains.upstream ? removeUpstream(remains.upstream) : removeRest(remains);
}

function surveyRemains(cluster: DatabaseCluster, observed: Observed): Remains {
  const isOurs = isOf(cluster);
  const ours = (type: ResourceType): UntypedObject[] => observed.list(type).filter(isOurs);
  return {
    upstream: asCnpgCluster(ours(CNPG_CLUSTER)[0]),
    accessories: [POOLER, POD_MONITOR].flatMap((type) => allOf(type, ours(type))),
    pods: ours(POD),
    volumes: ours(PERSISTENT_VOLUME_CLAIM),
    others: [SERVICE, JOB].flatMap(ours),
    stores: allOf(OBJECT_STORE, ours(OBJECT_STORE)),
  };
}

/** What never ran could not be stopped cleanly either. */
const hasRun = ({ upstream }: Remains): boolean => upstream?.status?.currentPrimary !== undefined;

function removeUpstream(upstream: CnpgCluster): CleanupPlan {
  return waiting(
    [deletionUnlessGoing(CNPG_CLUSTER, upstream)],
    `the operator's Cluster ${upstream.metadata.name} to be removed`,
  );
}

function removeRest({ pods, volumes, others }: Remains): CleanupPlan {
  const left = [...pods, ...volumes, ...others];
  if (left.length === 0) return CLEAN;
  // The collector takes what has an owner; a volume that a broken-off retention freed would stay for ever.
  const ownerless = volumes.filter(({ metadata }) => !metadata.ownerReferences?.length);
  return waiting(
    ownerless.map((volume) => deletionUnlessGoing(PERSISTENT_VOLUME_CLAIM, volume)),
    `${namesOf(left)} to be removed`,
  );
}

function planRetention(remains: Remains): CleanupPlan {
  const { upstream, pods } = remains;
  if (!upstream) return pods.length > 0 ? waitForPods(pods) : reportWhatStays(remains);
  if (upstream.metadata.deletionTimestamp === undefined && !isHibernating(upstream)) return stopMembers(upstream);
  if (pods.length > 0) return waitForPods(pods);
  return freeVolumes(upstream, remains.volumes);
}

const isHibernating = (upstream: CnpgCluster): boolean =>
  upstream.metadata.annotations?.[CNPG_ANNOTATIONS.hibernation] === 'on';

function stopMembers(upstream: CnpgCluster): CleanupPlan {
  const patch = { metadata: { annotations: { [CNPG_ANNOTATIONS.hibernation]: 'on' } } };
  return waiting([patchOf(CNPG_CLUSTER, upstream, patch)], 'the members to stop');
}

function waitForPods(pods: readonly UntypedObject[]): CleanupPlan {
  const advice = 'an unhealthy database does not stop by itself: repair it, or set spec.deletionPolicy to Delete';
  return waiting([], `${namesOf(pods)} to stop, so that the volumes are at rest (${advice})`);
}

/** Before the owner is taken away the operator is told to look away, or it would put it back. */
function freeVolumes(upstream: CnpgCluster, volumes: readonly UntypedObject[]): CleanupPlan {
  const owned = volumes.filter(({ metadata }) => isOwnedBy(upstream, metadata.ownerReferences));
  if (owned.length === 0) return removeUpstream(upstream);
  if (upstream.metadata.annotations?.[CNPG_ANNOTATIONS.reconciliationLoop] !== 'disabled') {
    const patch = { metadata: { annotations: { [CNPG_ANNOTATIONS.reconciliationLoop]: 'disabled' } } };
    return waiting([patchOf(CNPG_CLUSTER, upstream, patch)], 'the operator to leave the volumes alone');
  }
  const actions = owned.map((volume) => {
    const others = volume.metadata.ownerReferences?.filter(({ uid }) => uid !== upstream.metadata.uid) ?? [];
    const ownerReferences = others.length > 0 ? others : null;
    return patchOf(PERSISTENT_VOLUME_CLAIM, volume, { metadata: { ownerReferences } });
  });
  return waiting(actions, `${namesOf(owned)} to be freed of their owner`);
}

const isOwnedBy = (upstream: CnpgCluster, owners: UntypedObject['metadata']['ownerReferences']): boolean =>
  owners?.some(({ uid }) => uid === upstream.metadata.uid) ?? false;

function reportWhatStays({ volumes, others }: Remains): CleanupPlan {
  // A volume that still names an owner goes with it: somebody removed the database behind our back.
  const leaving = [...others, ...volumes.filter(({ metadata }) => metadata.ownerReferences?.length)];
  if (leaving.length > 0) return waiting([], `${namesOf(leaving)} to be removed`);
  return reportKept({ volumes }, RECIPE);
}

const RECIPE =
  'create a Cluster of CloudNativePG under another name with spec.bootstrap.recovery.volumeSnapshots.storage naming the ' +
  'claim of the former primary (kind PersistentVolumeClaim)';
