/** What the caches keep of each kind. */
import type { UntypedObject } from '../../kube/meta/index.js';
import { rebuild, trimPod, trimSecret, trimVolumeClaim } from '../contract/objects/index.js';
import { caSecretName, KAFKA_ID, RESTARTED_FOR } from './names.js';
import { KAFKA_CONTAINER, STRIMZI_ANNOTATIONS, STRIMZI_LABELS } from './upstream.js';

/** Spec whole, for drift is judged by it. */
export function trimKafka(object: UntypedObject): UntypedObject {
  const { clusterSecurity: _clusterSecurity, ...status } = object.status ?? {};
  return { ...object, ...(object.status && { status }) };
}

/** Without the proposal, which is long and for people. */
export function trimRebalance(object: UntypedObject): UntypedObject {
  const { optimizationResult: _optimizationResult, ...status } = object.status ?? {};
  return { ...object, ...(object.status && { status }) };
}

/** Its specification holds every pod whole. */
export const trimPodSet = (object: UntypedObject): UntypedObject => rebuild(object, { status: object.status });

const READ_ANNOTATIONS = [
  RESTARTED_FOR,
  STRIMZI_ANNOTATIONS.kafkaVersion,
  STRIMZI_ANNOTATIONS.manualRollingUpdate,
  STRIMZI_ANNOTATIONS.deletePodAndClaims,
];

export const trimNodePod = (object: UntypedObject): UntypedObject =>
  trimPod(object, [KAFKA_CONTAINER], READ_ANNOTATIONS);

/** Of all Secrets only the certificate of the CA. */
export function trimCaSecret(object: UntypedObject): UntypedObject {
  const cluster = object.metadata.labels?.[STRIMZI_LABELS.cluster];
  return trimSecret(object, cluster !== undefined && object.metadata.name === caSecretName(cluster));
}

export const trimClaim = (object: UntypedObject): UntypedObject => trimVolumeClaim(object, [KAFKA_ID]);
