import { buildDefinition } from '../../mechanics/crds/definition.js';
import { closed, integer, list, open, textMap } from '../../mechanics/crds/shape.js';
import { POD_SET } from '../kinds.js';
import { conditions, STRIMZI } from './conditions.js';

export const podSetDefinition = buildDefinition({
  type: POD_SET,
  description: 'The pods of a pool, each by itself.',
  aliases: { shortNames: ['sps'], categories: STRIMZI },
  required: ['spec'],
  spec: closed(
    'What runs.',
    {
      selector: closed('How the pods are found.', { matchLabels: textMap('Labels.') }),
      pods: list('The pods.', { type: 'object', 'x-kubernetes-preserve-unknown-fields': true }),
    },
    { required: ['selector', 'pods'] },
  ),
  status: open('How far it is.', {
    conditions,
    observedGeneration: integer('The generation it looked at.'),
    pods: integer('How many pods there should be.'),
    readyPods: integer('How many of them are ready.'),
    currentPods: integer('How many of them are as they should be.'),
  }),
  columns: [
    {
      name: 'Pods',
      description: 'Number of pods managed by the StrimziPodSet',
      jsonPath: '.status.pods',
      type: 'integer',
    },
    {
      name: 'Ready Pods',
      description: 'Number of ready pods managed by the StrimziPodSet',
      jsonPath: '.status.readyPods',
      type: 'integer',
    },
    {
      name: 'Current Pods',
      description: 'Number of up-to-date pods managed by the StrimziPodSet',
      jsonPath: '.status.currentPods',
      type: 'integer',
    },
    { name: 'Age', description: 'Age of the StrimziPodSet', jsonPath: '.metadata.creationTimestamp', type: 'date' },
  ],
});
