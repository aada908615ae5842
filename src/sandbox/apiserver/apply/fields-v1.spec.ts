import { difference, EMPTY_SET, intersection, isEmptySet, pathSet, pathsOf, sameSet, union } from './field-set.js';
import type { FieldSet } from './field-set.js';
import { formatFieldsV1, parseFieldsV1 } from './fields-v1.js';
import { formatPath } from './path-element.js';

type Json = Record<string, unknown>;

const setOf = (fields: Json): FieldSet => parseFieldsV1(fields);

describe('FieldsV1', () => {
  it.each<{ does: string; fields: Json }>([
    { does: 'nothing', fields: {} },
    { does: 'leaves', fields: { 'f:a': {}, 'f:b': { 'f:c': {} } } },
    { does: 'a node that is owned itself', fields: { 'f:a': { '.': {}, 'f:b': {} } } },
    {
      does: 'items by key and by value',
      fields: { 'f:a': { 'k:{"name":"x"}': { '.': {}, 'f:b': {} }, 'v:"y"': {}, 'v:1': {} } },
    },
    { does: 'items by position', fields: { 'f:a': { 'i:0': {} } } },
    { does: 'names with colons and dots', fields: { 'f:a': { 'f:b:c.d/e': {} } } },
  ])('reads and writes $does', ({ fields }) => {
    expect(formatFieldsV1(setOf(fields))).toEqual(fields);
  });

  it('spells the keys of items one way', () => {
    const set = setOf({ 'f:a': { 'k:{ "port": 80, "name": "x" }': {} } });
    expect(formatFieldsV1(set)).toEqual({ 'f:a': { 'k:{"name":"x","port":80}': {} } });
  });

  it('takes an owned node whose children are gone for a leaf', () => {
    expect(formatFieldsV1(setOf({ 'f:a': { '.': {} } }))).toEqual({ 'f:a': {} });
  });

  it.each<{ does: string; fields: unknown }>([
    { does: 'a scalar for a node', fields: { 'f:a': 1 } },
    { does: 'a key without a form', fields: { a: {} } },
    { does: 'a key that is no JSON', fields: { 'f:a': { 'k:{"name"': {} } } },
    { does: 'a bottomless tree', fields: JSON.parse('{"f:a":'.repeat(300) + '{}' + '}'.repeat(300)) as unknown },
  ])('refuses $does', ({ fields }) => {
    expect(() => parseFieldsV1(fields as Json)).toThrow(SyntaxError);
  });

  it('writes paths as people read them', () => {
    const set = setOf({
      'f:spec': { 'f:ports': { 'k:{"port":80,"protocol":"TCP"}': { 'f:name': {} } }, 'f:hosts': { 'v:"x"': {} } },
    });
    expect([...pathsOf(set)].map(formatPath)).toEqual([
      '.spec.hosts[="x"]',
      '.spec.ports[port=80,protocol="TCP"].name',
    ]);
  });
});

describe('field sets', () => {
  const a = setOf({ 'f:x': {}, 'f:y': { '.': {}, 'f:z': {} } });
  const b = setOf({ 'f:y': { 'f:z': {} }, 'f:w': {} });

  it('unite', () => {
    expect(formatFieldsV1(union(a, b))).toEqual({ 'f:w': {}, 'f:x': {}, 'f:y': { '.': {}, 'f:z': {} } });
  });

  it('subtract paths, not what lies below them', () => {
    expect(formatFieldsV1(difference(a, b))).toEqual({ 'f:x': {}, 'f:y': {} });
    expect(formatFieldsV1(difference(a, pathSet(['f:y'])))).toEqual({ 'f:x': {}, 'f:y': { 'f:z': {} } });
  });

  it('intersect', () => {
    expect(formatFieldsV1(intersection(a, b))).toEqual({ 'f:y': { 'f:z': {} } });
  });

  it('keep no empty branches', () => {
    expect(isEmptySet(difference(a, a))).toBe(true);
    expect(isEmptySet(intersection(a, pathSet(['f:q'])))).toBe(true);
  });

  it('compare by their paths', () => {
    expect(sameSet(union(a, b), union(b, a))).toBe(true);
    expect(sameSet(a, b)).toBe(false);
    expect(sameSet(EMPTY_SET, difference(b, b))).toBe(true);
  });
});
