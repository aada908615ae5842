import { IntField, ListField, ObjectField, Shape, StringField, text } from '../declare/index.js';
import { LABEL_KEY, LabelSelector } from './label-selector.js';

/** core/v1 PodAffinityTerm. */
@Shape({ description: 'Other pods, and how near counts as near.' })
export class PodAffinityTerm {
  @ObjectField(() => LabelSelector, { description: 'Which pods; none when absent.', optional: true })
  labelSelector?: LabelSelector;

  @ObjectField(() => LabelSelector, {
    description: 'Pods of namespaces with these labels; together with `namespaces`. Empty chooses all.',
    optional: true,
  })
  namespaceSelector?: LabelSelector;

  @ListField(text({ minLength: 1, maxLength: 63 }), {
    description: 'Pods of these namespaces; of the own one when neither this nor `namespaceSelector` is given.',
    optional: true,
    set: true,
    maxItems: 32,
  })
  namespaces?: string[];

  @StringField({
    description: 'Node label: nodes with the same value are near each other.',
    ...LABEL_KEY,
    example: 'kubernetes.io/hostname',
  })
  topologyKey!: string;

  @ListField(text(LABEL_KEY), {
    description: 'Labels whose value the new pod must share with the pods chosen.',
    optional: true,
    set: true,
    maxItems: 16,
  })
  matchLabelKeys?: string[];

  @ListField(text(LABEL_KEY), {
    description: 'Labels whose value the new pod must not share with the pods chosen.',
    optional: true,
    set: true,
    maxItems: 16,
  })
  mismatchLabelKeys?: string[];
}

/** core/v1 WeightedPodAffinityTerm. */
@Shape({ description: 'Pods whose nearness is liked, and how much.' })
export class WeightedPodAffinityTerm {
  @IntField({ description: 'Added to the score of a node that meets the term.', min: 1, max: 100 })
  weight!: number;

  @ObjectField(() => PodAffinityTerm, { description: 'Which pods.' })
  podAffinityTerm!: PodAffinityTerm;
}

/** core/v1 PodAffinity and, with the opposite meaning, PodAntiAffinity. */
@Shape({ description: 'Which other pods to be near to, or in `podAntiAffinity` away from.' })
export class PodAffinity {
  @ListField(() => PodAffinityTerm, { description: 'Pods run nowhere else.', optional: true, maxItems: 16 })
  requiredDuringSchedulingIgnoredDuringExecution?: PodAffinityTerm[];

  @ListField(() => WeightedPodAffinityTerm, {
    description: 'Pods run there if there is room.',
    optional: true,
    maxItems: 16,
  })
  preferredDuringSchedulingIgnoredDuringExecution?: WeightedPodAffinityTerm[];
}
