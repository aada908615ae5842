/**
 * A set of field paths as a tree. A path is a list of FieldsV1 keys (`f:spec`, `k:{"name":"a"}`, `v:"x"`); a node is
 * `owned` when the path that ends at it belongs to the set. Sets are immutable, and no branch of one is empty.
 */
export interface FieldSet {
  readonly owned: boolean;
  readonly children: ReadonlyMap<string, FieldSet>;
}

const NO_CHILDREN: ReadonlyMap<string, FieldSet> = new Map();

export const EMPTY_SET: FieldSet = { owned: false, children: NO_CHILDREN };
export const LEAF: FieldSet = { owned: true, children: NO_CHILDREN };

export function isEmptySet(set: FieldSet): boolean {
  return !set.owned && set.children.size === 0;
}

/** A node of its children; empty ones are left out. */
export function nodeOf(owned: boolean, children: Iterable<readonly [string, FieldSet]>): FieldSet {
  const kept = new Map<string, FieldSet>();
  for (const [key, child] of children) if (!isEmptySet(child)) kept.set(key, child);
  return { owned, children: kept };
}

export function pathSet(path: readonly string[]): FieldSet {
  return path.reduceRight((set, key) => nodeOf(false, [[key, set]]), LEAF);
}

export function union(a: FieldSet, b: FieldSet): FieldSet {
  if (isEmptySet(a)) return b;
  if (isEmptySet(b)) return a;
  const children = new Map(a.children);
  for (const [key, child] of b.children) children.set(key, union(children.get(key) ?? EMPTY_SET, child));
  return { owned: a.owned || b.owned, children };
}

export function unionAll(sets: Iterable<FieldSet>): FieldSet {
  return [...sets].reduce(union, EMPTY_SET);
}

/** The paths of `a` that are not in `b`; a path in `b` takes nothing from below it. */
export function difference(a: FieldSet, b: FieldSet): FieldSet {
  if (isEmptySet(b)) return a;
  const children = [...a.children].map(
    ([key, child]) => [key, difference(child, b.children.get(key) ?? EMPTY_SET)] as const,
  );
  return nodeOf(a.owned && !b.owned, children);
}

export function intersection(a: FieldSet, b: FieldSet): FieldSet {
  const children = [...a.children].map(
    ([key, child]) => [key, intersection(child, b.children.get(key) ?? EMPTY_SET)] as const,
  );
  return nodeOf(a.owned && b.owned, children);
}

/** What lies under one first step, which may be nothing. */
export function onlyUnder(set: FieldSet, key: string): FieldSet {
  return nodeOf(false, [[key, set.children.get(key) ?? EMPTY_SET]]);
}

export function withoutUnder(set: FieldSet, key: string): FieldSet {
  return nodeOf(
    set.owned,
    [...set.children].filter(([name]) => name !== key),
  );
}

export function sameSet(a: FieldSet, b: FieldSet): boolean {
  if (a.owned !== b.owned || a.children.size !== b.children.size) return false;
  return [...a.children].every(([key, child]) => sameSet(child, b.children.get(key) ?? EMPTY_SET));
}

/** Every path of the set, parents first, in the order of their keys. */
export function* pathsOf(set: FieldSet, prefix: readonly string[] = []): Generator<readonly string[]> {
  if (set.owned) yield prefix;
  for (const key of [...set.children.keys()].sort()) yield* pathsOf(set.children.get(key)!, [...prefix, key]);
}
