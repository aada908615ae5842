import { buildDefinition, type PrinterColumn } from '../../mechanics/crds/definition.js';
import { closed, integer, list, oneOf, open, text, texts } from '../../mechanics/crds/shape.js';
import { KAFKA_TOPIC, KAFKA_USER } from '../kinds.js';
import { conditions, STRIMZI } from './conditions.js';

const clusterOf = (what: string): PrinterColumn => ({
  name: 'Cluster',
  description: `The name of the Kafka cluster this ${what} belongs to`,
  jsonPath: '.metadata.labels.strimzi\\.io/cluster',
  type: 'string',
});

const READY: PrinterColumn = {
  name: 'Ready',
  description: 'The state of the custom resource',
  jsonPath: '.status.conditions[?(@.type=="Ready")].status',
  type: 'string',
};

const rule = closed(
  'One permission.',
  {
    type: oneOf('What it does.', ['allow', 'deny']),
    resource: closed(
      'On what.',
      {
        type: oneOf('Of which kind.', ['topic', 'group', 'cluster', 'transactionalId']),
        name: text('Called what.'),
        patternType: oneOf('How the name is meant.', ['literal', 'prefix']),
      },
      { required: ['type'] },
    ),
    host: text('From where.'),
    operations: texts('To do what.'),
  },
  { required: ['resource', 'operations'] },
);

const ONLY_TLS_EXPIRES = [
  {
    rule: "self.type == 'tls' || (!has(self.validityDays) && !has(self.renewalDays))",
    message: "'validityDays' and 'renewalDays' can be configured only with 'type: tls'",
  },
];

const authentication = closed(
  'How the user says who they are.',
  {
    type: oneOf('By what.', ['tls', 'tls-external', 'scram-sha-512']),
    password: closed(
      'A password of your own.',
      {
        valueFrom: closed('Where it is.', {
          secretKeyRef: open('In which Secret.', { name: text('Its name.'), key: text('The key in it.') }),
        }),
      },
      { required: ['valueFrom'] },
    ),
    validityDays: integer('How long a certificate is good.', { minimum: 1 }),
    renewalDays: integer('How long before that it is renewed.', { minimum: 1 }),
  },
  { required: ['type'], 'x-kubernetes-validations': ONLY_TLS_EXPIRES },
);

export const userDefinition = buildDefinition({
  type: KAFKA_USER,
  description: 'Somebody who may log in.',
  aliases: { shortNames: ['ku'], categories: STRIMZI },
  required: ['spec'],
  spec: closed('Who, and what they may do.', {
    authentication,
    authorization: closed(
      'What they may do.',
      { type: oneOf('By what it is judged.', ['simple']), acls: list('The permissions.', rule) },
      { required: ['acls', 'type'] },
    ),
    quotas: open('How much they may use.'),
    template: open('What their Secret looks like.'),
  }),
  status: closed('What the operator saw last.', {
    conditions,
    observedGeneration: integer('The generation it looked at.'),
    username: text('As Kafka knows them.'),
    secret: text('Where their credentials are.'),
  }),
  columns: [
    clusterOf('user'),
    {
      name: 'Authentication',
      description: 'How the user is authenticated',
      jsonPath: '.spec.authentication.type',
      type: 'string',
    },
    {
      name: 'Authorization',
      description: 'How the user is authorised',
      jsonPath: '.spec.authorization.type',
      type: 'string',
    },
    READY,
  ],
});

export const topicDefinition = buildDefinition({
  type: KAFKA_TOPIC,
  description: 'A topic.',
  aliases: { shortNames: ['kt'], categories: STRIMZI },
  required: ['spec'],
  spec: closed('What it should be.', {
    topicName: text('Where the object cannot have that name.'),
    partitions: integer('How many it has.', { minimum: 1 }),
    replicas: integer('How many copies of each.', { minimum: 1, maximum: 32_767 }),
    config: open('Settings of the topic.'),
  }),
  status: open('What the operator saw last.', { conditions }),
  columns: [
    clusterOf('topic'),
    {
      name: 'Partitions',
      description: 'The desired number of partitions in the topic',
      jsonPath: '.spec.partitions',
      type: 'integer',
    },
    {
      name: 'Replication factor',
      description: 'The desired number of replicas of each partition',
      jsonPath: '.spec.replicas',
      type: 'integer',
    },
    READY,
  ],
});
