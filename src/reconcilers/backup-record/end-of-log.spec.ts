import { MemoryBucket } from '../../../test/doubles/memory-bucket.js';
import type { LogLayout } from '../../providers/contract/index.js';
import { endOfLog } from './end-of-log.js';

const at = (second: number): number => 1_772_360_000 + second;
const NUMBERED: LogLayout = { folder: 'log', numbered: { prefix: 'binlog_', digits: 10 } };
const DIVIDED: LogLayout = { folder: 'log', isDivided: true };

const end = async (bucket: MemoryBucket, layout: LogLayout): Promise<string | undefined> =>
  (await endOfLog(bucket.asBucket, 'a', layout, new AbortController().signal))?.toISOString();

describe('endOfLog', () => {
  it.each<{ what: string; layout: LogLayout; objects: readonly (readonly [name: string, at: string])[]; is?: string }>([
    { what: 'nothing', layout: { folder: 'log' }, objects: [] },
    {
      what: 'objects side by side',
      layout: { folder: 'log' },
      objects: [
        ['a/log/1', '2026-03-01T10:00:00Z'],
        ['a/log/2', '2026-03-01T11:00:00Z'],
      ],
      is: '2026-03-01T11:00:00.000Z',
    },
    {
      what: 'folders in order: those before the last are not looked into',
      layout: { folder: 'log' },
      objects: [
        ['a/log/20260301/1', '2026-03-09T00:00:00Z'],
        ['a/log/20260302/1', '2026-03-02T10:00:00Z'],
      ],
      is: '2026-03-02T10:00:00.000Z',
    },
    {
      what: 'one of each shard: the whole is behind all of them',
      layout: DIVIDED,
      objects: [
        ['a/log/rs0/20260301/1', '2026-03-01T12:00:00Z'],
        ['a/log/rs1/20260301/1', '2026-03-01T11:58:00Z'],
      ],
      is: '2026-03-01T11:58:00.000Z',
    },
    {
      what: 'names that tell where an object ends',
      layout: { folder: 'log', endOf: (name) => name.split('/').at(-1)?.replaceAll('.', ':') },
      objects: [['a/log/2026-03-01T11.00.00Z', '2026-03-01T11:03:00Z']],
      is: '2026-03-01T11:00:00.000Z',
    },
    {
      what: 'names that should, and do not',
      layout: { folder: 'log', endOf: () => undefined },
      objects: [['a/log/1', '2026-03-01T11:03:00Z']],
      is: '2026-03-01T11:03:00.000Z',
    },
    {
      what: 'numbers, with other things beside them',
      layout: NUMBERED,
      objects: [
        ['a/log/gtid-cache.json', '2026-03-09T00:00:00Z'],
        [`a/log/binlog_${at(0)}_aa`, '2026-03-01T10:00:00Z'],
        [`a/log/binlog_${at(100_000)}_bb`, '2026-03-02T10:00:00Z'],
      ],
      is: '2026-03-02T10:00:00.000Z',
    },
    { what: 'other things alone', layout: NUMBERED, objects: [['a/log/gtid-cache.json', '2026-03-09T00:00:00Z']] },
  ])('is told of $what', async ({ layout, objects, is }) => {
    const bucket = new MemoryBucket();
    for (const [name, time] of objects) bucket.put(name, 'x', time);
    expect(await end(bucket, layout)).toBe(is);
  });

  it('finds the last of more numbers than it would list', async () => {
    const bucket = new MemoryBucket();
    for (let minute = 0; minute < 12_000; minute += 1) bucket.put(`a/log/binlog_${at(minute * 60)}_aa`, 'x');
    bucket.put(`a/log/binlog_${at(12_000 * 60)}_aa`, 'x', '2026-03-09T18:13:20Z');
    expect(await end(bucket, NUMBERED)).toBe('2026-03-09T18:13:20.000Z');
  });
});
