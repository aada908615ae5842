import { defineEnum, EnumField, IntField, ListField, ObjectField, Shape, StringField, text } from '../declare/index.js';
import { LABEL_KEY, LabelSelector } from './label-selector.js';

export type UnsatisfiableAction = 'DoNotSchedule' | 'ScheduleAnyway';
export type NodeInclusionPolicy = 'Honor' | 'Ignore';

export const UNSATISFIABLE_ACTION = defineEnum(
  'UnsatisfiableAction',
  'What happens to a pod that would break the spread.',
  {
    DoNotSchedule: 'It waits.',
    ScheduleAnyway: 'It runs where it does the least harm.',
  },
);

export const NODE_INCLUSION_POLICY = defineEnum('NodeInclusionPolicy', 'Whether a property of nodes counts.', {
  Honor: 'Only nodes that pods could run on count.',
  Ignore: 'All nodes count.',
});

/** core/v1 TopologySpreadConstraint. */
@Shape({ description: 'How evenly pods are spread over zones, nodes or other domains.' })
export class TopologySpreadConstraint {
  @IntField({ description: 'By how many pods domains may differ.', min: 1, max: 1000 })
  maxSkew!: number;

  @StringField({
    description: 'Node label: nodes with the same value are one domain.',
    ...LABEL_KEY,
    example: 'topology.kubernetes.io/zone',
  })
  topologyKey!: string;

  @EnumField(UNSATISFIABLE_ACTION, { description: 'What happens to a pod that would break the spread.' })
  whenUnsatisfiable!: UnsatisfiableAction;

  @ObjectField(() => LabelSelector, { description: 'Which pods are counted.', optional: true })
  labelSelector?: LabelSelector;

  @IntField({ description: 'Fewer domains than this count as an uneven spread.', optional: true, min: 1, max: 1000 })
  minDomains?: number;

  @EnumField(NODE_INCLUSION_POLICY, {
    description: 'Whether node affinity and selector limit which nodes count; Honor when absent.',
    optional: true,
  })
  nodeAffinityPolicy?: NodeInclusionPolicy;

  @EnumField(NODE_INCLUSION_POLICY, {
    description: 'Whether taints limit which nodes count; Ignore when absent.',
    optional: true,
  })
  nodeTaintsPolicy?: NodeInclusionPolicy;

  @ListField(text(LABEL_KEY), {
    description: 'Labels whose value the pods counted must share with the new pod.',
    optional: true,
    set: true,
    maxItems: 16,
  })
  matchLabelKeys?: string[];
}
