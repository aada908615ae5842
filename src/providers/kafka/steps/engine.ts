import type { ApplyInput } from '../../contract/index.js';
import { bornWith } from '../birth.js';
import { configOf } from '../config.js';
import type { Step } from '../draft.js';
import { asKafka, KAFKA, type KafkaSpec } from '../upstream.js';
import { chooseVersion, customImage } from '../version.js';
import { listenersOf } from './listeners.js';
import { brokerPool, controllerPool } from './pools.js';
import { applicationUser } from './user.js';

/** Kafka itself: release, nodes and their disks, settings, doors, the first user, and who spreads the partitions. */
export const engine: Step = (input, { pools, kafka, user }) => {
  pools.broker.spec = brokerPool(input);
  pools.controller.spec = controllerPool(input);
  kafka.spec = kafkaSpec(input);
  user.spec = applicationUser(input.credentialsSecretName);
};

function kafkaSpec(input: ApplyInput): Partial<KafkaSpec> {
  const { cluster, engine: catalogue, observed } = input;
  const live = asKafka(observed.get(KAFKA, cluster.metadata.name));
  const version = chooseVersion(cluster.spec.version, catalogue, live);
  const image = customImage(catalogue, version);
  return {
    kafka: {
      version,
      ...(image !== undefined && { image }),
      listeners: listenersOf(cluster),
      authorization: { type: 'simple' },
      config: { ...configOf(cluster, bornWith(cluster, observed)) },
    },
    entityOperator: { userOperator: {} },
    ...(cluster.spec.clusterSize > 1 && { cruiseControl: REBALANCING }),
  };
}

/** Without it new brokers stay empty, and none that holds anything can leave. It refuses to run for a single broker. */
const REBALANCING: NonNullable<KafkaSpec['cruiseControl']> = {
  autoRebalance: [{ mode: 'add-brokers' }, { mode: 'remove-brokers' }],
};
