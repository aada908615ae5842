import { aStoredCluster } from '../../../../../test/builders/stand-in-cluster.js';
import { addRow, closeRecord, takeWrite } from '../../mechanics/data/ledger.js';
import { databaseAnnotations, readDatabase } from './database.js';

const AT = '2026-01-02T03:04:05.678Z';
const empty = readDatabase(aStoredCluster());
const stored = (annotations: Record<string, string>): ReturnType<typeof readDatabase> =>
  readDatabase(aStoredCluster({ annotations }));

describe('the database of a stand-in', () => {
  it('is empty at first, and then what its annotations say', () => {
    expect(empty).toEqual({ rows: [], timeline: 1, next: 1, pending: [] });
    const written = takeWrite(empty, 'one', AT);
    expect(stored(databaseAnnotations(written))).toEqual(written);
  });

  it.each([
    { rows: 'none', wal: '{' },
    { rows: '5', wal: '{}' },
    { rows: '[]', wal: '{"pending":{}}' },
    { rows: '[]', wal: '{"next":"2"}' },
  ])('is empty when its annotations are $rows and $wal', ({ rows, wal }) => {
    expect(stored({ 'sandbox.dbaas.io/rows': rows, 'sandbox.dbaas.io/wal': wal })).toEqual(empty);
  });

  it('takes a text once, and again after another', () => {
    const one = takeWrite(empty, 'one', AT);
    expect(takeWrite(one, 'one', 'later')).toBe(one);
    const again = takeWrite(takeWrite(one, 'two', AT), 'one', AT);
    expect(again.rows.map(({ text }) => text)).toEqual(['one', 'two', 'one']);
    expect(takeWrite(takeWrite(one, undefined, AT), 'one', AT).rows).toHaveLength(2);
  });

  it('fills a segment with each row, and with none when one is closed', () => {
    const database = closeRecord(takeWrite(empty, 'one', AT), AT);
    expect(database).toMatchObject({
      next: 3,
      pending: [
        { number: 1, at: AT, text: 'one' },
        { number: 2, at: AT },
      ],
    });
  });

  it('takes nothing more when its log does not get away', () => {
    let database = empty;
    for (let write = 0; write < 300; write += 1) database = takeWrite(database, `row ${write}`, AT);
    expect(database.pending).toHaveLength(200);
    expect(takeWrite({ ...database, pending: [] }, 'another', AT).rows.at(-1)?.text).toBe('another');
  });

  it('keeps its newest rows, and not all of a long text', () => {
    const rows = Array.from({ length: 150 }, (_, at) => ({ at: AT, text: String(at) })).reduce(addRow, empty.rows);
    expect([rows.length, rows[0]?.text]).toEqual([100, '50']);
    expect(takeWrite(empty, 'x'.repeat(1000), AT).rows[0]?.text).toHaveLength(200);
  });
});
