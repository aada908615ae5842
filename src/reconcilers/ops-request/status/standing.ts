import { sameValue, valueAt } from '../../../operations/index.js';
import type { DatabaseCluster } from '../../../resources/database-cluster/index.js';
import type { FieldValue, OpsRequestStatus } from '../../../resources/ops-request/index.js';

/** How the fields that an operation changes stand: as it found them, as it sets them, or as somebody else set them. */
export type Standing = 'previous' | 'applied' | 'foreign';

export function standingOf({ previous = [], applied = [] }: OpsRequestStatus, cluster: DatabaseCluster): Standing {
  if (agrees(applied, cluster)) return 'applied';
  return agrees(previous, cluster) ? 'previous' : 'foreign';
}

const agrees = (fields: readonly FieldValue[], cluster: DatabaseCluster): boolean =>
  fields.every(({ path, value }) => sameValue(value, valueAt(cluster, path)));

/** The fields that still have the values that the operation gave them, with what they had before. */
export function revertible({ previous = [], applied = [] }: OpsRequestStatus, cluster: DatabaseCluster): FieldValue[] {
  return previous.filter((_, index) => agrees([applied[index]!], cluster));
}

/** The fields that have their values of before again. */
export function restored({ previous = [] }: OpsRequestStatus, cluster: DatabaseCluster): FieldValue[] {
  return previous.filter((field) => agrees([field], cluster));
}

export function describeFields(fields: readonly FieldValue[]): string {
  return fields.map(({ path, value }) => `${path.slice(1).replaceAll('/', '.')} to ${describeValue(value)}`).join(', ');
}

function describeValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
}
