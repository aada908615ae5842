import { aServedResource } from '../../../../test/builders/served-resource.js';
import { Selection } from '../handlers/selection.js';
import { SortedMap } from '../storage/sorted-map.js';
import type { StoreEvent } from '../storage/store-event.js';
import { toStoredObject } from '../storage/stored-object.js';
import type { StoredObject } from '../storage/stored-object.js';
import { seenChange } from './watch-source.js';

const stored = (revision: number, colour: string): StoredObject =>
  toStoredObject(
    'example.io/widgets',
    { apiVersion: 'example.io/v1', kind: 'Widget', metadata: { name: 'w', namespace: 'a', labels: { colour } } },
    revision,
  );

function event(type: StoreEvent['type'], before: string | undefined, after: string): StoreEvent {
  const previous = before === undefined ? undefined : stored(1, before);
  return { type, revision: 2, current: stored(2, after), previous, snapshot: SortedMap.empty(), committedAt: 0 };
}

const reds = { namespace: undefined, selection: Selection.parse(aServedResource(), 'colour=red', '') };

describe('seenChange', () => {
  it.each([
    { does: 'shows a new match', change: event('ADDED', undefined, 'red'), expected: ['ADDED', 'red', 2] },
    { does: 'hides a new stranger', change: event('ADDED', undefined, 'blue'), expected: undefined },
    { does: 'shows a change of a match', change: event('MODIFIED', 'red', 'red'), expected: ['MODIFIED', 'red', 2] },
    { does: 'adds what enters', change: event('MODIFIED', 'blue', 'red'), expected: ['ADDED', 'red', 2] },
    {
      does: 'deletes what leaves, as it was',
      change: event('MODIFIED', 'red', 'blue'),
      expected: ['DELETED', 'red', 2],
    },
    { does: 'hides a change of a stranger', change: event('MODIFIED', 'blue', 'green'), expected: undefined },
    { does: 'shows the deletion of a match', change: event('DELETED', 'red', 'red'), expected: ['DELETED', 'red', 2] },
    { does: 'hides the deletion of a stranger', change: event('DELETED', 'blue', 'blue'), expected: undefined },
  ])('$does', ({ change, expected }) => {
    const seen = seenChange(reds, change);
    const { metadata } = seen?.stored.object ?? { metadata: undefined };
    expect(seen && [seen.type, metadata?.labels?.['colour'], Number(metadata?.resourceVersion)]).toEqual(expected);
  });

  it('keeps to its namespace', () => {
    const elsewhere = { ...reds, namespace: 'b' };
    expect(seenChange(elsewhere, event('ADDED', undefined, 'red'))).toBeUndefined();
  });
});
