import { sameQuantity } from '../../../kube/meta/index.js';
import type { ComputeResources } from '../../../resources/database-cluster/index.js';

/** As Kubernetes spells them. */
export interface ResourceRequirements {
  requests: Record<string, string>;
  limits: Record<string, string>;
}

/** Requests equal limits, so that a database is not evicted for a neighbour's sake. */
export function guaranteed(resources: ComputeResources | undefined): ResourceRequirements | undefined {
  const amounts = Object.entries(resources ?? {}).filter((entry): entry is [string, string] => entry[1] !== undefined);
  if (amounts.length === 0) return undefined;
  const named = Object.fromEntries(amounts);
  return { requests: { ...named }, limits: { ...named } };
}

const AMOUNTS = (['requests', 'limits'] as const).flatMap((kind) =>
  (['cpu', 'memory'] as const).map((name) => ({ kind, name })),
);

/** By value: `1` CPU is `1000m`. */
export function sameResources(a: Partial<ResourceRequirements>, b: Partial<ResourceRequirements>): boolean {
  return AMOUNTS.every(({ kind, name }) => sameQuantity(a[kind]?.[name], b[kind]?.[name]));
}
