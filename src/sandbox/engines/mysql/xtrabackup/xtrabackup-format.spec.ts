import { binlogName, gtidsOf, replay, type BinlogEvent } from './binlog.js';
import { addGtid, formatGtids, hasGtid, parseGtids } from './gtid-set.js';
import { parseInfo, renderInfo } from './xtrabackup-info.js';

const A = '3e11fa47-71ca-11e1-9e33-c80aa9429562';
const B = '00000000-0000-0000-0000-000000000001';

describe('sets of transactions', () => {
  it.each([
    { text: '', set: [] },
    { text: `${A}:1`, set: [{ source: A, from: 1, to: 1 }] },
    {
      text: `${A}:1-5:7,${B}:2-3`,
      set: [
        { source: A, from: 1, to: 5 },
        { source: A, from: 7, to: 7 },
        { source: B, from: 2, to: 3 },
      ],
    },
  ])('are written as $text', ({ text, set }) => {
    expect(parseGtids(text)).toEqual(set);
    expect(formatGtids(set)).toBe(text);
  });

  it('grow by what comes next, and by what does not', () => {
    const set = [1, 2, 2, 5].reduce((grown, number) => addGtid(grown, A, number), parseGtids(`${B}:1`));
    expect(formatGtids(set)).toBe(`${B}:1,${A}:1-2:5`);
    expect([hasGtid(set, A, 2), hasGtid(set, A, 3), hasGtid(set, B, 2)]).toEqual([true, false, false]);
  });
});

describe('xtrabackup_info', () => {
  const info = {
    serverVersion: '8.4.7-7.1',
    startTime: '2026-03-01T10:20:30Z',
    endTime: '2026-03-01T10:20:31Z',
    gtids: `${A}:1-5`,
  };

  it('is written as the tool does, and read again', () => {
    expect(renderInfo(info).split('\n')).toEqual(
      expect.arrayContaining([
        'server_version = 8.4.7-7.1',
        'end_time = 2026-03-01 10:20:31',
        `binlog_pos = filename 'binlog.000002', position '197', GTID of the last change '${A}:1-5'`,
      ]),
    );
    expect(parseInfo(renderInfo(info))).toEqual(info);
  });

  it.each(['', 'server_version = 8.4.7-7.1\n', renderInfo(info).replace(/GTID.*/, '')])('is not %j', (text) => {
    expect(parseInfo(text)).toBeUndefined();
  });
});

describe('the binary log', () => {
  const event = (number: number, source = A): BinlogEvent => ({
    source,
    number,
    at: new Date(Date.UTC(2026, 2, 1, 10, number)).toISOString(),
    text: `${source === A ? 'a' : 'b'}${number}`,
  });

  it('is named by its beginning and its transactions', () => {
    const events = [event(1), event(2)];
    expect(gtidsOf(events)).toBe(`${A}:1-2`);
    expect(binlogName(events)).toMatch(/^binlog_1772359260_[0-9a-f]{32}$/);
    expect(binlogName([event(1)])).not.toBe(binlogName(events));
  });

  it.each([
    { up: 'to its end', executed: `${A}:1`, until: undefined, texts: ['a2', 'a3'] },
    { up: 'to a moment', executed: `${A}:1`, until: new Date(event(2).at), texts: ['a2'] },
    { up: 'from nothing', executed: '', until: undefined, texts: ['a1', 'a2', 'a3'] },
    { up: 'where all is known', executed: `${A}:1-3`, until: undefined, texts: [] },
    { up: 'of another server', executed: `${B}:1-3`, until: undefined, texts: ['a1', 'a2', 'a3'] },
  ])('is replayed $up', ({ executed, until, texts }) => {
    const events = [event(3), event(1), event(2)];
    expect(replay(parseGtids(executed), events, until).map(({ text }) => text)).toEqual(texts);
  });
});
