import { aDatabaseCluster } from '../../../test/builders/database-cluster.js';
import type { ObjectMeta } from '../../kube/meta/index.js';
import type { DatabaseCluster, DatabaseClusterSpec } from '../../resources/database-cluster/index.js';
import {
  changesBetween,
  entityTagOf,
  intentOf,
  intentPatch,
  matchesEntity,
  matchesIntent,
  withPatchedIntent,
} from './intent.js';

function aCluster(
  metadata: Partial<ObjectMeta> = {},
  spec: Partial<DatabaseClusterSpec> = {},
  status?: DatabaseCluster['status'],
): DatabaseCluster {
  const cluster = aDatabaseCluster(spec, { status });
  return { ...cluster, metadata: { ...cluster.metadata, resourceVersion: '10', ...metadata } };
}

const intentHalf = (cluster: DatabaseCluster): string => entityTagOf(cluster).split('.')[0]!;
const plain = intentHalf(aCluster());

describe('the tag of the intent', () => {
  it.each([
    { does: 'the version moves', cluster: aCluster({ resourceVersion: '11', generation: 9 }) },
    { does: 'the status moves', cluster: aCluster({}, {}, { phase: 'Running' }) },
    { does: 'a finalizer comes', cluster: aCluster({ finalizers: ['dbaas.io/cleanup'] }) },
    { does: 'we stamp it', cluster: aCluster({ annotations: { 'dbaas.io/request-id': 'x' } }) },
    {
      does: 'kubectl notes what it applied',
      cluster: aCluster({ annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}' } }),
    },
    { does: 'no labels become empty ones', cluster: aCluster({ labels: {}, annotations: {} }) },
    {
      does: 'keys stand in another order',
      cluster: {
        ...aCluster(),
        spec: Object.fromEntries(Object.entries(aCluster().spec).reverse()) as DatabaseClusterSpec,
      },
    },
  ])('stays when $does', ({ cluster }) => {
    expect(intentHalf(cluster)).toBe(plain);
  });

  it.each([
    { does: 'the spec', cluster: aCluster({}, { clusterSize: 4 }) },
    { does: 'a label', cluster: aCluster({ labels: { team: 'a' } }) },
    { does: 'an annotation', cluster: aCluster({ annotations: { 'example.com/note': 'x' } }) },
    {
      does: 'an annotation that only looks like a stamp',
      cluster: aCluster({ annotations: { 'dbaas.io.example.com/x': 'x' } }),
    },
  ])('changes with $does', ({ cluster }) => {
    expect(intentHalf(cluster)).not.toBe(plain);
  });

  it('is one half of a tag that names the object as it stands', () => {
    expect(entityTagOf(aCluster())).toMatch(/^[0-9a-f]{16}\.10$/);
    expect(entityTagOf(aCluster({ resourceVersion: '11' }))).not.toBe(entityTagOf(aCluster()));
  });
});

describe('conditions', () => {
  const tag = entityTagOf(aCluster());
  const later = aCluster({ resourceVersion: '11' });
  const edited = aCluster({}, { clusterSize: 4 });

  it.each([
    { condition: `"${tag}"`, cluster: aCluster(), intent: true, entity: true },
    { condition: `W/"${tag}"`, cluster: aCluster(), intent: true, entity: true },
    { condition: tag, cluster: aCluster(), intent: true, entity: true },
    { condition: '*', cluster: edited, intent: true, entity: true },
    { condition: `"${tag}"`, cluster: later, intent: true, entity: false },
    { condition: `"${tag}"`, cluster: edited, intent: false, entity: false },
    { condition: `"other.1", "${tag}"`, cluster: aCluster(), intent: true, entity: true },
    { condition: `"other.1" ,W/"${tag}"`, cluster: later, intent: true, entity: false },
    { condition: `"${plain}"`, cluster: aCluster(), intent: true, entity: false },
    { condition: '"*"', cluster: aCluster(), intent: false, entity: false },
    { condition: '""', cluster: aCluster(), intent: false, entity: false },
    { condition: '', cluster: aCluster(), intent: false, entity: false },
    { condition: `"${plain.slice(0, 8)}.10"`, cluster: aCluster(), intent: false, entity: false },
  ])('$condition: intent $intent, entity $entity', ({ condition, cluster, intent, entity }) => {
    expect([matchesIntent(cluster, condition), matchesEntity(cluster, condition)]).toEqual([intent, entity]);
  });
});

describe('changing the intent', () => {
  it('sends only what differs', () => {
    const to = aCluster({ labels: { team: 'a' } }, { clusterSize: 4, version: undefined });
    expect(intentPatch(aCluster(), to)).toEqual({
      metadata: { labels: { team: 'a' } },
      spec: { clusterSize: 4, version: null },
    });
  });

  it('sends nothing for the same wish', () => {
    expect(
      intentPatch(aCluster(), aCluster({ resourceVersion: '11', labels: {} }, {}, { phase: 'Running' })),
    ).toBeUndefined();
  });

  it('merges a patch into what stands: null resets, absent keeps', () => {
    const from = aCluster({ labels: { a: '1', b: '2' } });
    const next = withPatchedIntent(from, { metadata: { labels: { a: null, c: '3' } }, spec: { version: null } });
    expect(next.metadata).toMatchObject({ name: 'orders', resourceVersion: '10', labels: { b: '2', c: '3' } });
    expect(next.spec).toEqual({ engine: 'postgresql', clusterSize: 3, storage: { size: '10Gi' } });
    expect(from.metadata.labels).toEqual({ a: '1', b: '2' });
  });

  it('stays itself whatever a patch calls __proto__', () => {
    const patch = JSON.parse('{"spec":{"__proto__":{"polluted":true}}}') as object;
    withPatchedIntent(aCluster(), patch);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe('changesBetween', () => {
  it('names every leaf that differs, in order, by JSON pointer', () => {
    const before = intentOf(
      aCluster({ annotations: { 'a.io/b~c': 'x' } }, { storage: { size: '10Gi', className: 'fast' } }),
    );
    const after = intentOf(aCluster({ labels: { team: 'a' } }, { storage: { size: '20Gi', className: 'fast' } }));
    expect(changesBetween(before, after)).toEqual([
      { path: '/annotations/a.io~1b~0c', before: 'x', after: undefined },
      { path: '/labels/team', before: undefined, after: 'a' },
      { path: '/spec/storage/size', before: '10Gi', after: '20Gi' },
    ]);
  });

  it.each([
    { does: 'equal wishes whatever the order of keys', before: { a: 1, b: 2 }, after: { b: 2, a: 1 }, expected: [] },
    { does: 'absence and null alike', before: undefined, after: null, expected: [] },
    { does: 'lists as a whole', before: { a: [1] }, after: { a: [1, 2] }, expected: ['/a'] },
    { does: 'a value that becomes an object', before: { a: 1 }, after: { a: { b: 1 } }, expected: ['/a'] },
    { does: 'the whole of what was not there', before: undefined, after: { a: 1 }, expected: [''] },
  ])('takes $does', ({ before, after, expected }) => {
    expect(changesBetween(before, after).map(({ path }) => path)).toEqual(expected);
  });
});
