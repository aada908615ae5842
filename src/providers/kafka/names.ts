/** Names of what stands around a Kafka cluster. Prefix and suffix of each are the operator's, unless the comment says ours. */
import { stableHash } from '../../kube/writes/index.js';
import type { NodeRole } from './upstream.js';

/** Ours, like all names of listeners: at most 11 letters and digits. */
export const INTERNAL_LISTENER = 'tls';
export const EXTERNAL_LISTENER = 'ext';

/** Of the disk that every node has. */
export const DATA_VOLUME_ID = 0;

const HASH_LENGTH = 6;

/**
 * Ours. A pool is an object of its own in the namespace, so its name must differ from those of the neighbours' pools; it
 * is repeated in the names of pods and of Services, which have 63 characters in all, so it cannot hold the cluster's.
 */
export const poolName = (cluster: string, role: NodeRole): string =>
  `${role}-${stableHash(cluster).slice(0, HASH_LENGTH)}`;

/** Ours: the user that applications log in as. */
export const userName = (cluster: string): string => `${cluster}-app`;

/** Ours: the one that an operation has made last. */
export const rebalanceName = (cluster: string): string => `${cluster}-rebalance`;

export const podSetName = (cluster: string, pool: string): string => `${cluster}-${pool}`;
export const podName = (cluster: string, pool: string, nodeId: number): string => `${cluster}-${pool}-${nodeId}`;
export const claimName = (pod: string): string => `data-${DATA_VOLUME_ID}-${pod}`;

/** The number at the end of a pod's name. */
export function nodeIdOf(pod: string): number | undefined {
  const digits = /-(\d+)$/.exec(pod)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

export const bootstrapServiceName = (cluster: string): string => `${cluster}-kafka-bootstrap`;
export const externalServiceName = (cluster: string): string => `${cluster}-kafka-${EXTERNAL_LISTENER}-bootstrap`;
export const caSecretName = (cluster: string): string => `${cluster}-cluster-ca-cert`;

/** Ours, on Kafka and pools: how many brokers there were at birth. Copies of topics and controllers follow from it for ever. */
export const BORN_WITH = 'dbaas.io/born-with';

/** Ours, on the operator's PodSets, through Kafka: a new value is a new generation of Kafka, by which a round is told. */
export const POOLS_HASH = 'dbaas.io/pools';
export const OPERATION_MARK = 'dbaas.io/operation';

/** Ours, on pods, through the pools' templates: another value replaces them one by one. */
export const RESTARTED_FOR = 'dbaas.io/restarted-for';

/** Ours, on volume claims that stay: the id that is written on their disks. */
export const KAFKA_ID = 'dbaas.io/kafka-cluster-id';
