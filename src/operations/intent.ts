import { resolveVersion } from '../domain/version.js';
import type { ConfigParameter, DatabaseCluster, DatabaseClusterSpec } from '../resources/database-cluster/index.js';
import type { DatabaseEngine } from '../resources/database-engine/index.js';
import type { FieldValue, OperationType, OpsRequestSpec } from '../resources/ops-request/index.js';

/** Types that change what a database should be; the others act upon what is. */
const BY_TYPE = {
  Start: () => ({ '/spec/powerState': 'Running' }),
  Stop: () => ({ '/spec/powerState': 'Stopped' }),
  HorizontalScaling: ({ horizontalScaling }) => ({
    '/spec/clusterSize': horizontalScaling?.replicas,
    '/spec/sharding/shards': horizontalScaling?.shards,
  }),
  VerticalScaling: ({ verticalScaling }) => ({
    '/spec/resources/cpu': verticalScaling?.resources.cpu,
    '/spec/resources/memory': verticalScaling?.resources.memory,
  }),
  VolumeExpansion: ({ volumeExpansion }) => ({
    '/spec/storage/size': volumeExpansion?.size,
    '/spec/storage/wal/size': volumeExpansion?.walSize,
  }),
  Reconfiguring: (request, { cluster }) => ({ '/spec/config': reconfigured(cluster.spec.config ?? [], request) }),
  Upgrade: ({ upgrade }, standing) => ({ '/spec/version': wantedVersion(upgrade?.version, standing) }),
  Expose: ({ expose }) => ({ '/spec/expose': expose }),
} as const satisfies Partial<Record<OperationType, FieldsOf>>;

interface Standing {
  readonly cluster: DatabaseCluster;
  readonly engine: DatabaseEngine;
}

type FieldsOf = (request: OpsRequestSpec, standing: Standing) => Readonly<Record<string, unknown>>;

export const changesIntent = (type: OperationType): boolean => Object.hasOwn(BY_TYPE, type);

/** What stands before an operation and what shall stand after it, field by field; equal ones included. */
export interface IntentChange {
  readonly previous: readonly FieldValue[];
  readonly applied: readonly FieldValue[];
}

/** Undefined for a type that changes no intent. Fields that the request leaves open are not part of it. */
export function intentOf(
  request: OpsRequestSpec,
  cluster: DatabaseCluster,
  engine: DatabaseEngine,
): IntentChange | undefined {
  const fieldsOf: FieldsOf | undefined = (BY_TYPE as Partial<Record<OperationType, FieldsOf>>)[request.type];
  if (!fieldsOf) return undefined;
  const wanted = Object.entries(fieldsOf(request, { cluster, engine })).filter(([, value]) => value !== undefined);
  const applied = wanted.map(([path, value]) => ({ path, value }));
  return { previous: applied.map(({ path }) => ({ path, value: valueAt(cluster, path) })), applied };
}

/**
 * A line such as `18` is resolved now: what is written is exact, so that it means the same ever after. What runs and is
 * asked for already, by whatever words, is asked for by no others.
 */
function wantedVersion(version: string | undefined, { cluster, engine }: Standing): string | undefined {
  const target = version && (resolveVersion({ requested: version, engine })?.version ?? version);
  const { version: requested } = cluster.spec;
  const { version: running } = cluster.status ?? {};
  const present = resolveVersion({ requested, engine, running })?.version;
  return running === target && present === target ? requested : target;
}

/** In the order that stands, so that an unchanged setting is an unchanged item. */
function reconfigured(present: readonly ConfigParameter[], { reconfiguring }: OpsRequestSpec): ConfigParameter[] {
  const { set = [], unset = [] } = reconfiguring ?? {};
  const values = new Map(set.map(({ name, value }) => [name, value]));
  const kept = present
    .filter(({ name }) => !unset.includes(name))
    .map(({ name, value }) => ({ name, value: values.get(name) ?? value }));
  const names = new Set(kept.map(({ name }) => name));
  return [...kept, ...set.filter(({ name }) => !names.has(name)).map(({ name, value }) => ({ name, value }))];
}

export function valueAt(cluster: Pick<DatabaseCluster, 'spec'>, path: string): unknown {
  return stepsOf(path).reduce<unknown>((value, step) => memberOf(value, step), cluster);
}

function memberOf(value: unknown, step: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
  return (value as Record<string, unknown>)[step];
}

const stepsOf = (path: string): string[] => path.split('/').slice(1);

/** The cluster as it will be asked for. */
export function withFields(cluster: DatabaseCluster, fields: readonly FieldValue[]): DatabaseCluster {
  const changed = structuredClone(cluster.spec) as unknown as Record<string, unknown>;
  for (const { path, value } of fields) assign(changed, stepsOf(path).slice(1), value);
  return { ...cluster, spec: changed as unknown as DatabaseClusterSpec };
}

function assign(target: Record<string, unknown>, steps: readonly string[], value: unknown): void {
  const parents = steps.slice(0, -1);
  const parent = parents.reduce((at, step) => (at[step] ??= {}) as Record<string, unknown>, target);
  const last = steps.at(-1)!;
  if (value !== undefined) {
    parent[last] = value;
    return;
  }
  delete parent[last];
  // What was made to hold the field goes with it: else putting back would leave a trace.
  if (parents.length > 0 && Object.keys(parent).length === 0) assign(target, parents, undefined);
}
