import { LABELS } from '../../domain/naming.js';
import { PERSISTENT_VOLUME_CLAIM, POD, SECRET, SERVICE, type UntypedObject } from '../../kube/meta/index.js';
import type { WatchedKind } from '../contract/index.js';
import {
  byOurLabel,
  byOwnName,
  clusterByLabel,
  MADE_BY_US,
  STATEFUL_SET,
  STORAGE_CLASS_WATCH,
  trimPod,
  trimSecret,
  trimService,
  trimStatefulSet,
  trimVolumeClaim,
} from '../contract/objects/index.js';
import { caSecretName, CONFIG_HASH, RESTARTED_FOR } from './names.js';
import { APP_NAME, MARIADB, MARIADB_CONTAINER, OPERATOR_LABELS, PHYSICAL_BACKUP } from './upstream.js';

const byOperatorLabel = clusterByLabel(OPERATOR_LABELS.instance);

/** What the operator makes inherits our labels. */
const INHERITED = { labelSelector: `${LABELS.cluster},${LABELS.engine}=${APP_NAME}`, clusterOf: byOurLabel } as const;

export const WATCHES: readonly WatchedKind[] = [
  { type: MARIADB, clusterOf: byOwnName, writes: MADE_BY_US },
  // Never pruned: beside the pattern of newcomers there are those that backups are taken by.
  { type: PHYSICAL_BACKUP, labelSelector: LABELS.cluster, clusterOf: byOurLabel, writes: MADE_BY_US },
  { type: STATEFUL_SET, ...INHERITED, trim: (set) => trimStatefulSet(set) },
  { type: POD, ...INHERITED, trim: trimMember, writes: ['delete'] },
  {
    type: PERSISTENT_VOLUME_CLAIM,
    // Those of members carry the operator's labels, those that newcomers are filled from only ours.
    labelSelector: OPERATOR_LABELS.claimRole,
    clusterOf: (metadata) => byOperatorLabel(metadata) ?? byOurLabel(metadata),
    trim: (claim) => trimVolumeClaim(claim),
    writes: ['delete'],
  },
  { type: SERVICE, ...INHERITED, trim: trimService },
  { type: SECRET, ...INHERITED, trim: trimAuthority, writes: ['patch', 'delete'] },
  STORAGE_CLASS_WATCH,
];

function trimMember(pod: UntypedObject): UntypedObject {
  return trimPod(pod, [MARIADB_CONTAINER], [RESTARTED_FOR, CONFIG_HASH]);
}

function trimAuthority(secret: UntypedObject): UntypedObject {
  const cluster = byOurLabel(secret.metadata);
  return trimSecret(secret, cluster !== undefined && secret.metadata.name === caSecretName(cluster));
}
