/** What kubectl shows where a list or a reference is empty. */
export const NONE = '<none>';

type Json = Record<string, unknown>;

/** The value at the path; undefined as soon as a step leads nowhere. Stored objects may hold anything. */
export function fieldOf(object: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, name) => (typeof value === 'object' && value !== null ? (value as Json)[name] : undefined),
    object,
  );
}

export function textOf(object: unknown, ...path: readonly string[]): string | undefined {
  const value = fieldOf(object, ...path);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function numberOf(object: unknown, ...path: readonly string[]): number {
  const value = fieldOf(object, ...path);
  return typeof value === 'number' ? value : 0;
}

export function listOf(object: unknown, ...path: readonly string[]): readonly unknown[] {
  const value = fieldOf(object, ...path);
  return Array.isArray(value) ? value : [];
}

export function countOf(object: unknown, ...path: readonly string[]): number {
  const value = fieldOf(object, ...path);
  return typeof value === 'object' && value !== null ? Object.keys(value).length : 0;
}

export function joined(texts: readonly (string | undefined)[]): string {
  const present = texts.filter((text) => text !== undefined);
  return present.length > 0 ? present.join(',') : NONE;
}
