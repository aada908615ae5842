import { compileSchema, formatFieldError, validate, type StructuralSchema, type ValidationRule } from '../index.js';

const judge = (schema: StructuralSchema, value: unknown, old?: unknown): string[] =>
  validate(compileSchema(schema), value, { old }).errors.map(formatFieldError);

const PROPERTIES: Record<string, StructuralSchema> = {
  min: { type: 'integer' },
  max: { type: 'integer' },
  ratio: { type: 'number' },
  port: { 'x-kubernetes-int-or-string': true },
  name: { type: 'string' },
  since: { type: 'string', format: 'date-time' },
  maybe: { type: 'string', nullable: true },
  namespace: { type: 'string' },
  'odd-name.x/y__z': { type: 'string' },
  tags: { type: 'array', 'x-kubernetes-list-type': 'set', items: { type: 'string' } },
  labels: { type: 'object', additionalProperties: { type: 'string' } },
  odd: { type: 'object', properties: { a__dash__b: { type: 'string' }, 'c-d': { type: 'string' } } },
  free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
  pods: {
    type: 'array',
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['name'],
    items: { type: 'object', required: ['name'], properties: { name: { type: 'string' }, v: { type: 'integer' } } },
  },
};
const withRules = (...rules: ValidationRule[]): StructuralSchema => ({
  type: 'object',
  properties: PROPERTIES,
  'x-kubernetes-validations': rules,
});

describe('values as rules see them', () => {
  it.each([
    ['integers are ints', 'self.min < self.max && type(self.min) == int', { min: 1, max: 2 }],
    ['numbers are doubles, even whole ones', 'type(self.ratio) == double && self.ratio == 1.0', { ratio: 1 }],
    ['int-or-string is either', '(type(self.port) == int ? self.port : int(self.port)) == 8080', { port: '8080' }],
    ['int-or-string is either', 'self.port == 8080', { port: 8080 }],
    ['date-time is a timestamp', "self.since < timestamp('2030-01-01T00:00:00Z')", { since: '2024-05-01T00:00:00Z' }],
    ['a null field is absent', '!has(self.maybe)', { maybe: null }],
    ['reserved names are escaped', "self.__namespace__ == 'x'", { namespace: 'x' }],
    [
      'odd names are escaped',
      "self.odd__dash__name__dot__x__slash__y__underscores__z == 'x'",
      { 'odd-name.x/y__z': 'x' },
    ],
    [
      'maps keep their own keys',
      "self.labels['a__dash__b'] == 'x' && 'c' in self.labels",
      { labels: { a__dash__b: 'x', c: '' } },
    ],
    [
      'preserved subtrees are dynamic',
      'self.free.a.b[0] == 1 && self.free.c == 1.5',
      { free: { a: { b: [1] }, c: 1.5 } },
    ],
    ['sets are equal in any order', "self.tags == ['b', 'a']", { tags: ['a', 'b'] }],
    ['sets unite', "(self.tags + ['a', 'c']).size() == 3", { tags: ['a', 'b'] }],
    [
      'the root sees its type and name',
      "self.kind == 'K' && self.metadata.name == 'n'",
      { kind: 'K', metadata: { name: 'n' } },
    ],
    [
      'objects with odd names are equal to themselves',
      'self.odd == self.odd',
      { odd: { a__dash__b: 'x', 'c-d': 'y' } },
    ],
    ['own keys only', "!('constructor' in self.labels) && !('__proto__' in self.labels)", { labels: {} }],
  ])('%s: %s', (_, rule, value) => {
    expect(judge(withRules({ rule }), value)).toEqual([]);
  });
});

describe('what a broken rule says', () => {
  it.each<[string, ValidationRule, unknown, string]>([
    ['its message', { rule: 'self.min > 1', message: 'too small' }, { min: 1 }, 'Invalid value: too small'],
    ['itself', { rule: ' self.min > 1 ' }, { min: 1 }, 'Invalid value: failed rule: self.min > 1'],
    [
      'what its messageExpression says',
      { rule: 'self.min > 1', messageExpression: "'%d is less than %d'.format([self.min, 2])" },
      { min: 1 },
      'Invalid value: 1 is less than 2',
    ],
    [
      'its message when the expression fails',
      { rule: 'self.min > 1', message: 'fallback', messageExpression: 'self.name' },
      { min: 1 },
      'Invalid value: fallback',
    ],
    ['its reason', { rule: 'false', reason: 'FieldValueForbidden', message: 'no' }, {}, 'Forbidden: no'],
    [
      'the field it names',
      { rule: 'false', fieldPath: ".labels['a.b']", message: 'no' },
      {},
      'labels[a.b]: Invalid value: no',
    ],
    [
      'why it could not be judged',
      { rule: "self.name == 'x'", message: 'm' },
      {},
      'Invalid value: "object": no such key: name evaluating rule: m',
    ],
  ])('%s', (_, rule, value, text) => {
    expect(judge(withRules(rule), value)).toEqual([text]);
  });
});

describe('transition rules', () => {
  const immutable = (optionalOldSelf?: boolean): StructuralSchema => ({
    type: 'object',
    properties: {
      name: {
        type: 'string',
        'x-kubernetes-validations': [
          optionalOldSelf
            ? { rule: 'oldSelf.hasValue() || self == "first"', optionalOldSelf }
            : { rule: 'self == oldSelf', message: 'is immutable' },
        ],
      },
    },
  });

  it('run only when there was an old value', () => {
    expect(judge(immutable(), { name: 'a' })).toEqual([]);
    expect(judge(immutable(), { name: 'a' }, {})).toEqual([]);
    expect(judge(immutable(), { name: 'b' }, { name: 'a' })).toEqual(['name: Invalid value: "b": is immutable']);
  });

  it('run on create too with optionalOldSelf', () => {
    expect(judge(immutable(true), { name: 'first' })).toEqual([]);
    expect(judge(immutable(true), { name: 'other' })).toHaveLength(1);
    expect(judge(immutable(true), { name: 'other' }, { name: 'first' })).toEqual([]);
  });

  it('follow items of a map-list by key', () => {
    const rule = { rule: '!has(oldSelf.v) || self.v >= oldSelf.v', message: 'may only grow' };
    const pods = PROPERTIES.pods!;
    const schema: StructuralSchema = {
      type: 'object',
      properties: { pods: { ...pods, items: { ...pods.items, 'x-kubernetes-validations': [rule] } } },
    };
    const old = {
      pods: [
        { name: 'a', v: 5 },
        { name: 'b', v: 1 },
      ],
    };
    expect(
      judge(
        schema,
        {
          pods: [
            { name: 'b', v: 2 },
            { name: 'c', v: 0 },
            { name: 'a', v: 5 },
          ],
        },
        old,
      ),
    ).toEqual([]);
    expect(
      judge(
        schema,
        {
          pods: [
            { name: 'b', v: 2 },
            { name: 'a', v: 4 },
          ],
        },
        old,
      ),
    ).toEqual(['pods[1]: Invalid value: may only grow']);
  });
});

describe('when rules run', () => {
  it('not on values whose type, presence or length is wrong', () => {
    expect(judge(withRules({ rule: 'self.min > 1' }), { min: 'x' })).toEqual([
      'min: Invalid value: "string": must be of type integer: "string"',
    ]);
  });

  it('on what is sound beside that, where all is to be told at once', () => {
    const rule = { rule: 'self != "much"', message: 'must be a size' };
    const leaf: StructuralSchema = { type: 'string', 'x-kubernetes-validations': [rule] };
    const whole = { rule: '!has(self.policy)', message: 'is not asked of what holds something broken' };
    const schema: StructuralSchema = {
      type: 'object',
      properties: {
        size: leaf,
        policy: { type: 'string', enum: ['Keep'] },
        sizes: { type: 'array', maxItems: 1, items: leaf },
      },
      'x-kubernetes-validations': [whole],
    };
    const value = { size: 'much', policy: 'Shred', sizes: ['much', 'much'] };
    const told = (tellsAll: boolean): string[] =>
      validate(compileSchema(schema), value, { tellsAll }).errors.map(({ path }) => path.join('.'));
    expect(told(false)).toEqual(['policy', 'sizes']);
    expect(told(true)).toEqual(['policy', 'sizes', 'size']);
  });

  it('not for ever', () => {
    const nested = 'self.tags.all(a, self.tags.all(b, self.tags.all(c, self.tags.all(d, a + b + c + d != ""))))';
    const tags = Array.from({ length: 100 }, (_, index) => `t${index}`);
    expect(judge(withRules({ rule: nested, message: 'm' }), { tags })).toEqual([
      expect.stringContaining('cost limit exceeded'),
    ]);
  });
});
