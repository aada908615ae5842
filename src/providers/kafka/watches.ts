import { PERSISTENT_VOLUME_CLAIM, POD, SECRET, SERVICE } from '../../kube/meta/index.js';
import type { WatchedKind } from '../contract/index.js';
import {
  byOwnName,
  clusterByLabel,
  MADE_BY_US,
  POD_MONITOR_WATCH,
  STORAGE_CLASS_WATCH,
  trimService,
} from '../contract/objects/index.js';
import { KAFKA, KAFKA_USER, NODE_POOL, POD_SET, REBALANCE, STRIMZI_LABELS } from './upstream.js';
import { trimCaSecret, trimClaim, trimKafka, trimNodePod, trimPodSet, trimRebalance } from './watches-trim.js';

const byOperatorLabel = clusterByLabel(STRIMZI_LABELS.cluster);

const OF_A_CLUSTER = { labelSelector: STRIMZI_LABELS.cluster, clusterOf: byOperatorLabel } as const;

/** Connectors and bridges carry the same label, with the name of a cluster of their own. */
const OF_KAFKA = { ...OF_A_CLUSTER, labelSelector: `${STRIMZI_LABELS.cluster},${STRIMZI_LABELS.kind}=Kafka` } as const;

export const WATCHES: readonly WatchedKind[] = [
  { type: KAFKA, clusterOf: byOwnName, trim: trimKafka, writes: MADE_BY_US },
  { type: NODE_POOL, ...OF_A_CLUSTER, writes: MADE_BY_US },
  { type: KAFKA_USER, ...OF_A_CLUSTER, writes: MADE_BY_US },
  { type: REBALANCE, ...OF_A_CLUSTER, trim: trimRebalance, writes: MADE_BY_US },
  { type: POD_SET, ...OF_A_CLUSTER, trim: trimPodSet },
  POD_MONITOR_WATCH,
  { type: POD, ...OF_KAFKA, trim: trimNodePod, writes: ['patch'] },
  { type: PERSISTENT_VOLUME_CLAIM, ...OF_KAFKA, trim: trimClaim, writes: ['patch', 'delete'] },
  { type: SERVICE, ...OF_KAFKA, trim: trimService },
  { type: SECRET, ...OF_KAFKA, trim: trimCaSecret },
  STORAGE_CLASS_WATCH,
];
