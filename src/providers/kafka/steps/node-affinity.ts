import type { PodSchedulingPolicy } from '../../../resources/shared/pod-scheduling-policy.js';

interface Term {
  readonly matchExpressions?: readonly object[];
}

interface NodeAffinity {
  readonly requiredDuringSchedulingIgnoredDuringExecution?: { readonly nodeSelectorTerms?: readonly Term[] };
}

/** The operator's template has no nodeSelector: its labels become requirements of every term, of which one must hold. */
export function nodeAffinityOf({ nodeSelector = {}, affinity }: PodSchedulingPolicy): object | undefined {
  const given = affinity?.nodeAffinity as NodeAffinity | undefined;
  const expressions = Object.entries(nodeSelector).map(([key, value]) => ({ key, operator: 'In', values: [value] }));
  if (expressions.length === 0) return given;
  const terms = given?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [{}];
  const nodeSelectorTerms = terms.map((term) => ({
    ...term,
    matchExpressions: [...(term.matchExpressions ?? []), ...expressions],
  }));
  return { ...given, requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } };
}
