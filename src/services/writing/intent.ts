import { applyMergePatch, createMergePatch, stableHash } from '../../kube/writes/index.js';
import type { KubeObject, ObjectMeta } from '../../kube/meta/index.js';

/** A custom resource of ours, of whichever kind. */
export type Intended = KubeObject & { readonly spec: object };

/** The part of an object that is somebody's wish: what preconditions compare, and what writes may change. */
export interface Intent {
  readonly spec: object;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** Our own stamps are no part of it: they must not fail a careful writer. */
const STAMP_PREFIX = 'dbaas.io/';
/** What `kubectl apply` notes for itself repeats the wish. */
export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

export function intentOf({ metadata, spec }: Pick<Intended, 'metadata' | 'spec'>): Intent {
  return { spec, labels: metadata.labels ?? {}, annotations: withoutStamps(metadata.annotations ?? {}) };
}

function withoutStamps(annotations: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(annotations).filter(([key]) => !key.startsWith(STAMP_PREFIX) && key !== LAST_APPLIED),
  );
}

const tags = new WeakMap<ObjectMeta, string>();

/** `<intent>.<resourceVersion>`: the first half names the wish, the whole names the object as it stands. */
export function entityTagOf(object: Intended): string {
  const known = tags.get(object.metadata);
  if (known) return known;
  const tag = `${stableHash(intentOf(object)).slice(0, 16)}.${object.metadata.resourceVersion}`;
  tags.set(object.metadata, tag);
  return tag;
}

/** Compares the wish alone, so that status traffic never fails a careful writer while any competing edit does. */
export function matchesIntent(object: Intended, condition: string): boolean {
  const current = entityTagOf(object).split('.')[0];
  return isWildcard(condition) || parseTags(condition).some((tag) => tag.split('.')[0] === current);
}

/** Compares the whole, for conditional reads. */
export function matchesEntity(object: Intended, condition: string): boolean {
  return namesTag(condition, entityTagOf(object));
}

/** Whether a condition names what has this tag, of whatever it is. */
export function namesTag(condition: string, tag: string): boolean {
  return isWildcard(condition) || parseTags(condition).includes(tag);
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

/** The object with its wish changed by a merge patch of `{metadata?: {labels?, annotations?}, spec?}`. */
export function withPatchedIntent<T extends Intended>(object: T, patch: object): T {
  return applyMergePatch(object, patch) as T;
}

/** The smallest write that takes one to the other; undefined when the wish is the same. */
export function intentPatch(from: Intended, to: Intended): object | undefined {
  const wish = ({ metadata, spec }: Intended): object => {
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
