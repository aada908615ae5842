import { compileSchema } from './compile-schema.js';
import { formatFieldError } from './field-error-format.js';
import type { StructuralSchema } from './structural-schema.js';
import { validate } from './validate.js';

const complaints = (schema: StructuralSchema, value: unknown): string[] =>
  validate(compileSchema(schema), value).errors.map(formatFieldError);
const field = (schema: StructuralSchema): StructuralSchema => ({ type: 'object', properties: { f: schema } });

const STRING: StructuralSchema = { type: 'string' };

interface Row {
  readonly keyword: string;
  readonly schema: StructuralSchema;
  readonly good: readonly unknown[];
  readonly bad: readonly (readonly [unknown, string])[];
}

const KEYWORDS: readonly Row[] = [
  {
    keyword: 'type',
    schema: { type: 'integer' },
    good: [1, -2, 1.0],
    bad: [
      ['1', 'f: Invalid value: "string": must be of type integer: "string"'],
      [1.5, 'f: Invalid value: "number": must be of type integer: "number"'],
      [null, 'f: Invalid value: "null": must be of type integer: "null"'],
      [[], 'f: Invalid value: "array": must be of type integer: "array"'],
    ],
  },
  { keyword: 'nullable', schema: { type: 'string', nullable: true, minLength: 1 }, good: [null, 'x'], bad: [] },
  {
    keyword: 'int-or-string',
    schema: { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] },
    good: [1, '25%'],
    bad: [[true, 'f: Invalid value: "boolean": must be of type integer or string: "boolean"']],
  },
  {
    keyword: 'enum',
    schema: { type: 'string', enum: ['a', 'b'] },
    good: ['a'],
    bad: [['c', 'f: Unsupported value: "c": supported values: "a", "b"']],
  },
  {
    keyword: 'pattern',
    schema: { type: 'string', pattern: '(?i)^ab+$' },
    good: ['ABB'],
    bad: [['xa', `f: Invalid value: "xa": should match '(?i)^ab+$'`]],
  },
  {
    keyword: 'lengths, in code points',
    schema: { type: 'string', minLength: 2, maxLength: 3 },
    good: ['ab', '😀😀😀'],
    bad: [
      ['😀', 'f: Invalid value: "😀": should be at least 2 chars long'],
      ['abcd', 'f: Too long: may not be more than 3 characters'],
    ],
  },
  {
    keyword: 'bounds',
    schema: { type: 'integer', minimum: 1, maximum: 5, exclusiveMaximum: true, multipleOf: 2 },
    good: [2, 4],
    bad: [
      [0, 'f: Invalid value: 0: should be greater than or equal to 1'],
      [6, 'f: Invalid value: 6: should be less than 5'],
      [3, 'f: Invalid value: 3: should be a multiple of 2'],
    ],
  },
  {
    keyword: 'numeric formats',
    schema: { type: 'integer', format: 'int32' },
    good: [2 ** 31 - 1],
    bad: [[2 ** 31, 'f: Invalid value: 2147483648: must fit in int32']],
  },
  {
    keyword: 'item counts',
    schema: { type: 'array', items: { type: 'integer' }, minItems: 1, maxItems: 2 },
    good: [[1]],
    bad: [
      [[], 'f: Invalid value: 0: should have at least 1 items'],
      [[1, 2, 3], 'f: Too many: 3: must have at most 2 items'],
    ],
  },
  {
    keyword: 'property counts',
    schema: { type: 'object', additionalProperties: { type: 'string' }, minProperties: 1, maxProperties: 1 },
    good: [{ a: 'x' }],
    bad: [
      [{}, 'f: Invalid value: 0: should have at least 1 properties'],
      [{ a: '', b: '' }, 'f: Too many: 2: must have at most 1 properties'],
    ],
  },
  {
    keyword: 'required',
    schema: { type: 'object', required: ['x'], properties: { x: { type: 'string' } } },
    good: [{ x: '' }],
    bad: [[{}, 'f.x: Required value']],
  },
  {
    keyword: 'required keys that every object inherits',
    schema: { type: 'object', required: ['constructor'], properties: Object.fromEntries([['constructor', STRING]]) },
    good: [{ constructor: 'x' }],
    bad: [[{}, 'f.constructor: Required value']],
  },
  {
    keyword: 'values of a map',
    schema: { type: 'object', additionalProperties: { type: 'integer' } },
    good: [{ a: 1 }],
    bad: [[{ 'a.b': 'x' }, 'f[a.b]: Invalid value: "string": must be of type integer: "string"']],
  },
  {
    keyword: 'sets',
    schema: { type: 'array', 'x-kubernetes-list-type': 'set', items: { type: 'string' } },
    good: [['a', 'b']],
    bad: [[['a', 'b', 'a'], 'f[2]: Duplicate value: "a"']],
  },
  {
    keyword: 'map-lists',
    schema: {
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
      items: { type: 'object', required: ['name'], properties: { name: { type: 'string' }, v: { type: 'integer' } } },
    },
    good: [[{ name: 'a' }, { name: 'b' }]],
    bad: [
      [
        [
          { name: 'a', v: 1 },
          { name: 'a', v: 2 },
        ],
        'f[1]: Duplicate value: {"name":"a"}',
      ],
    ],
  },
  {
    keyword: 'embedded resources',
    schema: { type: 'object', 'x-kubernetes-embedded-resource': true, 'x-kubernetes-preserve-unknown-fields': true },
    good: [{ apiVersion: 'v1', kind: 'Pod' }],
    bad: [[{ apiVersion: 'v1' }, 'f.kind: Required value']],
  },
  {
    keyword: 'not',
    schema: { type: 'string', not: { enum: ['root'] } },
    good: ['me'],
    bad: [['root', 'f: Invalid value: "root": must not validate the schema (not)']],
  },
  { keyword: 'unknown formats', schema: { type: 'string', format: 'no-such-format' }, good: ['anything'], bad: [] },
];

describe('validate', () => {
  it.each(KEYWORDS.flatMap(({ keyword, schema, good }) => good.map((value) => ({ keyword, schema, value }))))(
    'accepts $value by $keyword',
    ({ schema, value }) => {
      expect(complaints(field(schema), { f: value })).toEqual([]);
    },
  );

  it.each(
    KEYWORDS.flatMap(({ keyword, schema, bad }) => bad.map(([value, text]) => ({ keyword, schema, value, text }))),
  )('refuses $value by $keyword', ({ schema, value, text }) => {
    expect(complaints(field(schema), { f: value })).toEqual([text]);
  });

  it('blames the branch that came closest when none of anyOf fits', () => {
    const schema: StructuralSchema = {
      type: 'object',
      properties: { a: { type: 'string' }, b: { type: 'string' }, c: { type: 'string' } },
      anyOf: [{ required: ['a'] }, { required: ['b', 'c'] }],
    };
    expect(complaints(schema, {})).toEqual([
      'Invalid value: "object": must validate at least one schema (anyOf)',
      'a: Required value',
    ]);
    expect(complaints(schema, { b: '', c: '' })).toEqual([]);
  });

  it('wants exactly one branch of oneOf', () => {
    const schema: StructuralSchema = {
      type: 'object',
      properties: { a: { type: 'string' }, b: { type: 'string' } },
      oneOf: [{ required: ['a'] }, { required: ['b'] }],
    };
    expect(complaints(schema, { a: '' })).toEqual([]);
    expect(complaints(schema, { a: '', b: '' })).toEqual([
      'Invalid value: "object": must validate one and only one schema (oneOf): found 2 schemas valid',
    ]);
  });

  it('reports what each branch of allOf refuses', () => {
    const schema = field({ type: 'integer', allOf: [{ minimum: 1 }, { multipleOf: 2 }] });
    expect(complaints(schema, { f: -1 })).toEqual([
      'f: Invalid value: -1: should be greater than or equal to 1',
      'f: Invalid value: -1: should be a multiple of 2',
    ]);
  });

  it('never shows the value of a password', () => {
    const { errors } = validate(compileSchema(field({ type: 'string', format: 'password', minLength: 9 })), {
      f: 'hush',
    });
    expect(errors).toHaveLength(1);
    expect(JSON.stringify(errors)).not.toContain('hush');
  });

  it('survives values nested deeper than the stack', () => {
    const deep = JSON.parse(`${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`) as unknown;
    const open = field({ type: 'object', 'x-kubernetes-preserve-unknown-fields': true, enum: [{}] });
    expect(validate(compileSchema(open), { f: deep }, { old: { f: deep } }).errors).toEqual([]);
    expect(validate(compileSchema(open), { f: deep }).errors).toHaveLength(1);
  });

  it('matches patterns in linear time', () => {
    const schema = field({ type: 'string', pattern: '^(a+)+$' });
    expect(complaints(schema, { f: `${'a'.repeat(5_000)}!` })).toHaveLength(1);
  });
});

describe('formats', () => {
  it.each([
    ['date', ['2024-02-29'], ['2023-02-29', '2024-1-1']],
    [
      'date-time',
      ['2024-02-29T12:00:00Z', '2024-01-01T00:00:00.5+02:00'],
      ['2024-02-29 12:00', '2024-13-01T00:00:00Z'],
    ],
    ['duration', ['1h30m', '-5s', '0', '3 days'], ['1x', '', 'h']],
    ['byte', ['', 'aGk='], ['aGk', '!!!!']],
    ['uuid', ['123e4567-e89b-12d3-a456-426614174000'], ['123e4567']],
    ['uuid4', ['123e4567-e89b-42d3-a456-426614174000'], ['123e4567-e89b-12d3-a456-426614174000']],
    ['ipv4', ['10.0.0.1'], ['10.0.0.256', '::1']],
    ['ipv6', ['::1'], ['10.0.0.1', 'fe80::1%eth0']],
    ['cidr', ['10.0.0.0/8', '::/0'], ['10.0.0.0', '10.0.0.0/33']],
    ['uri', ['https://example.com/x', 'urn:a:b', '/path'], ['not a uri']],
    ['email', ['a@b.io'], ['a@', 'a b@c']],
    ['hostname', ['db.example.com'], ['-db.example.com', 'a..b']],
    ['mac', ['01:23:45:67:89:ab'], ['01:23']],
  ] as const)('%s', (format, good, bad) => {
    const schema = field({ type: 'string', format });
    for (const f of good) expect({ f, errors: complaints(schema, { f }) }).toEqual({ f, errors: [] });
    for (const f of bad) {
      expect(complaints(schema, { f })).toEqual([`f: Invalid value: ${JSON.stringify(f)}: must be of type ${format}`]);
    }
  });
});
