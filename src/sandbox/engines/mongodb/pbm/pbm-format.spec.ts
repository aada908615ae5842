import { chunkName, parseChunkName } from './chunk-name.js';
import { parseBackupMeta } from './backup-meta.js';
import { compression, unpackNamed } from './compression.js';
import { crc32c, packS2, unpackS2 } from './s2-stream.js';
import { isAfter, timeOf, timestampOf } from './timestamp.js';

const at = timestampOf;

describe('times of operations', () => {
  it('are seconds, and numbers in them', () => {
    expect(at('2026-03-01T10:20:30.000Z')).toEqual({ T: 1_772_360_430, I: 1 });
    expect(timeOf(at('2026-03-01T10:20:30.999Z'))).toBe('2026-03-01T10:20:30.999Z');
  });

  it('come one after the other', () => {
    const times = ['2026-03-01T10:20:30.000Z', '2026-03-01T10:20:30.001Z', '2026-03-01T10:20:31.000Z'].map(at);
    for (const [index, time] of times.entries())
      expect(times.map((other) => isAfter(other, time))).toEqual(times.map((_, later) => later > index));
  });
});

describe('names of chunks', () => {
  const span = { replset: 'rs0', from: at('2026-03-01T23:59:30.000Z'), to: at('2026-03-02T00:09:30.004Z') };

  it('tell of their replica set, their day and their span', () => {
    const name = chunkName(span);
    expect(name).toBe('pbmPitr/rs0/20260301/20260301235930-1.20260302000930-5.oplog');
    expect(parseChunkName(`${name}.s2`)).toEqual(span);
    expect(parseChunkName(name)).toEqual(span);
  });

  it.each(['pbmPitr/rs0/20260301/x.oplog', '2026-03-01T10:20:30Z.pbm.json', 'pbmPitr/', '.pbm.init'])(
    'are not %s',
    (name) => {
      expect(parseChunkName(name)).toBeUndefined();
    },
  );
});

describe('streams of S2', () => {
  it('carry checksums that others compute', () => {
    expect(crc32c(Buffer.from('123456789'))).toBe(0xe3_06_92_83);
  });

  it.each([0, 1, 65_536, 200_000])('give back %i bytes', (length) => {
    const content = Buffer.alloc(length, 'oplog');
    expect(unpackS2(packS2(content))?.equals(content)).toBe(true);
  });

  const packed = packS2(Buffer.from('content'));
  const damaged = Buffer.from(packed);
  damaged.writeUInt8(damaged.at(-1)! ^ 1, damaged.length - 1);
  it.each([
    { what: 'something else', stream: Buffer.from('something else') },
    { what: 'a damaged one', stream: damaged },
    { what: 'one cut off', stream: packed.subarray(0, -1) },
    { what: 'one cut off in a header', stream: packed.subarray(0, 12) },
  ])('are not taken from $what', ({ stream }) => {
    expect(unpackS2(stream)).toBeUndefined();
  });
});

describe('compression', () => {
  it.each(['none', 'gzip', 's2'])('by %s is undone by the name of the file', async (name) => {
    const { suffix, pack } = compression(name);
    expect(String(await unpackNamed(`file${suffix}`, await pack(Buffer.from('content'))))).toBe('content');
  });

  it.each(['zstd', 'constructor'])('by %s is refused', (name) => {
    expect(() => compression(name)).toThrow(/not by/);
  });

  it.each(['file.gz', 'file.s2'])('of another kind than %s says so', async (name) => {
    await expect(unpackNamed(name, Buffer.from('x'))).rejects.toThrow(`${name} cannot be read`);
  });
});

it.each(['', '{', 'null', '{"status":"done"}', '{"status":"error","replsets":[],"last_write_ts":{"T":1,"I":1}}'])(
  'metadata %j are of no backup',
  (text) => {
    expect(parseBackupMeta(Buffer.from(text))).toBeUndefined();
  },
);
