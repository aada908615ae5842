import type { Timestamp } from './timestamp.js';

export const CHUNKS_FOLDER = 'pbmPitr';

/** A slice of the oplog of one replica set: what happened after `from`, up to `to`. */
export interface ChunkSpan {
  readonly replset: string;
  readonly from: Timestamp;
  readonly to: Timestamp;
}

const NAME = /^pbmPitr\/([^/]+)\/\d{8}\/(\d{14})-(\d+)\.(\d{14})-(\d+)\.oplog(\.\w+)?$/;

const digits = ({ T }: Timestamp): string => new Date(T * 1000).toISOString().replace(/\D/g, '').slice(0, 14);
const format = (time: Timestamp): string => `${digits(time)}-${time.I}`;

/** `pbmPitr/rs0/20260301/20260301102030-1.20260301103030-5.oplog`; what comes behind tells of the compression. */
export const chunkName = ({ replset, from, to }: ChunkSpan): string =>
  `${CHUNKS_FOLDER}/${replset}/${digits(from).slice(0, 8)}/${format(from)}.${format(to)}.oplog`;

/** undefined for what is no chunk. */
export function parseChunkName(name: string): ChunkSpan | undefined {
  const [, replset, from, fromNumber, to, toNumber] = NAME.exec(name) ?? [];
  if (!replset || !from || !to) return undefined;
  return { replset, from: parse(from, fromNumber), to: parse(to, toNumber) };
}

function parse(text: string, number: string | undefined): Timestamp {
  const [year, month, day, hour, minute, second] = (text.match(/^\d{4}|\d\d/g) ?? []).map(Number);
  const ms = Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second);
  return { T: ms / 1000, I: Number(number) };
}
