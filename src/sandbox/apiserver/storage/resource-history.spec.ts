import { ResourceHistory } from './resource-history.js';
import { toStoredObject } from './stored-object.js';
import type { StoredObject } from './stored-object.js';

const storedAt = (name: string, revision: number): StoredObject =>
  toStoredObject('/configmaps', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } }, revision);

const namesAt = (history: ResourceHistory, revision: number): string[] | undefined =>
  history
    .at(revision)
    ?.range('', undefined)
    .map(({ name, revision: at }) => `${name}@${at}`);

/** a is added at 1, b at 2, a changes at 4 and goes at 6; revisions between belong to other resources. */
function historyOfFour(maxEvents: number, maxAgeMs = 1_000_000): ResourceHistory {
  const history = new ResourceHistory({ maxEvents, maxAgeMs }, 0);
  history.record('ADDED', storedAt('a', 1), 100);
  history.record('ADDED', storedAt('b', 2), 200);
  history.record('MODIFIED', storedAt('a', 4), 400);
  history.record('DELETED', storedAt('a', 6), 600);
  return history;
}

describe('ResourceHistory', () => {
  it.each([
    { revision: 0, expected: [] },
    { revision: 1, expected: ['a@1'] },
    { revision: 3, expected: ['a@1', 'b@2'] },
    { revision: 5, expected: ['a@4', 'b@2'] },
    { revision: 9, expected: ['b@2'] },
  ])('shows the resource as it was at $revision', ({ revision, expected }) => {
    expect(namesAt(historyOfFour(100), revision)).toEqual(expected);
  });

  it.each([
    { after: 0, upTo: 9, expected: [1, 2, 4, 6] },
    { after: 2, upTo: 9, expected: [4, 6] },
    { after: 3, upTo: 5, expected: [4] },
    { after: 6, upTo: 9, expected: [] },
  ])('tells the changes after $after up to $upTo', ({ after, upTo, expected }) => {
    expect(
      historyOfFour(100)
        .between(after, upTo)
        ?.map(({ revision }) => revision),
    ).toEqual(expected);
  });

  it('forgets the oldest changes beyond its limit, and says so', () => {
    const history = historyOfFour(2);
    expect(history.oldestRevision).toBe(2);
    expect(history.between(1, 9)).toBeUndefined();
    expect(history.at(1)).toBeUndefined();
    expect(namesAt(history, 2)).toEqual(['a@1', 'b@2']);
    expect(history.between(2, 9)).toHaveLength(2);
  });

  it('forgets changes that are too old', () => {
    const history = historyOfFour(100, 250);
    expect(history.oldestRevision).toBe(2);
  });

  it('lets a watcher that has seen everything go on after a compaction, and refuses who comes from before', () => {
    const history = historyOfFour(100);
    history.compact(50);
    history.record('ADDED', storedAt('c', 51), 700);
    expect(history.between(6, 60)?.map(({ revision }) => revision)).toEqual([51]);
    expect(history.between(4, 60)).toBeUndefined();
    expect(history.oldestRevision).toBe(50);
  });

  it('carries the state before with every change', () => {
    const [, , changed, deleted] = historyOfFour(100).between(0, 9)!;
    expect(changed!.previous?.revision).toBe(1);
    expect(deleted!.previous?.revision).toBe(4);
  });
});
