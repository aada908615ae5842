import { chunksBetween, latestOf, rowsBetween, type Op } from './oplog.js';
import { divide, unite } from './shards.js';
import { timestampOf, type Timestamp } from './timestamp.js';

const minute = (of: number): Timestamp => timestampOf(new Date(Date.UTC(2026, 2, 1, 10, of)).toISOString());
const chunk = (from: number, to: number, replset = 'rs0') => ({ replset, from: minute(from), to: minute(to) });
const CHUNKS = [chunk(20, 30), chunk(0, 10), chunk(10, 20)];

describe('the way from a backup to a moment', () => {
  it.each([
    { from: 0, to: 25, through: [0, 10, 20] },
    { from: 5, to: 10, through: [0] },
    { from: 10, to: 30, through: [10, 20] },
    { from: 12, to: 12, through: [] },
  ])('from minute $from to $to goes through the chunks of $through', ({ from, to, through }) => {
    expect(chunksBetween(CHUNKS, minute(from), minute(to)).map((one) => one.from)).toEqual(through.map(minute));
  });

  it.each([
    { what: 'ends too early', chunks: CHUNKS, from: 5, to: 31, error: /no chunk with the target time/ },
    { what: 'has a gap', chunks: [chunk(0, 10), chunk(20, 30)], from: 5, to: 25, error: /integrity violated/ },
    { what: 'begins too late', chunks: [chunk(10, 20)], from: 5, to: 15, error: /integrity violated/ },
    { what: 'is empty', chunks: [], from: 5, to: 6, error: /no chunk with the target time/ },
  ])('does not exist when the oplog $what', ({ chunks, from, to, error }) => {
    expect(() => chunksBetween(chunks, minute(from), minute(to))).toThrow(error);
  });

  it('adds what happened after the backup, up to the moment', () => {
    const ops = [1, 2, 3, 4].map((of): Op => ({ ts: minute(of), op: 'i', ns: 'app.rows', o: { text: `row ${of}` } }));
    expect(rowsBetween(ops, minute(1), minute(3)).map(({ text }) => text)).toEqual(['row 2', 'row 3']);
  });
});

it.each([
  { chunks: CHUNKS, replsets: ['rs0'], latest: 30 },
  { chunks: [...CHUNKS, chunk(0, 10, 'rs1')], replsets: ['rs0', 'rs1'], latest: 10 },
  { chunks: CHUNKS, replsets: ['rs0', 'rs1'], latest: undefined },
])('the latest moment is that which all of $replsets have reached', ({ chunks, replsets, latest }) => {
  expect(latestOf(chunks, replsets)).toEqual(latest === undefined ? undefined : minute(latest));
});

it('rows are divided over shards and come back in their order', () => {
  const rows = Array.from({ length: 40 }, (_, at) => ({ at: new Date(at).toISOString(), text: `row ${at}` }));
  const parts = divide(rows, ['rs0', 'rs1', 'rs2']);
  expect([...parts.values()].every((part) => part.length > 0)).toBe(true);
  expect(unite([...parts.values()])).toEqual(rows);
});
