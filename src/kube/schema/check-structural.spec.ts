import { checkStructural } from './check-structural.js';
import { compileSchema } from './compile-schema.js';
import { formatFieldError } from './field-error-format.js';
import { SchemaError } from './schema-error.js';
import type { StructuralSchema } from './structural-schema.js';

const root = (field: unknown): StructuralSchema => ({ type: 'object', properties: { f: field as StructuralSchema } });
const complaints = (schema: unknown): string[] => checkStructural(schema as StructuralSchema).map(formatFieldError);
const F = 'properties.f';

describe('checkStructural', () => {
  it.each<[string, unknown, string]>([
    ['a type on every field', {}, `${F}.type: Required value: must not be empty for specified object fields`],
    [
      'a known type',
      { type: 'null' },
      `${F}.type: Unsupported value: "null": supported values: "object", "array", "string", "integer", "number", "boolean"`,
    ],
    ['items for lists', { type: 'array' }, `${F}.items: Required value: must be specified`],
    ['no $ref', { type: 'string', $ref: '#/x' }, `${F}.$ref: Forbidden: $ref is not supported`],
    [
      'no closed maps',
      { type: 'object', additionalProperties: false },
      `${F}.additionalProperties: Forbidden: additionalProperties cannot be set to false`,
    ],
    [
      'fields or a map, not both',
      { type: 'object', properties: { b: { type: 'string' } }, additionalProperties: { type: 'string' } },
      `${F}.additionalProperties: Forbidden: additionalProperties and properties are mutual exclusive`,
    ],
    [
      'no type beside int-or-string',
      { type: 'string', 'x-kubernetes-int-or-string': true },
      `${F}.type: Forbidden: type must be empty if x-kubernetes-int-or-string is true`,
    ],
    [
      'nothing shaping inside junctors',
      { type: 'object', properties: { a: { type: 'string' } }, anyOf: [{ description: 'x', required: ['a'] }] },
      `${F}.anyOf[0].description: Forbidden: must be empty to be structural`,
    ],
    [
      'nothing undeclared inside junctors',
      { type: 'object', properties: {}, allOf: [{ properties: { b: { minimum: 1 } } }] },
      `${F}.allOf[0].properties.b: Required value: must be defined outside of the junctor too`,
    ],
    [
      'sets of scalars',
      { type: 'array', 'x-kubernetes-list-type': 'set', items: { type: 'object' } },
      `${F}.items: Invalid value: "object": items of a set must be scalar, or atomic lists or maps`,
    ],
    [
      'keys of map-lists to be there',
      {
        type: 'array',
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['name'],
        items: { type: 'object', properties: { name: { type: 'string' } } },
      },
      `${F}.x-kubernetes-list-map-keys[0]: Invalid value: "name": key properties must be required or have a default`,
    ],
    [
      'defaults that validate',
      { type: 'integer', minimum: 1, default: 0 },
      `${F}.default: Invalid value: 0: must be valid: Invalid value: 0: should be greater than or equal to 1`,
    ],
    [
      'defaults without unknown fields',
      { type: 'object', properties: {}, default: { x: 1 } },
      `${F}.default: Invalid value: {"x":1}: must not have unknown fields: x`,
    ],
    [
      'patterns of RE2',
      { type: 'string', pattern: '(?=x)' },
      `${F}.pattern: Invalid value: "(?=x)": must be a valid regular expression`,
    ],
    [
      'rules that parse',
      { type: 'string', 'x-kubernetes-validations': [{ rule: 'self ==' }] },
      `${F}.x-kubernetes-validations[0].rule: Invalid value: "self ==": compilation failed: syntax error`,
    ],
    [
      'rules that name what exists',
      { type: 'object', properties: {}, 'x-kubernetes-validations': [{ rule: 'self.typo == 1' }] },
      `${F}.x-kubernetes-validations[0].rule: Invalid value: "self.typo == 1": compilation failed: undefined field 'typo'`,
    ],
    [
      'rules that answer yes or no',
      { type: 'string', 'x-kubernetes-validations': [{ rule: 'self + self' }] },
      `${F}.x-kubernetes-validations[0].rule: Invalid value: "self + self": must evaluate to a bool, not to 'string'`,
    ],
    [
      'field paths that exist',
      { type: 'object', properties: {}, 'x-kubernetes-validations': [{ rule: 'true', fieldPath: '.nowhere' }] },
      `${F}.x-kubernetes-validations[0].fieldPath: Invalid value: ".nowhere": fieldPath must be a valid path`,
    ],
  ])('wants %s', (_, field, expected) => {
    const [first, ...rest] = complaints(root(field));
    expect(first).toContain(expected);
    expect(rest).toEqual([]);
  });

  it.each<[string, unknown]>([
    [
      'int-or-string with its pattern',
      { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] },
    ],
    ['untyped preserved fields', { 'x-kubernetes-preserve-unknown-fields': true }],
    [
      'defaults completed by nested defaults',
      {
        type: 'object',
        default: {},
        required: ['a'],
        properties: { a: { type: 'string', default: 'x' } },
      },
    ],
    [
      'junctors that only judge',
      {
        type: 'object',
        properties: { a: { type: 'integer' } },
        not: { anyOf: [{ properties: { a: { minimum: 3 } } }] },
      },
    ],
  ])('accepts %s', (_, field) => {
    expect(complaints(root(field))).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ['an object', { type: 'string' }, 'type: Invalid value: "string": must be object at the root'],
    ['no nulls', { type: 'object', nullable: true }, 'nullable: Forbidden: nullable cannot be true at the root'],
    [
      'no map',
      { type: 'object', additionalProperties: { type: 'string' } },
      'additionalProperties: Forbidden: must not be used at the root',
    ],
    [
      'metadata left to Kubernetes',
      { type: 'object', properties: { metadata: { type: 'object', properties: { labels: { type: 'object' } } } } },
      'properties.metadata: Forbidden: must not specify anything other than name and generateName',
    ],
  ])('wants of the root %s', (_, schema, expected) => {
    expect(complaints(schema)).toEqual([expected]);
  });

  it.each([null, 'text', { type: 'object', properties: { a: null } }, { type: 'object', allOf: ['x'] }])(
    'refuses %j, which is no schema',
    (schema) => {
      expect(complaints(schema)).toHaveLength(1);
    },
  );

  it('refuses a schema nested without end', () => {
    let schema: StructuralSchema = { type: 'string' };
    for (let depth = 0; depth < 20_000; depth += 1) schema = root(schema);
    expect(complaints(schema)).toHaveLength(1);
  });
});

describe('compileSchema', () => {
  it('compiles once per schema object', () => {
    const schema = root({ type: 'string' });
    expect(compileSchema(schema)).toBe(compileSchema(schema));
  });

  it('throws everything that is wrong at once', () => {
    const wrong = { type: 'object', properties: { a: {}, b: {} } } as StructuralSchema;
    expect(() => compileSchema(wrong)).toThrow(SchemaError);
    expect(checkStructural(wrong)).toHaveLength(2);
  });
});
