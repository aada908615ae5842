/** Which numbers the nodes of each pool have: unique in the whole cluster, kept for as long as a node lives. */

export interface PoolSize {
  readonly current: readonly number[];
  readonly replicas: number;
  /** Annotations such as `[100-199]` or `[3, 5]`; text that is neither is passed over. */
  readonly next?: string;
  readonly remove?: string;
}

const MAX_IDS = 10_000;

/** The numbers in such an annotation, in its order. */
export function parseIds(text: string | undefined): number[] {
  const inner = /^\s*\[([\d\s,-]{1,500})\]\s*$/.exec(text ?? '')?.[1];
  return inner === undefined ? [] : inner.split(',').flatMap(parseRange);
}

function parseRange(part: string): number[] {
  const [, from, to] = /^\s*(\d{1,9})(?:\s*-\s*(\d{1,9}))?\s*$/.exec(part) ?? [];
  if (from === undefined) return [];
  const first = Number(from);
  const length = Math.max(0, Math.min(Number(to ?? from) - first + 1, MAX_IDS));
  return Array.from({ length }, (_, index) => first + index);
}

/** The numbers a pool has once it is as large as it asks for; those that others hold are not free. */
export function resizeIds(pool: PoolSize, taken: ReadonlySet<number>): number[] {
  const missing = pool.replicas - pool.current.length;
  if (missing < 0) return shrink(pool, -missing);
  const ids = [...pool.current];
  for (let count = 0; count < missing; count += 1) ids.push(nextFree(pool, new Set([...taken, ...ids])));
  return ids.sort((a, b) => a - b);
}

function nextFree({ next }: PoolSize, taken: ReadonlySet<number>): number {
  const preferred = parseIds(next).find((id) => !taken.has(id));
  if (preferred !== undefined) return preferred;
  let id = 0;
  while (taken.has(id)) id += 1;
  return id;
}

function shrink({ current, remove }: PoolSize, count: number): number[] {
  const preferred = parseIds(remove).filter((id) => current.includes(id));
  const others = [...current].sort((a, b) => b - a).filter((id) => !preferred.includes(id));
  const leaving = new Set([...preferred, ...others].slice(0, count));
  return current.filter((id) => !leaving.has(id)).sort((a, b) => a - b);
}
