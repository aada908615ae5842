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

const KINDS = [
  'requiredDuringSchedulingIgnoredDuringExecution',
  'preferredDuringSchedulingIgnoredDuringExecution',
] as const;

export type PodAntiAffinity = Partial<Record<(typeof KINDS)[number], readonly object[]>>;

/** Both count: what the user adds stands beside what keeps members apart. */
export function joinRules(ours: PodAntiAffinity = {}, theirs: PodAntiAffinity = {}): PodAntiAffinity | undefined {
  const both = KINDS.map((kind) => [kind, [...(ours[kind] ?? []), ...(theirs[kind] ?? [])]] as const);
  const given = both.filter(([, rules]) => rules.length > 0);
  return given.length > 0 ? Object.fromEntries(given) : undefined;
}
