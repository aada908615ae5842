import { defineEnum, EnumField, ListField, MapField, ObjectField, Shape, StringField } from '../declare/index.js';
import { Affinity } from './affinity.js';
import { LABEL_KEY, LABEL_MAP } from './label-selector.js';
import { Toleration } from './toleration.js';
import { TopologySpreadConstraint } from './topology-spread-constraint.js';

export { Affinity, Toleration, TopologySpreadConstraint };

export type AntiAffinity = 'None' | 'Preferred' | 'Required';

export const ANTI_AFFINITY = defineEnum('AntiAffinity', 'Whether members keep apart from each other.', {
  None: 'Members may share a node.',
  Preferred: 'Members share a node only when there is no other.',
  Required: 'Members never share a node; one that finds none of its own waits.',
});

/** Where the pods of a cluster may run; the words are those of core/v1. */
@Shape({ description: 'Where the pods of a database may run.' })
export class PodSchedulingPolicy {
  @EnumField(ANTI_AFFINITY, { description: 'Whether members keep apart from each other.', default: 'Preferred' })
  antiAffinity?: AntiAffinity;

  @StringField({
    description: 'Node label within whose values members keep apart: hosts, or zones.',
    default: 'kubernetes.io/hostname',
    ...LABEL_KEY,
    example: 'topology.kubernetes.io/zone',
  })
  topologyKey?: string;

  @MapField({
    description: 'Only nodes with all of these labels.',
    optional: true,
    ...LABEL_MAP,
    example: { 'kubernetes.io/arch': 'amd64' },
  })
  nodeSelector?: Record<string, string>;

  @ListField(() => Toleration, { description: 'Taints of nodes that pods put up with.', optional: true, maxItems: 32 })
  tolerations?: Toleration[];

  @ObjectField(() => Affinity, { description: 'Further rules, in the words of Kubernetes.', optional: true })
  affinity?: Affinity;

  @ListField(() => TopologySpreadConstraint, {
    description: 'How evenly members are spread.',
    optional: true,
    mapKeys: ['topologyKey', 'whenUnsatisfiable'],
    maxItems: 8,
  })
  topologySpreadConstraints?: TopologySpreadConstraint[];

  @StringField({
    description: 'PriorityClass of the pods: who gives way when nodes are full.',
    optional: true,
    minLength: 1,
    maxLength: 253,
  })
  priorityClassName?: string;
}
