import type { StructuralSchema } from '../../../../kube/schema/index.js';
import { buildDefinition } from '../../mechanics/crds/definition.js';
import { closed, flag, integer, list, oneOf, open, resources, text } from '../../mechanics/crds/shape.js';
import { NODE_POOL } from '../kinds.js';
import { conditions, STRIMZI } from './conditions.js';

const HEAP = { pattern: '^[0-9]+[mMgG]?$' };

const volumeFields: Record<string, StructuralSchema> = {
  id: integer('Its number among its siblings.', { minimum: 0 }),
  size: text('How large it is.'),
  sizeLimit: text('How large a volatile one may get.'),
  class: text('Its StorageClass.'),
  deleteClaim: flag('Whether it goes with its node.'),
  kraftMetadata: oneOf('Whether metadata is on it.', ['shared']),
  volumeAttributesClass: text('Its VolumeAttributesClass.'),
  selector: open('Which volumes it may be.'),
};

const storage = closed(
  'Where data is.',
  {
    type: oneOf('On what.', ['ephemeral', 'persistent-claim', 'jbod']),
    ...volumeFields,
    volumes: list(
      'Several disks.',
      closed(
        'One disk.',
        { type: oneOf('What it is.', ['ephemeral', 'persistent-claim']), ...volumeFields },
        { required: ['type'] },
      ),
    ),
  },
  { required: ['type'] },
);

const roles: StructuralSchema = list('What its nodes do.', { type: 'string', enum: ['controller', 'broker'] });

export const nodePoolDefinition = buildDefinition({
  type: NODE_POOL,
  description: 'Nodes of a Kafka cluster that are alike.',
  aliases: { shortNames: ['knp'], categories: STRIMZI },
  required: ['spec'],
  spec: closed(
    'What the nodes should be.',
    {
      replicas: integer('How many there are.', { minimum: 0 }),
      roles,
      storage,
      resources: resources('What each of them has.'),
      jvmOptions: open('Of the Java machine.', {
        '-Xms': text('Heap at the start.', HEAP),
        '-Xmx': text('Heap at most.', HEAP),
      }),
      template: open('What the objects around look like.'),
    },
    { required: ['replicas', 'storage', 'roles'] },
  ),
  status: closed('What the operator accepted last.', {
    conditions,
    observedGeneration: integer('The generation it looked at.'),
    nodeIds: list('The numbers of its nodes.', { type: 'integer' }),
    clusterId: text('Kafka’s own name of the cluster.'),
    roles,
    replicas: integer('How many there are.'),
    labelSelector: text('By which its pods are found.'),
  }),
  scale: {
    specReplicasPath: '.spec.replicas',
    statusReplicasPath: '.status.replicas',
    labelSelectorPath: '.status.labelSelector',
  },
  columns: [
    {
      name: 'Desired replicas',
      description: 'The desired number of replicas',
      jsonPath: '.spec.replicas',
      type: 'integer',
    },
    { name: 'Roles', description: 'Roles of the nodes in the pool', jsonPath: '.status.roles', type: 'string' },
    {
      name: 'NodeIds',
      description: 'Node IDs used by Kafka nodes in this pool',
      jsonPath: '.status.nodeIds',
      type: 'string',
    },
  ],
});
