import { ProblemError } from '../../domain/problem.js';
import { DATABASE_CLUSTER, type DatabaseCluster } from '../../resources/database-cluster/index.js';
import { readObjectBody, readPatchBody } from './read-body.js';

const SHOP = { type: DATABASE_CLUSTER, namespace: 'shop' };
const ORDERS = { ...SHOP, name: 'orders' };
const spec = { engine: 'postgresql' };

function pointersOf(read: () => unknown): string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof ProblemError) return error.fields.map(({ pointer }) => pointer);
    throw error;
  }
  return [];
}

const nested = (depth: number): unknown => JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`);

describe('readObjectBody', () => {
  it.each([
    { does: 'wants an object', body: [], expected: [''] },
    { does: 'wants name and spec', body: {}, expected: ['/spec', '/metadata/name'] },
    { does: 'knows no status', body: { metadata: { name: 'a' }, spec, status: {} }, expected: ['/status'] },
    { does: 'knows no other metadata', body: { metadata: { name: 'a', uid: 'x' }, spec }, expected: ['/metadata/uid'] },
    {
      does: 'keeps to the namespace of the path',
      body: { metadata: { name: 'a', namespace: 'b' }, spec },
      expected: ['/metadata/namespace'],
    },
    { does: 'keeps to its kind', body: { kind: 'Pod', metadata: { name: 'a' }, spec }, expected: ['/kind'] },
    {
      does: 'wants labels of text',
      body: { metadata: { name: 'a', labels: { 'a/b': 1 } }, spec },
      expected: ['/metadata/labels/a~1b'],
    },
    {
      does: 'refuses what is nested without end',
      body: { metadata: { name: 'a' }, spec: nested(50_000) },
      expected: [''],
    },
    { does: 'takes a whole body', body: { metadata: { name: 'a' }, spec }, expected: [] },
  ])('$does', ({ body, expected }) => {
    expect(pointersOf(() => readObjectBody(body, SHOP))).toEqual(expected);
  });

  it('takes the resourceVersion for a precondition', () => {
    const body = { metadata: { resourceVersion: '7' }, spec };
    const { object, resourceVersion } = readObjectBody<DatabaseCluster>(body, ORDERS);
    expect(resourceVersion).toBe('7');
    expect(object.metadata).toEqual({ name: 'orders', namespace: 'shop' });
  });
});

describe('readPatchBody', () => {
  it.each([
    { does: 'takes nothing for no change', body: {}, expected: [] },
    { does: 'does not reset a whole spec', body: { spec: null }, expected: ['/spec'] },
    { does: 'does not move the cluster', body: { metadata: { name: 'other' } }, expected: ['/metadata/name'] },
    { does: 'removes a label by null', body: { metadata: { labels: { a: null } } }, expected: [] },
  ])('$does', ({ body, expected }) => {
    expect(pointersOf(() => readPatchBody(body, ORDERS))).toEqual(expected);
  });
});
