import { prune } from './prune.js';
import type { StructuralSchema } from './structural-schema.js';

const SPEC: StructuralSchema = {
  type: 'object',
  properties: {
    size: { type: 'integer' },
    config: { type: 'object', additionalProperties: { type: 'object', properties: { value: { type: 'string' } } } },
    members: { type: 'array', items: { type: 'object', properties: { name: { type: 'string' } } } },
    free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true, properties: { known: { type: 'object' } } },
    template: {
      type: 'object',
      'x-kubernetes-embedded-resource': true,
      properties: { spec: { type: 'object', properties: { a: { type: 'string' } } } },
    },
    anything: { type: 'object', additionalProperties: true },
  },
};
const SCHEMA: StructuralSchema = { type: 'object', properties: { spec: SPEC, metadata: { type: 'object' } } };
const object = (spec: unknown) => ({
  apiVersion: 'g/v1',
  kind: 'K',
  metadata: { name: 'n', labels: { a: 'b' } },
  spec,
});

describe('prune', () => {
  it.each([
    { does: 'keeps what is declared', spec: { size: 1 }, kept: { size: 1 }, unknown: [] },
    { does: 'drops what is not', spec: { size: 1, x: 2 }, kept: { size: 1 }, unknown: ['spec.x'] },
    {
      does: 'looks into items',
      spec: { members: [{ name: 'a', y: 1 }, { name: 'b' }, { z: 1 }] },
      kept: { members: [{ name: 'a' }, { name: 'b' }, {}] },
      unknown: ['spec.members[0].y', 'spec.members[2].z'],
    },
    {
      does: 'looks into the values of a map',
      spec: { config: { 'a.b': { value: 'v', x: 1 } } },
      kept: { config: { 'a.b': { value: 'v' } } },
      unknown: ['spec.config[a.b].x'],
    },
    {
      does: 'preserves unknown fields where told to, and still prunes the known ones inside',
      spec: { free: { other: { deep: 1 }, known: { x: 1 } } },
      kept: { free: { other: { deep: 1 }, known: {} } },
      unknown: ['spec.free.known.x'],
    },
    {
      does: 'leaves type and metadata of an embedded resource alone',
      spec: { template: { apiVersion: 'v1', kind: 'Pod', metadata: { any: 1 }, spec: { a: 'x', b: 1 }, more: 1 } },
      kept: { template: { apiVersion: 'v1', kind: 'Pod', metadata: { any: 1 }, spec: { a: 'x' } } },
      unknown: ['spec.template.spec.b', 'spec.template.more'],
    },
    {
      does: 'does not look behind additionalProperties: true',
      spec: { anything: { a: { b: 1 } } },
      kept: { anything: { a: { b: 1 } } },
      unknown: [],
    },
    { does: 'passes values of the wrong type on', spec: { config: 'text' }, kept: { config: 'text' }, unknown: [] },
  ])('$does', ({ spec, kept, unknown }) => {
    const input = object(spec);
    const before = structuredClone(input);
    const { value, unknownFields } = prune(SCHEMA, input);
    expect(value).toEqual(object(kept));
    expect(unknownFields).toEqual(unknown);
    expect(input).toEqual(before);
  });

  it('returns the very same object when there was nothing to drop', () => {
    const input = object({ size: 1, members: [{ name: 'a' }] });
    expect(prune(SCHEMA, input).value).toBe(input);
  });

  it('shares what it did not touch', () => {
    const input = object({ config: { a: { value: 'v' } }, x: 1 });
    expect((prune(SCHEMA, input).value.spec as { config: unknown }).config).toBe(
      (input.spec as { config: unknown }).config,
    );
  });

  it('treats a fragment as nothing but its schema', () => {
    expect(prune(SPEC, { kind: 'K', size: 1 }, { root: false })).toEqual({
      value: { size: 1 },
      unknownFields: ['kind'],
    });
  });

  it.each(['__proto__', 'constructor', 'toString'])('treats the key %s as data', (key) => {
    const hostile = JSON.parse(
      `{"spec":{"${key}":{"polluted":true},"config":{"${key}":{"value":"v","x":1}}}}`,
    ) as object;
    const { value, unknownFields } = prune(SCHEMA, hostile) as { value: { spec: object }; unknownFields: string[] };
    expect(unknownFields).toEqual([`spec.${key}`, `spec.config.${key}.x`]);
    expect(Object.keys(value.spec)).toEqual(['config']);
    expect(JSON.stringify(value)).toBe(`{"spec":{"config":{"${key}":{"value":"v"}}}}`);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
