import { LABELS } from '../../domain/naming.js';
import { PERSISTENT_VOLUME_CLAIM, POD, SECRET, SERVICE, type UntypedObject } from '../../kube/meta/index.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import type { CleanupPlan, Observed } from '../contract/index.js';
import {
  firstOf,
  removeAll,
  STATEFUL_SET,
  waitFor,
  type CleanupStage,
  type Leaving,
} from '../contract/objects/index.js';
import { rootSecretName } from './names.js';
import { isOwned } from './remains.js';
import { isTransfer } from './volumes.js';
import { MARIADB, PHYSICAL_BACKUP } from './upstream.js';

/** What stands around a database that is on its way out; of each kind only what is ours. */
interface Remains {
  readonly orders: readonly Leaving[];
  readonly upstream: readonly Leaving[];
  /** The garbage collector takes them. */
  readonly owned: readonly UntypedObject[];
  /** Of members, and of newcomers that were being filled. */
  readonly volumes: readonly Leaving[];
  readonly transfers: readonly Leaving[];
  /** The password of root, where nobody owns it: a restore has taken it along, or it came with the data of another. */
  readonly secrets: readonly Leaving[];
}

const STAGES: readonly CleanupStage<Remains>[] = [
  ({ orders }) => removeAll(orders),
  ({ upstream }) => removeAll(upstream),
  ({ owned }) => waitFor(owned),
  ({ transfers }) => removeAll(transfers),
];

/** The operator has no finalizer on its database, and deletes no volume: those are ours to delete, or to leave. */
export function planCleanup(cluster: DatabaseCluster, observed: Observed): CleanupPlan {
  const remains = surveyRemains(cluster, observed);
  const plan = firstOf(STAGES, remains);
  if (plan) return plan;
  if (keepsVolumes(cluster, remains)) return reportKept(remains);
  return removeAll(remains.volumes) ?? removeAll(remains.secrets) ?? { actions: [], done: true };
}

function surveyRemains(cluster: DatabaseCluster, observed: Observed): Remains {
  const { uid, name } = cluster.metadata;
  const isOurs = ({ metadata }: UntypedObject): boolean =>
    uid !== undefined && metadata.labels?.[LABELS.clusterUid] === uid;
  const leaving = (type: Leaving['type'], objects: readonly UntypedObject[]): Leaving[] =>
    objects.map((object) => ({ type, object }));
  const standing = observed.get(MARIADB, name);
  // Volumes tell by their name whose they are: under it there may be a stranger's, or those of a time before ours.
  const isStranger = standing ? !isOurs(standing) : cluster.status?.incarnation === undefined;
  const claims = isStranger ? [] : observed.list(PERSISTENT_VOLUME_CLAIM);
  return {
    orders: leaving(PHYSICAL_BACKUP, observed.list(PHYSICAL_BACKUP).filter(isOurs)),
    upstream: leaving(MARIADB, standing && isOurs(standing) ? [standing] : []),
    owned: [STATEFUL_SET, POD, SERVICE, SECRET].flatMap((type) => observed.list(type).filter(isOurs).filter(isOwned)),
    volumes: leaving(
      PERSISTENT_VOLUME_CLAIM,
      claims.filter((claim) => !isTransfer(claim)),
    ),
    transfers: leaving(PERSISTENT_VOLUME_CLAIM, claims.filter(isTransfer)),
    secrets: leaving(
      SECRET,
      observed
        .list(SECRET)
        .filter(isOurs)
        .filter((secret) => secret.metadata.name === rootSecretName(name) && !isOwned(secret)),
    ),
  };
}

/** A database that never ran has nothing to keep. */
const keepsVolumes = ({ spec, status }: DatabaseCluster, { volumes }: Remains): boolean =>
  spec.deletionPolicy === 'Retain' && volumes.length > 0 && status?.incarnation?.firstRunningAt !== undefined;

function reportKept({ volumes, secrets }: Remains): CleanupPlan {
  const objects = [...volumes, ...secrets].map(({ object }) => object.metadata.name).sort();
  const howToUse =
    'The volume claims keep the data; the name stays taken while they exist. To get at it, create the MariaDB of ' +
    'mariadb-operator anew under the name of the database, of the same size and version, with spec.rootPasswordSecretKeyRef ' +
    'naming a Secret of your own: its members find the claims by their names. Users keep the passwords that they had, root ' +
    'included. Delete the claims when the data is no longer wanted.';
  return { actions: [], done: true, kept: { objects, howToUse } };
}
