import { createHash } from 'node:crypto';
import type { Condition, KafkaStatus } from '../kafka.js';
import { DEFAULT_VERSION, isNewerMetadata, metadataOf } from '../versions.js';
import { OPERATOR_VERSION } from '../well-known.js';
import type { Problem } from '../validation/problem.js';
import { autoRebalanceStatus } from './auto-rebalance-status.js';
import { restate } from './conditions.js';
import type { KafkaView } from './kafka-view.js';
import { listenerStatuses } from './listener-status.js';
import type { Step } from './step.js';
import { warningsOf } from './warnings.js';

const notReady = (reason: string, message: string): Condition => ({
  type: 'NotReady',
  status: 'True',
  reason,
  message,
});

/** The status before the first round has ended. */
export const creatingStatus = ({ kafka, now }: KafkaView): KafkaStatus => ({
  ...kafka.status,
  conditions: restate(undefined, [notReady('Creating', 'Kafka cluster is being deployed')], now),
});

/** While it is paused, a Kafka tells next to nothing; what it knew before is lost. */
export function pausedStatus({ kafka, now }: KafkaView): KafkaStatus {
  const { clusterId, observedGeneration, conditions } = kafka.status ?? {};
  const paused = { type: 'ReconciliationPaused', status: 'True' };
  return {
    ...(clusterId ? { clusterId } : {}),
    ...(observedGeneration ? { observedGeneration } : {}),
    conditions: restate(conditions, [paused], now),
  };
}

/** The round is over and has failed: the operator tries again by itself. */
export function fail(view: KafkaView, { reason, message }: Problem): Step {
  const { kafka, now } = view;
  const conditions = restate(kafka.status?.conditions, [notReady(reason, message), ...warningsOf(view)], now);
  const status = { ...kafka.status, observedGeneration: kafka.metadata.generation, conditions };
  return { because: `the round fails: ${reason}`, status, ends: true };
}

/** The round is over and all is as it was asked for. */
export function succeed(view: KafkaView): Step {
  const { kafka, now } = view;
  const { version = DEFAULT_VERSION } = kafka.spec.kafka;
  const ready = { type: 'Ready', status: 'True' };
  const metadata = nextMetadata(view, version);
  const warnings = [...warningsOf(view), ...metadata.warnings];
  const autoRebalance = autoRebalanceStatus(view);
  const status: KafkaStatus = {
    conditions: restate(kafka.status?.conditions, [...warnings, ready], now),
    observedGeneration: kafka.metadata.generation,
    listeners: listenerStatuses(view),
    kafkaNodePools: view.pools.map(({ pool }) => ({ name: pool.metadata.name })),
    clusterId: clusterIdOf(view),
    kafkaVersion: version,
    kafkaMetadataVersion: metadata.version,
    operatorLastSuccessfulVersion: OPERATOR_VERSION,
    ...(autoRebalance ? { autoRebalance } : {}),
  };
  return { because: 'nothing is left to do', status, ends: true };
}

/** The format is raised a round after the nodes were: until then all of them may go back. */
function nextMetadata({ kafka, failures }: KafkaView, version: string): { version: string; warnings: Condition[] } {
  const { kafkaVersion, kafkaMetadataVersion: current } = kafka.status ?? {};
  const newest = metadataOf(version) ?? '';
  const { metadataVersion: asked = newest } = kafka.spec.kafka;
  const wanted = isNewerMetadata(asked, newest) ? newest : asked;
  if (!current) return { version: wanted, warnings: [] };
  if (kafkaVersion !== version || current === wanted) return { version: current, warnings: [] };
  if (!failures.has('metadata-update')) return { version: wanted, warnings: [] };
  const message = `Failed to update metadata version to ${wanted} (asked for by annotation)`;
  return { version: current, warnings: [{ type: 'Warning', status: 'True', reason: 'MetadataUpdateFailed', message }] };
}

const CLUSTER_ID_LENGTH = 22;

/** Kafka makes one up; here it follows from the object, so that a step taken twice gives it once. */
export function clusterIdOf({ kafka, pools }: KafkaView): string {
  const known = kafka.status?.clusterId ?? pools.find(({ pool }) => pool.status?.clusterId)?.pool.status?.clusterId;
  return (
    known ??
    createHash('sha256')
      .update(kafka.metadata.uid ?? '')
      .digest('base64url')
      .slice(0, CLUSTER_ID_LENGTH)
  );
}
