import type { KubeObject } from '../../kube/meta/index.js';
import { METADATA_SORTS } from './metadata-fields.js';
import { Order } from './order.js';

const at = (key: string, second = 0): KubeObject => {
  const [namespace, name] = key.split('/') as [string, string];
  const creationTimestamp = `2026-11-23T11:00:0${second}Z`;
  return { apiVersion: 'v1', kind: 'Thing', metadata: { namespace, name, creationTimestamp } };
};

const THINGS = [at('b/a', 1), at('a-b/x', 2), at('a/z', 2), at('a/a-b', 3), at('a/a', 1)];

const sorted = (...sort: string[]): string[] => {
  const order = Order.by(METADATA_SORTS, sort, '?sort');
  const places = THINGS.map((thing) => ({ at: order.placeOf(thing), key: keyOf(thing) }));
  return places.sort((a, b) => (a.at < b.at ? -1 : 1)).map(({ key }) => key);
};

const keyOf = ({ metadata }: KubeObject): string => `${metadata.namespace}/${metadata.name}`;

describe('an order', () => {
  it.each<{ sort: string[]; expected: string[] }>([
    { sort: [], expected: ['a/a', 'a/a-b', 'a/z', 'a-b/x', 'b/a'] },
    { sort: ['namespace', 'name'], expected: ['a/a', 'a/a-b', 'a/z', 'a-b/x', 'b/a'] },
    { sort: ['name'], expected: ['a/a', 'b/a', 'a/a-b', 'a-b/x', 'a/z'] },
    { sort: ['-name'], expected: ['a/z', 'a-b/x', 'a/a-b', 'a/a', 'b/a'] },
    { sort: ['-namespace'], expected: ['b/a', 'a-b/x', 'a/a', 'a/a-b', 'a/z'] },
    { sort: ['creationTimestamp', '-name'], expected: ['a/a', 'b/a', 'a/z', 'a-b/x', 'a/a-b'] },
    { sort: ['-creationTimestamp'], expected: ['a/a-b', 'a/z', 'a-b/x', 'a/a', 'b/a'] },
  ])('by $sort', ({ sort, expected }) => {
    expect(sorted(...sort)).toEqual(expected);
  });

  it.each([
    { sort: ['phase'], message: '"phase" is nothing to sort by', allowed: expect.arrayContaining(['name', '-name']) },
    { sort: ['name', '-name'], message: '"name" is given twice', allowed: undefined },
    { sort: ['__proto__'], message: '"__proto__" is nothing to sort by', allowed: expect.any(Array) },
  ])('is refused by $sort', ({ sort, message, allowed }) => {
    expect(() => Order.by(METADATA_SORTS, sort, '?sort')).toThrow(
      expect.objectContaining({
        code: 'malformed_request',
        fields: [expect.objectContaining({ pointer: '?sort', message, ...(allowed && { allowed }) })],
      }) as Error,
    );
  });

  it('has one name, however it is asked for', () => {
    expect(Order.by(METADATA_SORTS, [], '').name).toBe(Order.by(METADATA_SORTS, ['namespace', 'name'], '').name);
  });
});
