import { DEFAULT_VERSION, isNewerMetadata, KAFKA_VERSIONS, metadataOf } from '../versions.js';
import { invalidResource, type ValidationRule } from './problem.js';

const versionIsKnown: ValidationRule = ({ kafka }) => {
  const { version = DEFAULT_VERSION } = kafka.spec.kafka;
  if (metadataOf(version) !== undefined) return [];
  const known = KAFKA_VERSIONS.map((entry) => entry.version).join(', ');
  return [
    {
      reason: 'UnsupportedKafkaVersionException',
      message: `Unsupported Kafka.spec.kafka.version: ${version}. Supported versions are: [${known}]`,
    },
  ];
};

/** Metadata that a newer Kafka has written cannot be read by an older one. */
const downgradeIsReadable: ValidationRule = ({ kafka }) => {
  const { version = DEFAULT_VERSION } = kafka.spec.kafka;
  const { kafkaMetadataVersion: current, kafkaVersion } = kafka.status ?? {};
  const readable = metadataOf(version);
  if (!current || !readable || kafkaVersion === version || !isNewerMetadata(current, readable)) return [];
  const message = `The current metadata version (${current}) has to be lower or equal to the metadata version of ${version} (${readable})`;
  return [{ reason: 'KafkaUpgradeException', message }];
};

const cruiseControlHasBrokers: ValidationRule = ({ kafka, brokers }) =>
  kafka.spec.cruiseControl && brokers < 2
    ? [
        invalidResource(
          `Kafka ${kafka.metadata.namespace}/${kafka.metadata.name} has invalid configuration. Cruise Control cannot be deployed with a Kafka cluster which has only one broker.`,
        ),
      ]
    : [];

/** Both ways are needed as soon as one is. */
const rebalancesBothWays: ValidationRule = ({ kafka }) => {
  const modes = kafka.spec.cruiseControl?.autoRebalance?.map(({ mode }) => mode);
  const missing = (['add-brokers', 'remove-brokers'] as const).filter((mode) => modes && !modes.includes(mode));
  return missing.map((mode) => ({
    reason: 'RuntimeException',
    message: `No auto-rebalancing configuration found for mode ${mode}`,
  }));
};

export const clusterRules: readonly ValidationRule[] = [
  versionIsKnown,
  downgradeIsReadable,
  cruiseControlHasBrokers,
  rebalancesBothWays,
];
