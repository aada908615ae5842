import { applyMergePatch, createMergePatch, stableHash } from '../../kube/writes/index.js';
import type { ObjectMeta } from '../../kube/meta/index.js';
import type { DatabaseCluster, DatabaseClusterSpec } from '../../resources/database-cluster/index.js';

/** The part of a cluster that is somebody's wish: what preconditions compare, and what writes may change. */
export interface Intent {
  readonly spec: DatabaseClusterSpec;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** Our own stamps are no part of it: they must not fail a careful writer. */
const STAMP_PREFIX = 'dbaas.io/';
/** What `kubectl apply` notes for itself repeats the wish. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

export function intentOf({ metadata, spec }: Pick<DatabaseCluster, 'metadata' | 'spec'>): Intent {
  return { spec, labels: metadata.labels ?? {}, annotations: withoutStamps(metadata.annotations ?? {}) };
}

function withoutStamps(annotations: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(annotations).filter(([key]) => !key.startsWith(STAMP_PREFIX) && key !== LAST_APPLIED),
  );
}

const tags = new WeakMap<ObjectMeta, string>();

/** `<intent>.<resourceVersion>`: the first half names the wish, the whole names the object as it stands. */
export function entityTagOf(cluster: DatabaseCluster): string {
  const known = tags.get(cluster.metadata);
  if (known) return known;
  const tag = `${stableHash(intentOf(cluster)).slice(0, 16)}.${cluster.metadata.resourceVersion}`;
  tags.set(cluster.metadata, tag);
  return tag;
}

/** Compares the wish alone, so that status traffic never fails a careful writer while any competing edit does. */
export function matchesIntent(cluster: DatabaseCluster, condition: string): boolean {
  const current = entityTagOf(cluster).split('.')[0];
  return isWildcard(condition) || parseTags(condition).some((tag) => tag.split('.')[0] === current);
}

/** Compares the whole, for conditional reads. */
export function matchesEntity(cluster: DatabaseCluster, condition: string): boolean {
  return isWildcard(condition) || parseTags(condition).includes(entityTagOf(cluster));
}

/** Only alone and bare: in quotes it is a tag like any other. */
const isWildcard = (condition: string): boolean => condition.trim() === '*';

/** The tags of an If-Match or If-None-Match header, without quotes and weakness. */
function parseTags(condition: string): string[] {
  return condition.split(',').map((tag) =>
    tag
      .trim()
      .replace(/^W\//, '')
      .replace(/^"(.*)"$/, '$1'),
  );
}

/** The cluster with its wish changed by a merge patch of `{metadata?: {labels?, annotations?}, spec?}`. */
export function withPatchedIntent(cluster: DatabaseCluster, patch: object): DatabaseCluster {
  return applyMergePatch(cluster, patch) as DatabaseCluster;
}

/** The smallest write that takes one to the other; undefined when the wish is the same. */
export function intentPatch(from: DatabaseCluster, to: DatabaseCluster): object | undefined {
  const wish = ({ metadata, spec }: DatabaseCluster): object => {
    const { labels = {}, annotations = {} } = metadata;
    return { metadata: { labels, annotations }, spec };
  };
  return createMergePatch(wish(from), wish(to)) as object | undefined;
}

export interface FieldChange {
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Every leaf that differs, by JSON Pointer: what a dry run answers. */
export function changesBetween(before: unknown, after: unknown, path = ''): FieldChange[] {
  if (stableHash(before ?? null) === stableHash(after ?? null)) return [];
  if (!isObject(before) || !isObject(after)) return [{ path, before, after }];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys.flatMap((key) =>
    changesBetween(before[key], after[key], `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
