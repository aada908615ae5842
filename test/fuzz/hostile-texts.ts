import { nested } from './hostile-values.js';
import type { SeededRandom } from './seeded-random.js';

/** Doubles with every line: so many lines are so many zeros of bytes. */
function aliasBomb(levels: number): string {
  const lines = ['a0: &a0 ["x","x","x","x","x","x","x","x","x"]'];
  for (let level = 1; level <= levels; level += 1) {
    lines.push(
      `a${level}: &a${level} [${Array(9)
        .fill(`*a${level - 1}`)
        .join(',')}]`,
    );
  }
  return lines.join('\n');
}

const HEAD = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: yaml\n';

/** Bodies that are no object of any kind. */
export const HOSTILE_TEXTS: readonly string[] = [
  '',
  ' ',
  'null',
  '1',
  '"text"',
  '[]',
  '{}',
  '{',
  '}',
  '\ufeff{}',
  '{"a":}',
  "{'a':1}",
  nested(100_000, '['),
  nested(100_000, '{"a":'),
  nested(600, '{"a":'),
  '['.repeat(200_000),
  '{"a":'.repeat(100_000),
  `{"metadata":${nested(500, '{"a":')}}`,
  `{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"deep"},"data":${nested(400, '{"a":')}}`,
  `"${'\\u0000'.repeat(1000)}"`,
  `{${'"a":1,'.repeat(20_000)}"a":1}`,
  `{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"many"},"data":{${Array.from({ length: 20_000 }, (_, at) => `"k${at}":"v"`).join()}}}`,
  aliasBomb(9),
  HEAD + aliasBomb(9),
  `${HEAD}data: &d\n  a: b\nbinaryData: *d`,
  `${HEAD}data:\n  <<: {a: b}\n`,
  `${HEAD}data: !!js/function "x"`,
  `${HEAD}data: !!binary "AAAA"`,
  `${HEAD}data: {a: 2026-01-02, b: yes, c: 0x10, d: 1_000}`,
  `${HEAD}---\n${HEAD}`,
  `${HEAD}? [a, b]\n: c\n? {d: e}\n: f`,
  `%YAML 9.9\n---\n${HEAD}`,
  'a: &a [*a]',
  '&a a: *a',
  '*unknown',
  '\t- a',
  `${'- '.repeat(5000)}a`,
  `${'{a: '.repeat(3000)}`,
  `${'? '.repeat(3000)}`,
  `a: ${'!!x '.repeat(2000)}b`,
  '--- |\n a\n...\n',
  '\u0000\u0001\u0002',
];

/** Bytes that are not even text. */
export function hostileBytes(random: SeededRandom): Buffer {
  const magic = Buffer.from([0x6b, 0x38, 0x73, 0x00]);
  switch (random.int(5)) {
    case 0:
      return random.bytes(random.int(200));
    case 1:
      return Buffer.concat([magic, random.bytes(random.int(200))]);
    case 2:
      return Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xff, 0xfe, 0xc0]), Buffer.from('"}')]);
    case 3:
      return Buffer.from('{"metadata":{"name":"wide"}}', 'utf16le');
    default:
      return spoilt(envelope(random), random);
  }
}

const field = (number: number, bytes: Buffer): Buffer =>
  Buffer.concat([Buffer.from([(number << 3) | 2, bytes.length]), bytes]);

/** A small object of a kind that is read from protobuf. */
function envelope(random: SeededRandom): Buffer {
  const kind = random.pick(['ConfigMap', 'Secret', 'Namespace', 'DeleteOptions', 'TokenReview', 'Role', 'Unheard']);
  const metadata = field(1, Buffer.concat([field(1, Buffer.from('pb')), field(11, field(1, Buffer.from('k')))]));
  const raw = Buffer.concat([
    metadata,
    field(2, Buffer.concat([field(1, Buffer.from('a')), field(2, Buffer.from('b'))])),
  ]);
  const type = Buffer.concat([field(1, Buffer.from('v1')), field(2, Buffer.from(kind))]);
  return Buffer.concat([Buffer.from([0x6b, 0x38, 0x73, 0x00]), field(1, type), field(2, raw)]);
}

function spoilt(bytes: Buffer, random: SeededRandom): Buffer {
  const copy = Buffer.from(bytes);
  for (let flips = random.int(4); flips > 0; flips -= 1) copy[4 + random.int(copy.length - 4)] = random.int(256);
  return random.chance(0.2) ? copy.subarray(0, random.int(copy.length)) : copy;
}
