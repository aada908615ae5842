import type { PodSchedulingPolicy } from '../../../resources/shared/pod-scheduling-policy.js';

export const DEFAULT_TOPOLOGY_KEY = 'kubernetes.io/hostname';

/** The rule that keeps pods with these labels on different nodes (or zones); undefined when they may share one. */
export function keepApart(
  { antiAffinity = 'Preferred', topologyKey = DEFAULT_TOPOLOGY_KEY }: PodSchedulingPolicy,
  matchLabels: Readonly<Record<string, string>>,
): PodAntiAffinity | undefined {
  if (antiAffinity === 'None') return undefined;
  const term = { labelSelector: { matchLabels: { ...matchLabels } }, topologyKey };
  return antiAffinity === 'Required'
    ? { requiredDuringSchedulingIgnoredDuringExecution: [term] }
    : { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: term }] };
}

export interface PodAntiAffinity {
  requiredDuringSchedulingIgnoredDuringExecution?: object[];
  preferredDuringSchedulingIgnoredDuringExecution?: object[];
}
