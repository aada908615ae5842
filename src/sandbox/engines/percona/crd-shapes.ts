import type { StructuralSchema } from '../../../kube/schema/index.js';
import { integer, list, open, resources, text, textMap } from '../mechanics/crds/shape.js';

const volumeSpec = open('Where data are.', {
  persistentVolumeClaim: open('A volume for each pod.', {
    storageClassName: text('By whom.'),
    resources: resources('How much.'),
  }),
});

/** Fields of every group of pods in both operators' definitions. */
export const podGroup: Readonly<Record<string, StructuralSchema>> = {
  size: integer('How many pods.', { format: 'int32' }),
  configuration: text('Text of the configuration file.'),
  resources: resources('What each pod may use.'),
  volumeSpec,
  affinity: open('Which nodes.', {
    antiAffinityTopologyKey: text('What no two pods share.'),
    advanced: open('A rule of one’s own.'),
  }),
  tolerations: list('Taints that do not matter.', open('One of them.')),
  nodeSelector: textMap('Labels of nodes.'),
  topologySpreadConstraints: list('How evenly.', open('One rule.')),
  priorityClassName: text('How important.'),
  annotations: textMap('Of pods.'),
  labels: textMap('Of pods.'),
};

/** How far a Service reaches. */
export const exposure: Readonly<Record<string, StructuralSchema>> = {
  type: text('Of the Service.'),
  annotations: textMap('Of the Service.'),
  labels: textMap('Of the Service.'),
  loadBalancerSourceRanges: list('Who may come in.', { type: 'string' }),
};

export const condition: StructuralSchema = open('What happened.', {
  type: text('What.'),
  status: text('Whether it is so.'),
  reason: text('Why, in a word.'),
  message: text('Why.'),
  lastTransitionTime: text('When.', { format: 'date-time' }),
});
