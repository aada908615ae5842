import { aStoredCluster, codeOf } from '../../../test/doubles/cluster-world.js';
import { ProblemError } from '../../domain/problem.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import { LAST_APPLIED } from './intent.js';
import { jsonPatchEdit } from './json-patched.js';

const live = aStoredCluster(
  { clusterSize: 3, config: [{ name: 'work_mem', value: '8MB' }] },
  {
    labels: { team: 'a' },
    annotations: { note: 'x', [LAST_APPLIED]: '{}', 'dbaas.io/idempotency': 'a.b' },
    managedFields: [{ manager: 'kubectl' }],
  },
);

const patched = (...operations: unknown[]): DatabaseCluster => jsonPatchEdit<DatabaseCluster>(operations)(live);

/** What is said of a patch: the code of the whole, then where and what. */
function refusalOf(operations: unknown): string[] {
  try {
    jsonPatchEdit<DatabaseCluster>(operations)(live);
    return ['done'];
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return [error.code, ...error.fields.map(({ pointer, code }) => `${pointer} ${code}`)];
  }
}

describe('an edit by operations', () => {
  it('writes labels, annotations and spec, and leaves everything else as it is', () => {
    const next = patched(
      { op: 'test', path: '/metadata/name', value: 'orders' },
      { op: 'replace', path: '/spec/clusterSize', value: 5 },
      { op: 'add', path: '/spec/config/-', value: { name: 'max_connections', value: '200' } },
      { op: 'copy', from: '/metadata/labels/team', path: '/metadata/labels/owner' },
      { op: 'remove', path: '/metadata/annotations/note' },
    );
    expect(next.spec).toEqual({
      ...live.spec,
      clusterSize: 5,
      config: [...live.spec.config!, { name: 'max_connections', value: '200' }],
    });
    const annotations = { [LAST_APPLIED]: '{}', 'dbaas.io/idempotency': 'a.b' };
    expect(next.metadata).toEqual({ ...live.metadata, labels: { team: 'a', owner: 'a' }, annotations });
  });

  it('finds labels and annotations where there are none', () => {
    const bare = aStoredCluster({}, { labels: undefined, annotations: undefined });
    const edit = jsonPatchEdit<DatabaseCluster>([{ op: 'add', path: '/metadata/labels/a', value: 'b' }]);
    expect(edit(bare).metadata.labels).toEqual({ a: 'b' });
  });

  it('shows nothing that clients are not shown', () => {
    const at = (path: string): unknown => ({ op: 'test', path, value: null });
    const hidden = ['/metadata/managedFields', `/metadata/annotations/${LAST_APPLIED.replaceAll('/', '~1')}`];
    expect(refusalOf(hidden.map(at))).toEqual(['done']);
  });

  it.each([
    { what: 'no list', patch: { op: 'test' }, says: [' wrong_type'] },
    { what: 'too many', patch: Array.from({ length: 1_001 }, () => ({})), says: [' too_many'] },
    {
      what: 'everything that is wrong with each',
      patch: [
        5,
        { op: 'merge', path: '/spec' },
        { op: 'add', path: '/spec/a' },
        { op: 'move', path: 'spec' },
        { op: 'replace', path: '/status/phase', value: 'Running' },
        { op: 'copy', from: '/metadata/uid', path: '/metadata/labels/uid' },
        { op: 'add', path: '', value: {} },
        { op: 'remove', path: '/spec' },
        { op: 'move', from: '/spec', path: '/metadata/labels/spec' },
        { op: 'add', path: '/specification', value: 1 },
      ],
      says: [
        '/0 wrong_type',
        '/1/op not_supported',
        '/2/value required',
        '/3/from required',
        '/3/path invalid',
        '/4/path forbidden',
        '/5/from forbidden',
        '/6/path forbidden',
        '/7/path forbidden',
        '/8/from forbidden',
        '/9/path forbidden',
      ],
    },
    {
      what: 'what is not there',
      patch: [
        { op: 'test', path: '/spec/clusterSize', value: 3 },
        { op: 'remove', path: '/spec/proxy' },
      ],
      says: ['/1/path not_found'],
    },
    {
      what: 'a source that is not there',
      patch: [{ op: 'move', from: '/spec/a', path: '/spec/b' }],
      says: ['/0/from not_found'],
    },
    {
      what: 'a way to the prototype',
      patch: [{ op: 'add', path: '/spec/__proto__/polluted', value: true }],
      says: ['/0/path not_found'],
    },
    {
      what: 'copies without end',
      patch: Array.from({ length: 40 }, (_, index) => ({ op: 'copy', from: '/spec', path: `/spec/x${index}` })),
      says: [expect.stringMatching(/^\/\d+ too_many$/)],
    },
    {
      what: 'labels that are no text',
      patch: [{ op: 'add', path: '/metadata/labels/n', value: 5 }],
      says: ['/metadata/labels/n wrong_type'],
    },
    {
      what: 'annotations that are no object',
      patch: [{ op: 'replace', path: '/metadata/annotations', value: 'x' }],
      says: ['/metadata/annotations wrong_type'],
    },
  ])('is refused for $what', ({ patch, says }) => {
    expect(refusalOf(patch)).toEqual(['invalid_spec', ...says]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('is a precondition that fails where a test does', async () => {
    const operations = [{ op: 'test', path: '/spec/clusterSize', value: 4 }];
    expect(refusalOf(operations)).toEqual(['precondition_failed', '/0/value test_failed']);
    expect(await codeOf(Promise.resolve().then(() => patched(...operations)))).toBe('precondition_failed');
  });
});
