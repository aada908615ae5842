import { forbidden, invalid } from '../domain/validation/field-errors.js';
import type { FieldError } from '../kube/schema/index.js';
import type { DatabaseBackup } from '../resources/database-backup/index.js';
import type { DatabaseCluster } from '../resources/database-cluster/index.js';

const SHARDING = ['spec', 'sharding'] as const;
const SHARDS = [...SHARDING, 'shards'] as const;

/**
 * Into how many shards the data of a backup is divided, 0 where into none; undefined where nobody has written that down.
 * The snapshot may come from a bucket: whoever writes there wrote it.
 */
export function shardsOf(backup: DatabaseBackup | undefined): number | undefined {
  const spec = memberOf(backup?.status?.clusterSnapshot, 'spec');
  if (spec === undefined) return undefined;
  const shards = memberOf(memberOf(spec, 'sharding'), 'shards') ?? 0;
  return Number.isSafeInteger(shards) && (shards as number) >= 0 ? (shards as number) : undefined;
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}

/** Why data that is divided so cannot fill the database as it is asked for. */
export function refuseDivision({ spec }: DatabaseCluster, shards: number): FieldError | undefined {
  const wanted = spec.sharding?.shards ?? 0;
  if (wanted === shards) return undefined;
  if (shards === 0) return forbidden(SHARDING, 'the data that it is to be filled with is not divided into shards');
  const detail = `the data that it is to be filled with is divided into ${shards} shards, and fits into as many alone`;
  if (wanted === 0) return { path: SHARDING, type: 'FieldValueRequired', detail };
  return invalid(SHARDS, detail, { badValue: wanted, allowed: [String(shards)] });
}
