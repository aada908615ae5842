import type { KubeObject, ObjectMeta } from '../meta/index.js';
import { intentChanged } from './predicate.js';

const anObject = (metadata: Partial<ObjectMeta>): KubeObject => ({
  apiVersion: 'example.org/v1',
  kind: 'Widget',
  metadata: { name: 'a', uid: 'u', generation: 1, ...metadata },
});
const predicate = intentChanged({ annotations: ['restart'], labels: ['team'], finalizers: ['example.org/ours'] });

it.each<{ wakes: boolean; change: string; before?: Partial<ObjectMeta>; after?: Partial<ObjectMeta> }>([
  { wakes: true, change: 'an addition', after: {} },
  { wakes: true, change: 'a deletion', before: {} },
  { wakes: true, change: 'a new generation', before: {}, after: { generation: 2 } },
  { wakes: true, change: 'the wish to be deleted', before: {}, after: { deletionTimestamp: '2026-01-01T00:00:00Z' } },
  { wakes: true, change: 'another object of the same name', before: {}, after: { uid: 'v' } },
  { wakes: true, change: 'a named annotation', before: {}, after: { annotations: { restart: 'now' } } },
  { wakes: true, change: 'a named label that goes', before: { labels: { team: 'x' } }, after: {} },
  { wakes: true, change: 'a named finalizer that goes', before: { finalizers: ['example.org/ours'] }, after: {} },
  { wakes: false, change: 'a named finalizer that comes', before: {}, after: { finalizers: ['example.org/ours'] } },
  { wakes: false, change: 'any other finalizer that goes', before: { finalizers: ['example.org/other'] }, after: {} },
  { wakes: false, change: 'a status write', before: { resourceVersion: '1' }, after: { resourceVersion: '2' } },
  { wakes: false, change: 'any other annotation', before: {}, after: { annotations: { note: 'x' } } },
  {
    wakes: true,
    change: 'any change without generations',
    before: { generation: undefined },
    after: { generation: undefined },
  },
])('$change wakes: $wakes', ({ before, after, wakes }) => {
  expect(predicate({ previous: before && anObject(before), object: after && anObject(after) })).toBe(wakes);
});
