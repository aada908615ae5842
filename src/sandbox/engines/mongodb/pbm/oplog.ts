import { ArchiveError } from '../../mechanics/archive/archive-bucket.js';
import type { Row } from '../../mechanics/data/ledger.js';
import type { ChunkSpan } from './chunk-name.js';
import { isAfter, timeOf, type Timestamp } from './timestamp.js';

/** One entry of the oplog: a document that was inserted. */
export interface Op {
  readonly ts: Timestamp;
  readonly op: 'i';
  readonly ns: string;
  readonly o: { readonly text: string };
}

export const NAMESPACE = 'app.rows';

export const rowOf = ({ ts, o }: Op): Row => ({ at: timeOf(ts), text: o.text });

/**
 * The chunks that lead from the end of a backup to a moment, in order. @throws ArchiveError when they leave a gap, or
 * end before: then PBM does not know what happened up to then.
 */
export function chunksBetween<C extends ChunkSpan>(chunks: readonly C[], from: Timestamp, to: Timestamp): C[] {
  const inOrder = [...chunks]
    .sort((a, b) => (isAfter(a.from, b.from) ? 1 : -1))
    .filter((chunk) => isAfter(chunk.to, from));
  const needed: C[] = [];
  let reached = from;
  for (const chunk of inOrder) {
    if (!isAfter(to, reached)) break;
    if (isAfter(chunk.from, reached)) {
      throw new ArchiveError(
        `integrity violated, expect chunk with start_ts ${timeOf(reached)}, but got ${timeOf(chunk.from)}`,
      );
    }
    needed.push(chunk);
    reached = chunk.to;
  }
  if (isAfter(to, reached))
    throw new ArchiveError(`no chunk with the target time, the last chunk ends on ${timeOf(reached)}`);
  return needed;
}

/** Rows that the oplog adds after one moment, up to another. */
export const rowsBetween = (ops: readonly Op[], from: Timestamp, to: Timestamp): Row[] =>
  ops.filter(({ ts }) => isAfter(ts, from) && !isAfter(ts, to)).map(rowOf);

/** Up to where the chunks of all replica sets go; undefined while one has none. */
export function latestOf(chunks: readonly ChunkSpan[], replsets: readonly string[]): Timestamp | undefined {
  const ends = replsets.map((name) =>
    chunks
      .filter(({ replset }) => replset === name)
      .map(({ to }) => to)
      .reduce<Timestamp | undefined>((latest, to) => (latest && !isAfter(to, latest) ? latest : to), undefined),
  );
  const known = ends.filter((end) => end !== undefined);
  if (known.length < ends.length) return undefined;
  return known.reduce<Timestamp | undefined>((least, end) => (least && !isAfter(least, end) ? least : end), undefined);
}
