import { POOLER } from '../kinds.js';
import { AGE, buildDefinition } from '../../mechanics/crds/definition.js';
import { closed, flag, integer, oneOf, open, reference, text, textMap, texts } from '../../mechanics/crds/shape.js';

const pgbouncer = open(
  'Configuration of PgBouncer.',
  {
    poolMode: oneOf('When a server connection is given back.', ['session', 'transaction'], { default: 'session' }),
    parameters: textMap('Entries of pgbouncer.ini, all as text.'),
    pg_hba: texts('Lines of pg_hba.conf.'),
    paused: flag('Hold all clients.', { default: false }),
    image: text('The PgBouncer image.'),
    imageCatalogRef: open('A catalog that knows the image.'),
  },
  {
    'x-kubernetes-validations': [
      {
        rule: '!(has(self.image) && has(self.imageCatalogRef))',
        message: 'image and imageCatalogRef are mutually exclusive',
      },
    ],
  },
);

export const poolerDefinition = buildDefinition({
  type: POOLER,
  description: 'Connection pools in front of a Cluster.',
  spec: closed(
    'What the pools should be.',
    {
      cluster: {
        ...reference('The Cluster behind.'),
        'x-kubernetes-validations': [
          { rule: 'self == oldSelf', message: 'cluster reference is immutable after creation' },
        ],
      },
      type: oneOf('Which instances are behind.', ['rw', 'ro', 'r'], { default: 'rw' }),
      instances: integer('How many pools.', { format: 'int32', default: 1 }),
      pgbouncer,
      template: open('The pod to start from.'),
      serviceTemplate: open('The Service to start from.'),
      deploymentStrategy: open('How pods are replaced.'),
      monitoring: open('How the pools are watched.'),
      serviceAccountName: text('An account that exists already.'),
    },
    { required: ['cluster', 'pgbouncer'] },
  ),
  status: open('What the operator sees.', {
    phase: oneOf('What is going on.', ['active', 'paused', 'inactive', 'failed']),
    phaseReason: text('Why.'),
    error: text('What went wrong.'),
    image: text('The image in use.'),
    instances: integer('How many pools run.', { format: 'int32' }),
  }),
  scale: { specReplicasPath: '.spec.instances', statusReplicasPath: '.status.instances' },
  columns: [
    AGE,
    { name: 'Cluster', type: 'string', jsonPath: '.spec.cluster.name' },
    { name: 'Type', type: 'string', jsonPath: '.spec.type' },
    { name: 'Phase', type: 'string', jsonPath: '.status.phase' },
  ],
});
