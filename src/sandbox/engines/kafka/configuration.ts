/** What brokers read from `spec.kafka.config`, as far as the operator's behaviour depends on it. */

/** Prefixes that the operator keeps for itself: such keys are dropped, with a line in its log and nothing else. */
const FORBIDDEN_PREFIXES: readonly string[] = [
  'listeners',
  'advertised.',
  'broker.',
  'listener.',
  'host.name',
  'port',
  'inter.broker.listener.name',
  'sasl.',
  'ssl.',
  'security.',
  'password.',
  'log.dir',
  'zookeeper.connect',
  'zookeeper.set.acl',
  'zookeeper.ssl',
  'zookeeper.clientCnxnSocket',
  'zookeeper.metadata.migration.enable',
  'authorizer.',
  'super.user',
  'cruise.control.metrics.topic',
  'cruise.control.metrics.reporter.bootstrap.servers',
  'node.id',
  'process.roles',
  'controller.',
  'metadata.log.dir',
  'client.quota.callback.static.',
  'prometheus.metrics.reporter.',
  'cordoned.log.dirs',
];

const ALLOWED_ALL_THE_SAME: readonly string[] = [
  'zookeeper.connection.timeout.ms',
  'sasl.server.max.receive.size',
  'ssl.cipher.suites',
  'ssl.protocol',
  'ssl.enabled.protocols',
  'ssl.secure.random.implementation',
  'broker.session.timeout.ms',
  'broker.heartbeat.interval.ms',
  'controller.socket.timeout.ms',
  'controller.quorum.election.backoff.max.ms',
  'controller.quorum.election.timeout.ms',
  'controller.quorum.fetch.timeout.ms',
  'cruise.control.metrics.topic.num.partitions',
  'cruise.control.metrics.topic.replication.factor',
  'cruise.control.metrics.topic.retention.ms',
  'cruise.control.metrics.topic.auto.create.retries',
  'cruise.control.metrics.topic.auto.create.timeout.ms',
  'cruise.control.metrics.topic.min.insync.replicas',
];

const OF_ONE_LISTENER =
  /^listener\.name\.[a-z0-9]{1,11}-\d{4,5}\.(connections\.max\.reauth\.ms|max\.connections|max\.connection\.creation\.rate)$/;

/** Applied to running brokers through the Admin API; every other known key, and every unknown one, needs a restart. */
const DYNAMIC: ReadonlySet<string> = new Set([
  'log.retention.ms',
  'log.retention.bytes',
  'log.segment.bytes',
  'message.max.bytes',
  'num.io.threads',
  'num.network.threads',
  'num.replica.fetchers',
  'background.threads',
  'compression.type',
  'min.insync.replicas',
  'unclean.leader.election.enable',
  'max.connections',
]);

export function isForbidden(key: string): boolean {
  const lower = key.toLowerCase();
  if (ALLOWED_ALL_THE_SAME.includes(lower) || OF_ONE_LISTENER.test(lower)) return false;
  return FORBIDDEN_PREFIXES.some((prefix) => lower.startsWith(prefix.toLowerCase()));
}

export type Configuration = Readonly<Record<string, string>>;

/** What reaches the brokers. */
export const effectiveConfiguration = (config: Readonly<Record<string, unknown>> = {}): Configuration =>
  Object.fromEntries(
    Object.entries(config)
      .filter(([key]) => !isForbidden(key))
      .map(([key, value]) => [key, String(value)]),
  );

/** The part of it that only a start reads. */
export const configurationAtStart = (config: Readonly<Record<string, unknown>> = {}): Configuration =>
  Object.fromEntries(Object.entries(effectiveConfiguration(config)).filter(([key]) => !DYNAMIC.has(key)));
