import { defineEnum, EnumField, IntField, ListField, ObjectField, Shape, StringField, text } from '../declare/index.js';
import { LABEL_KEY, LABEL_VALUE } from './label-selector.js';

export type NodeSelectorOperator = 'In' | 'NotIn' | 'Exists' | 'DoesNotExist' | 'Gt' | 'Lt';

export const NODE_SELECTOR_OPERATOR = defineEnum('NodeSelectorOperator', 'How a node is compared with `values`.', {
  In: 'The node has one of the values.',
  NotIn: 'The node has none of the values, or no such label.',
  Exists: 'The node has the label, whatever its value.',
  DoesNotExist: 'The node has no such label.',
  Gt: 'The value of the node, as an integer, is more than the one given.',
  Lt: 'The value of the node, as an integer, is less than the one given.',
});

/** core/v1 NodeSelectorRequirement. */
@Shape({ description: 'One condition on a label or field of a node.' })
export class NodeSelectorRequirement {
  @StringField({ description: 'The label or field.', ...LABEL_KEY, example: 'topology.kubernetes.io/zone' })
  key!: string;

  @EnumField(NODE_SELECTOR_OPERATOR, { description: 'How it is compared.' })
  operator!: NodeSelectorOperator;

  @ListField(text(LABEL_VALUE), {
    description: 'One or more with In and NotIn, one integer with Gt and Lt, none otherwise.',
    optional: true,
    maxItems: 32,
  })
  values?: string[];
}

/** core/v1 NodeSelectorTerm. */
@Shape({ description: 'Conditions on a node that must all hold.' })
export class NodeSelectorTerm {
  @ListField(() => NodeSelectorRequirement, { description: 'Conditions on labels.', optional: true, maxItems: 16 })
  matchExpressions?: NodeSelectorRequirement[];

  @ListField(() => NodeSelectorRequirement, {
    description: 'Conditions on fields; Kubernetes knows `metadata.name` only.',
    optional: true,
    maxItems: 16,
  })
  matchFields?: NodeSelectorRequirement[];
}

/** core/v1 NodeSelector. */
@Shape({ description: 'Chooses nodes.' })
export class NodeSelector {
  @ListField(() => NodeSelectorTerm, {
    description: 'A node that meets any of these will do.',
    minItems: 1,
    maxItems: 16,
  })
  nodeSelectorTerms!: NodeSelectorTerm[];
}

/** core/v1 PreferredSchedulingTerm. */
@Shape({ description: 'Nodes that are liked, and how much.' })
export class PreferredSchedulingTerm {
  @IntField({ description: 'Added to the score of a node that meets the preference.', min: 1, max: 100 })
  weight!: number;

  @ObjectField(() => NodeSelectorTerm, { description: 'Which nodes.' })
  preference!: NodeSelectorTerm;
}

/** core/v1 NodeAffinity. */
@Shape({ description: 'Which nodes pods must or should run on.' })
export class NodeAffinity {
  @ObjectField(() => NodeSelector, { description: 'Pods run nowhere else.', optional: true })
  requiredDuringSchedulingIgnoredDuringExecution?: NodeSelector;

  @ListField(() => PreferredSchedulingTerm, {
    description: 'Pods run there if there is room.',
    optional: true,
    maxItems: 16,
  })
  preferredDuringSchedulingIgnoredDuringExecution?: PreferredSchedulingTerm[];
}
