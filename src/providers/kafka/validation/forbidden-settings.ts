/** Settings that Strimzi 1.x keeps for itself, by how they begin; case makes no difference to it. */
const PREFIXES: readonly string[] =
  `listeners advertised. broker. listener. host.name port inter.broker.listener.name sasl.
  ssl. security. password. log.dir zookeeper.connect zookeeper.set.acl zookeeper.ssl zookeeper.clientCnxnSocket
  zookeeper.metadata.migration.enable authorizer. super.user cruise.control.metrics.topic
  cruise.control.metrics.reporter.bootstrap.servers node.id process.roles controller. metadata.log.dir
  client.quota.callback.static.kafka.admin. client.quota.callback.static.produce client.quota.callback.static.fetch
  client.quota.callback.static.storage.per.volume.limit.min.available.
  client.quota.callback.static.excluded.principal.name.list prometheus.metrics.reporter. cordoned.log.dirs`
    .toLowerCase()
    .split(/\s+/);

/** What begins so and is allowed all the same. */
const EXCEPTIONS: ReadonlySet<string> = new Set(
  `zookeeper.connection.timeout.ms sasl.server.max.receive.size ssl.cipher.suites ssl.protocol ssl.enabled.protocols
  ssl.secure.random.implementation broker.session.timeout.ms broker.heartbeat.interval.ms controller.socket.timeout.ms
  controller.quorum.election.backoff.max.ms controller.quorum.election.timeout.ms controller.quorum.fetch.timeout.ms
  cruise.control.metrics.topic.num.partitions cruise.control.metrics.topic.replication.factor
  cruise.control.metrics.topic.retention.ms cruise.control.metrics.topic.auto.create.retries
  cruise.control.metrics.topic.auto.create.timeout.ms cruise.control.metrics.topic.min.insync.replicas`.split(/\s+/),
);

const LISTENER_EXCEPTION =
  /^listener\.name\..+-\d+\.(connections\.max\.reauth\.ms|max\.connections|max\.connection\.creation\.rate)$/;

/** The prefix by which the operator drops a setting, without a word but in its log; undefined when it passes it on. */
export function forbiddenPrefixOf(name: string): string | undefined {
  if (EXCEPTIONS.has(name) || LISTENER_EXCEPTION.test(name)) return undefined;
  const folded = name.toLowerCase();
  return PREFIXES.find((prefix) => folded.startsWith(prefix));
}
