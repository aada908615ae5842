import { PERSISTENT_VOLUME_CLAIM, POD, SECRET, SERVICE, type UntypedObject } from '../../kube/meta/index.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import type { CleanupPlan, Observed } from '../contract/index.js';
import {
  allOf,
  firstOf,
  isOf,
  keepsVolumes,
  removeAll,
  removeVolumes,
  reportKept,
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
  readonly volumes: readonly UntypedObject[];
  readonly transfers: readonly Leaving[];
  /** The password of root, where nobody owns it: a restore has taken it along, or it came with the data of another. */
  readonly secrets: readonly UntypedObject[];
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
  if (keepsVolumes(cluster, remains.volumes)) return reportKept(remains, RECIPE);
  return removeVolumes(remains);
}

function surveyRemains(cluster: DatabaseCluster, observed: Observed): Remains {
  const { name } = cluster.metadata;
  const isOurs = isOf(cluster);
  const standing = observed.get(MARIADB, name);
  // Volumes tell by their name whose they are: under it there may be a stranger's, or those of a time before ours.
  const isStranger = standing ? !isOurs(standing) : cluster.status?.incarnation === undefined;
  const claims = isStranger ? [] : observed.list(PERSISTENT_VOLUME_CLAIM);
  return {
    orders: allOf(PHYSICAL_BACKUP, observed.list(PHYSICAL_BACKUP).filter(isOurs)),
    upstream: allOf(MARIADB, standing && isOurs(standing) ? [standing] : []),
    owned: [STATEFUL_SET, POD, SERVICE, SECRET].flatMap((type) => observed.list(type).filter(isOurs).filter(isOwned)),
    volumes: claims.filter((claim) => !isTransfer(claim)),
    transfers: allOf(PERSISTENT_VOLUME_CLAIM, claims.filter(isTransfer)),
    secrets: observed
      .list(SECRET)
      .filter(isOurs)
      .filter((secret) => secret.metadata.name === rootSecretName(name) && !isOwned(secret)),
  };
}

const RECIPE =
  'create the MariaDB of mariadb-operator anew under the name of the database, of the same size and version, with ' +
  'spec.rootPasswordSecretKeyRef naming a Secret of your own: its members find the claims by their names. Users keep the ' +
  'passwords that they had, root included';
