import type { ComputeResources } from '../../../resources/database-cluster/index.js';
import type { ResourceRequirements } from '../upstream.js';

/** Requests equal limits, so that a database is not evicted for a neighbour's sake. */
export function guaranteed(resources: ComputeResources | undefined): ResourceRequirements | undefined {
  const amounts = Object.entries(resources ?? {}).filter((entry): entry is [string, string] => entry[1] !== undefined);
  if (amounts.length === 0) return undefined;
  const named = Object.fromEntries(amounts);
  return { requests: { ...named }, limits: { ...named } };
}
