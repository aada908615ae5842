import { unknownFailures } from '../failures.js';
import type { Condition } from '../kafka.js';
import { DEFAULT_VERSION, isNewerMetadata, metadataOf } from '../versions.js';
import { hasRole, type KafkaView } from './kafka-view.js';
import { volumesThatCannotGrow } from './rules/volumes.js';

const warning = (reason: string, message: string): Condition => ({ type: 'Warning', status: 'True', reason, message });

const count = (view: KafkaView, role: 'broker' | 'controller'): number =>
  view.pools.filter((pool) => hasRole(pool, role)).reduce((sum, pool) => sum + pool.nodes.length, 0);

/** What the operator goes on with, but would not call good. */
export const warningsOf = (view: KafkaView): Condition[] => [
  ...aboutQuorum(view),
  ...aboutReplication(view),
  ...aboutMetadata(view),
  ...volumesThatCannotGrow(view).map(({ metadata }) =>
    warning('PvcResizingWarning', `The storage class of PVC ${metadata.name} does not support resizing of volumes.`),
  ),
  ...aboutScaleDown(view),
  ...unknownFailures(view.kafka).map((complaint) => warning('SandboxOrder', complaint)),
];

function aboutQuorum(view: KafkaView): Condition[] {
  const controllers = count(view, 'controller');
  if (controllers === 1 || controllers % 2 === 1) return [];
  return [
    warning('KafkaKRaftControllerNodeCount', `Running KRaft with ${controllers} controllers is not recommended.`),
  ];
}

function aboutReplication(view: KafkaView): Condition[] {
  const { config = {} } = view.kafka.spec.kafka;
  if (count(view, 'broker') < 2) return [];
  const unset = (key: string): boolean => config[key] === undefined;
  return [
    ...(unset('default.replication.factor')
      ? [warning('KafkaDefaultReplicationFactor', 'default.replication.factor option is not configured.')]
      : []),
    ...(unset('min.insync.replicas')
      ? [warning('KafkaMinInsyncReplicas', 'min.insync.replicas option is not configured.')]
      : []),
  ];
}

/** The minor of the metadata lags behind that of the version: older clients of the format could still come back. */
function aboutMetadata({ kafka }: KafkaView): Condition[] {
  const { version = DEFAULT_VERSION, metadataVersion } = kafka.spec.kafka;
  const newest = metadataOf(version);
  if (!metadataVersion || !newest || !isNewerMetadata(newest, metadataVersion)) return [];
  return [warning('KafkaMetadataVersion', `Metadata version is older than the Kafka version used by the cluster.`)];
}

function aboutScaleDown({ pools }: KafkaView): Condition[] {
  const blocked = pools.flatMap((pool) => pool.blocked);
  if (blocked.length === 0) return [];
  const message = `Reverting scale-down of Kafka ${blocked.join(', ')} because the brokers are still in use.`;
  return [warning('ScaleDownPreventionCheck', message)];
}
