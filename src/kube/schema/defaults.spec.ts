import { applyDefaults } from './defaults.js';
import type { StructuralSchema } from './structural-schema.js';

const SCHEMA: StructuralSchema = {
  type: 'object',
  properties: {
    size: { type: 'integer', default: 3 },
    note: { type: 'string', nullable: true, default: 'n' },
    plain: { type: 'string' },
    storage: { type: 'object', properties: { class: { type: 'string', default: 'fast' } } },
    backup: {
      type: 'object',
      default: {},
      properties: { keep: { type: 'integer', default: 7 }, tags: { type: 'array', items: { type: 'string' } } },
    },
    members: {
      type: 'array',
      items: { type: 'object', properties: { port: { type: 'integer', default: 5432 } } },
    },
    config: { type: 'object', additionalProperties: { type: 'string', default: 'on' } },
    metadata: { type: 'object', properties: { name: { type: 'string', default: 'never' } } },
  },
};
const ALWAYS = { size: 3, note: 'n', backup: { keep: 7 } };

describe('applyDefaults', () => {
  it.each([
    { does: 'fills in missing fields, and parents only where they have a default', given: {}, expected: ALWAYS },
    { does: 'keeps what is there', given: { size: 1, note: 'mine' }, expected: { ...ALWAYS, size: 1, note: 'mine' } },
    { does: 'looks into what is there', given: { storage: {} }, expected: { ...ALWAYS, storage: { class: 'fast' } } },
    {
      does: 'looks into items',
      given: { members: [{}, { port: 1 }] },
      expected: { ...ALWAYS, members: [{ port: 5432 }, { port: 1 }] },
    },
    { does: 'replaces the null of a field that is not nullable', given: { size: null }, expected: ALWAYS },
    { does: 'keeps the null of one that is', given: { note: null }, expected: { ...ALWAYS, note: null } },
    { does: 'drops a null with no default', given: { plain: null, storage: null }, expected: ALWAYS },
    {
      does: 'replaces nulls in maps but adds no keys',
      given: { config: { a: null, b: 'off' } },
      expected: { ...ALWAYS, config: { a: 'on', b: 'off' } },
    },
    { does: 'leaves metadata alone', given: { metadata: {} }, expected: { ...ALWAYS, metadata: {} } },
    { does: 'passes values of the wrong type on', given: { storage: 'x' }, expected: { ...ALWAYS, storage: 'x' } },
  ])('$does', ({ given, expected }) => {
    const before = structuredClone(given);
    expect(applyDefaults<unknown>(SCHEMA, given)).toEqual(expected);
    expect(given).toEqual(before);
  });

  it('returns the very same object when nothing was missing', () => {
    const complete = { ...ALWAYS, members: [{ port: 1 }] };
    expect(applyDefaults(SCHEMA, complete)).toBe(complete);
  });

  it('never hands out the default of the schema itself', () => {
    const first = applyDefaults<{ backup?: { tags?: string[] } }>(SCHEMA, {});
    first.backup!.tags = ['mine'];
    expect(applyDefaults<object>(SCHEMA, {})).toEqual(ALWAYS);
  });

  it('treats __proto__ as data', () => {
    const hostile = JSON.parse('{"config":{"__proto__":null}}') as object;
    const { config } = applyDefaults(SCHEMA, hostile) as { config: object };
    expect(JSON.stringify(config)).toBe('{"__proto__":"on"}');
    expect(Object.getPrototypeOf(config)).toBe(Object.prototype);
  });
});
