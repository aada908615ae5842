import { LABELS } from '../../domain/naming.js';
import {
  DEPLOYMENT,
  JOB,
  PERSISTENT_VOLUME_CLAIM,
  POD,
  SECRET,
  SERVICE,
  type ObjectMeta,
} from '../../kube/meta/index.js';
import type { WatchedKind } from '../contract/index.js';
import {
  byOurLabel,
  byOwnName,
  clusterByLabel,
  MADE_BY_US,
  POD_MONITOR_WATCH,
  STORAGE_CLASS_WATCH,
  trimService,
  trimVolumeClaim,
} from '../contract/objects/index.js';
import { clusterOfPooler, clusterOfStore } from './names.js';
import { trimBackup, trimCluster, trimDeployment, trimJob, trimPod, trimSecret } from './watches-trim.js';
import { CNPG_BACKUP, OBJECT_STORE } from './upstream-backups.js';
import { CNPG_CLUSTER, CNPG_LABELS, POOLER } from './upstream.js';

const byOperatorLabel = clusterByLabel(CNPG_LABELS.cluster);

/** A pooler and what the operator makes of it may carry no cluster's name but in their own. */
const byPooler = (metadata: ObjectMeta): string | undefined =>
  byOurLabel(metadata) ?? byOperatorLabel(metadata) ?? clusterOfPooler(metadata.name);

/** By its name too: a stranger of that name must be seen, so that no log is shipped to where it points. */
const byStore = (metadata: ObjectMeta): string | undefined => byOurLabel(metadata) ?? clusterOfStore(metadata.name);

const OF_A_CLUSTER = { labelSelector: CNPG_LABELS.cluster, clusterOf: byOperatorLabel } as const;

export const WATCHES: readonly WatchedKind[] = [
  { type: CNPG_CLUSTER, clusterOf: byOwnName, trim: trimCluster, writes: [...MADE_BY_US, 'patch status'] },
  { type: POOLER, clusterOf: byPooler, prunable: true, writes: MADE_BY_US },
  POD_MONITOR_WATCH,
  { type: OBJECT_STORE, clusterOf: byStore, prunable: true, writes: MADE_BY_US },
  {
    type: CNPG_BACKUP,
    labelSelector: LABELS.cluster,
    clusterOf: byOurLabel,
    trim: trimBackup,
    writes: ['create', 'delete'],
  },
  { type: POD, ...OF_A_CLUSTER, trim: trimPod, writes: ['delete'] },
  { type: PERSISTENT_VOLUME_CLAIM, ...OF_A_CLUSTER, trim: trimVolumeClaim, writes: ['patch', 'delete'] },
  { type: SERVICE, ...OF_A_CLUSTER, trim: trimService },
  { type: JOB, ...OF_A_CLUSTER, trim: trimJob, writes: ['delete'] },
  { type: SECRET, ...OF_A_CLUSTER, trim: trimSecret },
  { type: DEPLOYMENT, labelSelector: CNPG_LABELS.poolerName, clusterOf: byPooler, trim: trimDeployment },
  STORAGE_CLASS_WATCH,
];
