import { PERSISTENT_VOLUME_CLAIM, POD, SECRET, SERVICE, type UntypedObject } from '../../kube/meta/index.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import type { CleanupPlan, Observed } from '../contract/index.js';
import {
  allOf,
  deletionUnlessGoing,
  firstOf,
  isOf,
  isStaying,
  keepsVolumes,
  patchOf,
  removeAll,
  removeVolumes,
  reportKept,
  STATEFUL_SET,
  waitFor,
  waiting,
  type CleanupStage,
} from '../contract/objects/index.js';
import type { PerconaDialect } from './dialect.js';
import type { PerconaCluster } from './upstream.js';
import { unfinishedRestores } from './view.js';

/** What stands around a database that is on its way out. */
interface Remains {
  readonly kinds: PerconaDialect['kinds'];
  readonly upstream?: PerconaCluster;
  /** What the operator was asked for beside: of no use without the database. */
  readonly orders: readonly UntypedObject[];
  /** Those that the operator is at, whoever asked for them. */
  readonly running: readonly UntypedObject[];
  readonly pods: readonly UntypedObject[];
  /** StatefulSets and Services, and Secrets that belong to the database: the garbage collector takes them. */
  readonly others: readonly UntypedObject[];
  readonly volumes: readonly UntypedObject[];
  /** Passwords and keys that nobody owns: without them the volumes are of no use. */
  readonly secrets: readonly UntypedObject[];
}

/**
 * None of the operator's finalizers is asked for: a database goes also where its operator is gone. Volumes and Secrets
 * outlive it, and are ours to delete. `recipe` says how one gets at those that are kept.
 */
export const cleanupOf =
  (dialect: PerconaDialect, recipe: string) =>
  (cluster: DatabaseCluster, observed: Observed): CleanupPlan => {
    const remains = surveyRemains(dialect, cluster, observed);
    const keeps = keepsVolumes(cluster, remains.volumes, remains.upstream?.status?.state === 'ready');
    const stages: readonly Stage[] = [
      ...(keeps ? [awaitRestores] : []),
      endOrders,
      ...(keeps ? [stopMembers] : []),
      removeUpstream(keeps),
      ({ pods, others }) => waitFor([...pods, ...others]),
    ];
    return firstOf(stages, remains) ?? (keeps ? reportKept(remains, recipe) : removeVolumes(remains));
  };

type Stage = CleanupStage<Remains>;

function surveyRemains(dialect: PerconaDialect, cluster: DatabaseCluster, observed: Observed): Remains {
  const { kinds } = dialect;
  const { name } = cluster.metadata;
  const isOurs = isOf(cluster);
  const orders = observed.list(kinds.restore).filter(isOurs);
  const standing = observed.get(kinds.cluster, name);
  const running = unfinishedRestores(dialect, observed) as unknown as UntypedObject[];
  const nothing = { kinds, orders, running, pods: [], others: [], volumes: [], secrets: [] };
  // Volumes and Secrets carry the name alone: under it there are a stranger's, or of a time before ours.
  if (standing ? !isOurs(standing) : cluster.status?.incarnation === undefined) return nothing;
  const secrets = observed.list(SECRET);
  return {
    kinds,
    upstream: dialect.asCluster(standing),
    orders,
    running,
    pods: observed.list(POD),
    others: [...[STATEFUL_SET, SERVICE].flatMap((type) => observed.list(type)), ...secrets.filter(isOwned)],
    volumes: observed.list(PERSISTENT_VOLUME_CLAIM),
    secrets: secrets.filter((secret) => !isOwned(secret)),
  };
}

const isOwned = ({ metadata }: UntypedObject): boolean => (metadata.ownerReferences?.length ?? 0) > 0;

/** Called off half way, what is kept would be half of one and half of another. */
const awaitRestores: Stage = ({ upstream, running }) =>
  upstream && waitFor(running, `to end, so that what is kept is whole (${ADVICE})`);

const endOrders: Stage = ({ kinds, orders }) => removeAll(allOf(kinds.restore, orders));

const ADVICE = 'if that does not happen, see the operator, or set spec.deletionPolicy to Delete';

/** One by one and the writer last, as the operator does it, so that the volumes are at rest. */
function stopMembers({ kinds, upstream, pods }: Remains): CleanupPlan | undefined {
  if (!upstream || !isStaying(upstream)) return undefined;
  if (!upstream.spec.pause)
    return waiting([patchOf(kinds.cluster, upstream, { spec: { pause: true } })], 'the members to stop');
  return waitFor(pods, `to stop, so that the volumes are at rest (${ADVICE})`);
}

/** Volumes are told first: they wait for their pods, and from then on nothing can forget them. */
const removeUpstream =
  (keeps: boolean): Stage =>
  ({ kinds, upstream, volumes }) => {
    if (!upstream) return undefined;
    const doomed = keeps ? [] : volumes.map((volume) => deletionUnlessGoing(PERSISTENT_VOLUME_CLAIM, volume));
    const what = `the operator's ${kinds.cluster.kind} ${upstream.metadata.name} to be removed`;
    return waiting([...doomed, deletionUnlessGoing(kinds.cluster, upstream)], what);
  };
