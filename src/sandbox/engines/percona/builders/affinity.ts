import type { Affinity } from '../cluster.js';

const HOST = 'kubernetes.io/hostname';
const TOPOLOGY_KEYS = ['none', HOST, 'topology.kubernetes.io/zone', 'topology.kubernetes.io/region'];

/** Unless somebody says otherwise, no two pods of a group share a node; a rule of one's own replaces that altogether. */
export function buildAffinity(
  { antiAffinityTopologyKey = HOST, advanced }: Affinity = {},
  matchLabels: Readonly<Record<string, string>>,
): object | undefined {
  if (advanced) return advanced;
  const topologyKey = TOPOLOGY_KEYS.includes(antiAffinityTopologyKey) ? antiAffinityTopologyKey : HOST;
  if (topologyKey === 'none') return undefined;
  const term = { labelSelector: { matchLabels }, topologyKey };
  return { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } };
}
