/** The types of JSON that stand at each path of a value, as `status.members[].name`: how it looks to who reads it. */
export type Shape = ReadonlyMap<string, ReadonlySet<string>>;

/** Of several values in one: whatever any of them has. */
export function shapeOf(values: readonly unknown[]): Shape {
  const shape = new Map<string, Set<string>>();
  for (const value of values) note(shape, '', value);
  return shape;
}

function note(shape: Map<string, Set<string>>, path: string, value: unknown): void {
  shape.set(path, (shape.get(path) ?? new Set()).add(typeOf(value)));
  if (Array.isArray(value)) for (const item of value) note(shape, `${path}[]`, item);
  else if (value !== null && typeof value === 'object')
    for (const [key, child] of Object.entries(value)) note(shape, path ? `${path}.${key}` : key, child);
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** Paths at which two shapes have something, and not the same; `null` is not held against anybody. */
export function disagreements(one: Shape, other: Shape): string[] {
  const typesIn = (shape: Shape, path: string): string[] =>
    [...shape.get(path)!].filter((type) => type !== 'null').sort();
  return [...one.keys()]
    .filter((path) => other.has(path))
    .map((path) => ({ path, types: [typesIn(one, path), typesIn(other, path)] as const }))
    .filter(({ types: [a, b] }) => a.length > 0 && b.length > 0 && a.join() !== b.join())
    .map(({ path, types: [a, b] }) => `${path}: ${a.join(' or ')}, and ${b.join(' or ')}`);
}

/** Of these paths those at which the value has nothing, or null. */
export function missing(shape: Shape, paths: readonly string[]): string[] {
  return paths.filter((path) => ![...(shape.get(path) ?? [])].some((type) => type !== 'null'));
}
