import type { StructuralSchema } from '../../../../kube/schema/index.js';
import { buildDefinition } from '../../mechanics/crds/definition.js';
import { closed, flag, integer, list, oneOf, open, text, textMap, texts } from '../../mechanics/crds/shape.js';
import { KAFKA } from '../kinds.js';
import { conditions, STRIMZI } from './conditions.js';

const listenerConfiguration = open('What only listeners of its type know.', {
  loadBalancerSourceRanges: texts('Who may come in.'),
  externalTrafficPolicy: oneOf('Whether other nodes pass traffic on.', ['Local', 'Cluster']),
  bootstrap: open('The first address.', {
    annotations: textMap('Of the Service.'),
    labels: textMap('Of the Service.'),
  }),
  perBrokerAnnotationsTemplate: textMap('Of the Services of brokers.'),
});

const listener = closed(
  'One way in.',
  {
    name: text('What it is called.', { pattern: '^[a-z0-9]{1,11}$' }),
    port: integer('Where it listens.', { minimum: 9092 }),
    type: oneOf('Who can reach it.', [
      'internal',
      'route',
      'tlsroute',
      'loadbalancer',
      'nodeport',
      'ingress',
      'cluster-ip',
    ]),
    tls: flag('Whether it is encrypted.'),
    authentication: open(
      'How clients say who they are.',
      { type: oneOf('By what.', ['tls', 'scram-sha-512', 'custom']) },
      { required: ['type'] },
    ),
    configuration: listenerConfiguration,
    networkPolicyPeers: list('Who may connect.', open('One of them.')),
  },
  { required: ['name', 'port', 'type', 'tls'] },
);

const METRICS_NEED_A_MAP = [
  { rule: "self.type != 'jmxPrometheusExporter' || has(self.valueFrom)", message: 'valueFrom property is required' },
];

const metricsConfig = open(
  'What is measured.',
  {
    type: oneOf('By what.', ['jmxPrometheusExporter', 'strimziMetricsReporter']),
    valueFrom: open('Where its rules are.'),
  },
  { required: ['type'], 'x-kubernetes-validations': METRICS_NEED_A_MAP },
);

const brokers = closed(
  'The brokers and controllers.',
  {
    version: text('Of Kafka.'),
    metadataVersion: text('The format of metadata.'),
    image: text('In place of the one of the version.'),
    listeners: list('The ways in.', listener, { minItems: 1 }),
    config: open('Settings of Kafka.'),
    authorization: open(
      'Who may do what.',
      { type: oneOf('By what.', ['simple', 'custom']), superUsers: texts('Who may do everything.') },
      { required: ['type'] },
    ),
    rack: open('Where nodes are.'),
    brokerRackInitImage: text('What finds that out.'),
    livenessProbe: open('When a node counts as dead.'),
    readinessProbe: open('When a node counts as ready.'),
    jvmOptions: open('Of the Java machine.'),
    jmxOptions: open('Access by JMX.'),
    metricsConfig,
    logging: open('What is logged.'),
    template: open('What the objects around look like.'),
    tieredStorage: open('Where old segments go.'),
    quotas: open('How much clients may use.'),
  },
  { required: ['listeners'] },
);

const spec = closed(
  'What the cluster should be.',
  {
    kafka: brokers,
    entityOperator: open('What looks after topics and users.', {
      topicOperator: open('Topics.'),
      userOperator: open('Users.'),
    }),
    cruiseControl: open('What moves partitions.', {
      autoRebalance: list(
        'When by itself.',
        open('One occasion.', { mode: oneOf('Which.', ['add-brokers', 'remove-brokers']) }, { required: ['mode'] }),
        { minItems: 1 },
      ),
    }),
    kafkaExporter: open('What measures lag.'),
    clusterCa: open('The authority of servers.'),
    clientsCa: open('The authority of clients.'),
    maintenanceTimeWindows: texts('When certificates are renewed.'),
  },
  { required: ['kafka'] },
);

const listenerStatus = closed('One way in.', {
  name: text('Its name.'),
  addresses: list('Where.', closed('One address.', { host: text('Name or IP.'), port: integer('Port.') })),
  bootstrapServers: text('The same in one line.'),
  certificates: texts('By whom servers are signed.'),
});

const autoRebalance = closed('What is moved by itself.', {
  state: oneOf('What is going on.', ['Idle', 'RebalanceOnScaleDown', 'RebalanceOnScaleUp']),
  lastTransitionTime: text('Since when.'),
  modes: list(
    'What is queued.',
    closed('One move.', {
      mode: oneOf('Why.', ['add-brokers', 'remove-brokers']),
      brokers: list('Whose partitions.', { type: 'integer' }),
    }),
  ),
});

const status: StructuralSchema = closed('What the operator saw last.', {
  conditions,
  observedGeneration: integer('The generation it looked at.'),
  listeners: list('The ways in.', listenerStatus),
  kafkaNodePools: list('Its pools.', closed('One pool.', { name: text('Its name.') })),
  clusterId: text('Kafka’s own name of the cluster.'),
  operatorLastSuccessfulVersion: text('Of the operator that last ended a round well.'),
  kafkaVersion: text('The version that runs.'),
  kafkaMetadataVersion: text('The format of metadata in use.'),
  autoRebalance,
});

export const kafkaDefinition = buildDefinition({
  type: KAFKA,
  description: 'A Kafka cluster; its nodes are in KafkaNodePools.',
  aliases: { shortNames: ['k'], categories: STRIMZI },
  required: ['spec'],
  spec,
  status,
  columns: [
    {
      name: 'Ready',
      description: 'The state of the custom resource',
      jsonPath: '.status.conditions[?(@.type=="Ready")].status',
      type: 'string',
    },
    {
      name: 'Warnings',
      description: 'Warnings related to the custom resource',
      jsonPath: '.status.conditions[?(@.type=="Warning")].status',
      type: 'string',
    },
    {
      name: 'Kafka version',
      description: 'The Kafka version used by the cluster',
      jsonPath: '.status.kafkaVersion',
      type: 'string',
    },
    {
      name: 'Metadata version',
      description: 'The Kafka metadata version used by the cluster',
      jsonPath: '.status.kafkaMetadataVersion',
      type: 'string',
    },
  ],
});
