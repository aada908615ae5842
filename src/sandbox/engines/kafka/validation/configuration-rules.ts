import { isForbidden } from '../configuration.js';
import type { Kafka } from '../kafka.js';
import type { Problem, ValidationRule } from './problem.js';

interface Shape {
  readonly type: 'integer' | 'boolean' | 'text';
  readonly min?: number;
  readonly values?: readonly string[];
}

/** Some of the keys whose values the operator checks against the version's own table. */
const KNOWN: Readonly<Record<string, Shape>> = {
  'auto.create.topics.enable': { type: 'boolean' },
  'delete.topic.enable': { type: 'boolean' },
  'unclean.leader.election.enable': { type: 'boolean' },
  'compression.type': { type: 'text', values: ['uncompressed', 'zstd', 'lz4', 'snappy', 'gzip', 'producer'] },
  'default.replication.factor': { type: 'integer', min: 1 },
  'offsets.topic.replication.factor': { type: 'integer', min: 1 },
  'transaction.state.log.replication.factor': { type: 'integer', min: 1 },
  'transaction.state.log.min.isr': { type: 'integer', min: 1 },
  'min.insync.replicas': { type: 'integer', min: 1 },
  'num.partitions': { type: 'integer', min: 1 },
  'num.io.threads': { type: 'integer', min: 1 },
  'num.network.threads': { type: 'integer', min: 1 },
  'num.replica.fetchers': { type: 'integer' },
  'background.threads': { type: 'integer', min: 1 },
  'message.max.bytes': { type: 'integer', min: 0 },
  'log.segment.bytes': { type: 'integer', min: 14 },
  'log.retention.bytes': { type: 'integer' },
  'log.retention.ms': { type: 'integer' },
  'log.retention.hours': { type: 'integer' },
};

const isScalar = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);

const scalarsOnly: ValidationRule = ({ kafka }) =>
  Object.entries(kafka.spec.kafka.config ?? {})
    .filter(([, value]) => !isScalar(value))
    .map(([key]) => ({
      reason: 'InvalidConfigParameterException',
      message: `Unsupported configuration value for key ${key}: only strings, numbers and booleans are allowed`,
    }));

const valuesFit: ValidationRule = ({ kafka }) => {
  const complaints = Object.entries(kafka.spec.kafka.config ?? {})
    .filter(([key]) => !isForbidden(key))
    .flatMap(([key, value]) => complain(key, String(value)));
  if (complaints.length === 0) return [];
  const message = `Kafka ${name(kafka)} has invalid spec.kafka.config: ${complaints.join(', ')}`;
  return [{ reason: 'InvalidResourceException', message }];
};

const name = ({ metadata }: Kafka): string => `${metadata.namespace}/${metadata.name}`;

function complain(key: string, value: string): string[] {
  const shape = KNOWN[key];
  if (!shape) return [];
  if (shape.values && !shape.values.includes(value)) return [`${key} has value '${value}' which is not allowed`];
  if (shape.type === 'boolean' && !['true', 'false'].includes(value))
    return [`${key} has value '${value}' which is not a boolean`];
  if (shape.type !== 'integer') return [];
  if (!/^-?\d{1,18}$/.test(value)) return [`${key} has value '${value}' which is not an int`];
  return shape.min !== undefined && Number(value) < shape.min
    ? [`${key} has value ${value} which less than the minimum value ${shape.min}`]
    : [];
}

/** Copies that internal topics are to have; more than there are brokers can never be made. */
const REPLICATION_KEYS = [
  'default.replication.factor',
  'offsets.topic.replication.factor',
  'transaction.state.log.replication.factor',
  'transaction.state.log.min.isr',
] as const;

const replicationFits: ValidationRule = ({ kafka, brokers }): Problem[] =>
  REPLICATION_KEYS.filter((key) => Number(kafka.spec.kafka.config?.[key] ?? 0) > brokers).map((key) => ({
    reason: 'InvalidResourceException',
    message: `Kafka configuration option '${key}' should be set to ${brokers} or less because this cluster has only ${brokers} Kafka broker(s).`,
  }));

export const configurationRules: readonly ValidationRule[] = [scalarsOnly, valuesFit, replicationFits];
