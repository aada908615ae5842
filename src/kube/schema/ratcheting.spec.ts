import { compileSchema } from './compile-schema.js';
import { formatFieldError } from './field-error-format.js';
import type { StructuralSchema, ValidationRule } from './structural-schema.js';
import { validate } from './validate.js';

const judge = (schema: StructuralSchema, old: unknown, value: unknown): { errors: string[]; warnings: string[] } => {
  const { errors, warnings } = validate(compileSchema(schema), value, { old });
  return { errors: errors.map(formatFieldError), warnings };
};

const members = (listType?: 'map' | 'set'): StructuralSchema => ({
  type: 'object',
  properties: {
    note: { type: 'string' },
    size: { type: 'integer', minimum: 3 },
    members: {
      type: 'array',
      ...(listType === 'map' && { 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['name'] }),
      items: {
        type: 'object',
        required: ['name'],
        properties: { name: { type: 'string' }, port: { type: 'integer', minimum: 1024 } },
      },
    },
  },
});

describe('ratcheting of schema errors', () => {
  it('forgives what was already there', () => {
    expect(judge(members(), { size: 1 }, { size: 1, note: 'new' }).errors).toEqual([]);
  });

  it('does not forgive a value that changed, even to one no worse', () => {
    expect(judge(members(), { size: 1 }, { size: 2 }).errors).toEqual([
      'size: Invalid value: 2: should be greater than or equal to 3',
    ]);
  });

  it('does not forgive on create', () => {
    expect(validate(compileSchema(members()), { size: 1 }).errors).toHaveLength(1);
  });

  it('finds items of a map-list by key, wherever they moved', () => {
    const old = { members: [{ name: 'a', port: 1 }, { name: 'b' }] };
    const moved = { members: [{ name: 'b' }, { name: 'c', port: 2 }, { name: 'a', port: 1 }] };
    expect(judge(members('map'), old, moved).errors).toEqual([
      'members[1].port: Invalid value: 2: should be greater than or equal to 1024',
    ]);
  });

  it('forgives items of an atomic list only while the whole list stands', () => {
    const old = { members: [{ name: 'a', port: 1 }] };
    expect(judge(members(), old, { ...old, note: 'new' }).errors).toEqual([]);
    expect(judge(members(), old, { members: [{ name: 'a', port: 1 }, { name: 'b' }] }).errors).toHaveLength(1);
  });

  it('blames a missing field on its parent', () => {
    const schema: StructuralSchema = {
      type: 'object',
      properties: {
        s: { type: 'object', required: ['x'], properties: { x: { type: 'string' }, y: { type: 'string' } } },
      },
    };
    expect(judge(schema, { s: { y: '1' } }, { s: { y: '1' } }).errors).toEqual([]);
    expect(judge(schema, { s: { y: '1' } }, { s: { y: '2' } }).errors).toEqual(['s.x: Required value']);
  });
});

const ruled = (rule: ValidationRule): StructuralSchema => ({
  type: 'object',
  properties: {
    note: { type: 'string' },
    s: { type: 'object', properties: { n: { type: 'integer' } }, 'x-kubernetes-validations': [rule] },
    list: {
      type: 'array',
      items: { type: 'object', properties: { n: { type: 'integer' } }, 'x-kubernetes-validations': [rule] },
    },
  },
});

describe('ratcheting of rules', () => {
  const positive = ruled({ rule: 'self.n > 0', message: 'must be positive' });

  it('turns a rule broken before into a warning', () => {
    expect(judge(positive, { s: { n: 0 } }, { s: { n: 0 }, note: 'new' })).toEqual({
      errors: [],
      warnings: ['s: Invalid value: must be positive'],
    });
  });

  it('refuses a rule broken by the update', () => {
    expect(judge(positive, { s: { n: 0 } }, { s: { n: -1 } })).toEqual({
      errors: ['s: Invalid value: must be positive'],
      warnings: [],
    });
  });

  it('forgives inside an atomic list that did not change', () => {
    const old = { list: [{ n: 0 }] };
    expect(judge(positive, old, { ...old, note: 'new' }).errors).toEqual([]);
    expect(judge(positive, old, { list: [{ n: 0 }, { n: 1 }] }).errors).toHaveLength(1);
  });

  it('never forgives a transition rule', () => {
    const growing = ruled({ rule: 'self.n > oldSelf.n' });
    expect(judge(growing, { s: { n: 1 } }, { s: { n: 1 } }).errors).toEqual([
      's: Invalid value: failed rule: self.n > oldSelf.n',
    ]);
  });
});
