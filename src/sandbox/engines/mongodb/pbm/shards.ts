import type { Row } from '../../mechanics/data/ledger.js';

/** Which of so many shards a row is on: by its text, as a hashed key would have it. */
export function shardOf(text: string, shards: number): number {
  const sum = [...text].reduce((total, letter) => (total * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003, 7);
  return sum % shards;
}

/** The rows of each replica set. */
export function divide<T extends { readonly text: string }>(
  rows: readonly T[],
  replsets: readonly string[],
): Map<string, T[]> {
  const divided = new Map(replsets.map((name): [string, T[]] => [name, []]));
  for (const row of rows) divided.get(replsets[shardOf(row.text, replsets.length)]!)!.push(row);
  return divided;
}

/** Rows of all shards, the oldest first. */
export const unite = (parts: readonly (readonly Row[])[]): Row[] =>
  parts.flat().sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
