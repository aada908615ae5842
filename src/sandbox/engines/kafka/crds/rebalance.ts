import { buildDefinition } from '../../mechanics/crds/definition.js';
import { closed, flag, integer, list, oneOf, open, text, texts } from '../../mechanics/crds/shape.js';
import { KAFKA_REBALANCE } from '../kinds.js';
import { conditions, STRIMZI } from './conditions.js';

const atLeastZero = { minimum: 0 };

export const rebalanceDefinition = buildDefinition({
  type: KAFKA_REBALANCE,
  description: 'Partitions that are to be moved.',
  aliases: { shortNames: ['kr'], categories: STRIMZI },
  required: ['spec'],
  spec: closed('What is to be moved.', {
    mode: oneOf('Why.', ['full', 'add-brokers', 'remove-brokers', 'remove-disks']),
    brokers: list('To or from whom.', { type: 'integer' }),
    goals: texts('What is aimed at.'),
    skipHardGoalCheck: flag('Whether goals may be missed.'),
    rebalanceDisk: flag('Whether disks of one broker are evened out.'),
    excludedTopics: text('What stays where it is.'),
    concurrentPartitionMovementsPerBroker: integer('How much at once.', atLeastZero),
    concurrentIntraBrokerPartitionMovements: integer('How much at once on one broker.', atLeastZero),
    concurrentLeaderMovements: integer('How many leaders at once.', atLeastZero),
    replicationThrottle: integer('How fast, in bytes.', atLeastZero),
    replicaMovementStrategies: texts('In which order.'),
    moveReplicasOffVolumes: list(
      'Which disks are cleared.',
      closed('Disks of a broker.', {
        brokerId: integer('The broker.'),
        volumeIds: list('The disks.', { type: 'integer' }, { minItems: 1 }),
      }),
      { minItems: 1 },
    ),
  }),
  status: closed('How far it is.', {
    conditions,
    observedGeneration: integer('The generation it looked at.'),
    sessionId: text('Of the request to Cruise Control.'),
    progress: open('Where more is told.'),
    optimizationResult: open('What would be moved.'),
  }),
  columns: [
    {
      name: 'Cluster',
      description: 'The name of the Kafka cluster this resource rebalances',
      jsonPath: '.metadata.labels.strimzi\\.io/cluster',
      type: 'string',
    },
    {
      name: 'Template',
      description: 'If this rebalance resource is a template',
      jsonPath: '.metadata.annotations.strimzi\\.io/rebalance-template',
      type: 'string',
    },
    {
      name: 'Status',
      description: 'Status of the current rebalancing operation',
      jsonPath: '.status.conditions[*].type',
      type: 'string',
    },
  ],
});
