import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { UntypedObject } from '../../../kube/meta/index.js';
import { MemoryJournal } from './journal.js';
import type { Journal } from './journal.js';
import { ObjectStore } from './object-store.js';
import { SqliteJournal } from './sqlite-journal.js';

const KEY = '/configmaps';
const configMap = (name: string, namespace = 'default', data = {}): UntypedObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace },
  data,
});

const storeOn = (journal: Journal): ObjectStore =>
  new ObjectStore({ journal, now: () => new Date(0), history: { maxEvents: 100, maxAgeMs: 60_000 } });

describe('ObjectStore', () => {
  it('counts one revision for all resources and stamps it on the object', () => {
    const store = storeOn(new MemoryJournal());
    store.put(KEY, configMap('a'));
    const second = store.put('/secrets', { ...configMap('b'), kind: 'Secret' });
    expect(second.object.metadata.resourceVersion).toBe('2');
    expect(store.revision).toBe(2);
  });

  it('hands out frozen objects, and bytes that begin with the type', () => {
    const stored = storeOn(new MemoryJournal()).put(KEY, { data: {}, ...configMap('a') });
    expect(Object.isFrozen(stored.object.metadata)).toBe(true);
    expect(stored.json.toString()).toMatch(/^\{"apiVersion":"v1","kind":"ConfigMap","metadata":/);
  });

  it('lists by namespace, then name, and never mixes namespaces that begin alike', () => {
    const store = storeOn(new MemoryJournal());
    for (const [namespace, name] of [
      ['a-b', 'x'],
      ['a', 'z'],
      ['a', 'y'],
    ]) {
      store.put(KEY, configMap(name!, namespace));
    }
    expect(store.list(KEY).map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)).toEqual([
      'a/y',
      'a/z',
      'a-b/x',
    ]);
    expect(store.count(KEY, 'a')).toBe(2);
  });

  it('gives a deletion a revision of its own', () => {
    const store = storeOn(new MemoryJournal());
    const created = store.put(KEY, configMap('a'));
    expect(store.remove(KEY, created.object).object.metadata.resourceVersion).toBe('2');
    expect(store.find(KEY, 'default', 'a')).toBeUndefined();
  });

  it('says whether a revision that was waited for came in time', async () => {
    const store = storeOn(new MemoryJournal());
    const waiting = store.reached(1, 1000);
    store.put(KEY, configMap('a'));
    await expect(waiting).resolves.toBe(true);
    await expect(store.reached(99, 1)).resolves.toBe(false);
  });

  describe('on disk', () => {
    let directory: string;
    const file = (): string => join(directory, 'objects.sqlite');

    beforeEach(() => {
      directory = mkdtempSync(join(tmpdir(), 'store-'));
    });
    afterEach(() => rmSync(directory, { recursive: true, force: true }));

    it('tells watchers of nothing that is not on disk yet, and answers wait for it', async () => {
      const store = storeOn(new SqliteJournal(file()));
      const told: number[] = [];
      store.subscribe(KEY, () => told.push(store.publishedRevision));
      store.put(KEY, configMap('a'));
      store.put(KEY, configMap('b'));
      expect(told).toEqual([]);
      await store.settled();
      expect(told).toEqual([2]);
      expect(store.settled()).toBeUndefined();
      store.close();
    });

    it('finds every acknowledged write, and the revision, in the files of a process that was killed', async () => {
      const killed = storeOn(new SqliteJournal(file()));
      killed.put(KEY, configMap('kept'));
      const gone = killed.put(KEY, configMap('gone'));
      killed.remove(KEY, gone.object);
      await killed.settled();
      // What is in the files now is what a kill would leave; closing would tidy up.
      const copy = join(directory, 'after-kill.sqlite');
      for (const suffix of ['', '-wal']) copyFileSync(`${file()}${suffix}`, `${copy}${suffix}`);
      const restored = storeOn(new SqliteJournal(copy));
      expect(restored.list(KEY).map(({ metadata }) => metadata.name)).toEqual(['kept']);
      expect(restored.revision).toBe(3);
      expect(restored.historyOf(KEY).oldestRevision).toBe(3);
      restored.close();
      killed.close();
    });

    it('refuses a second server on the same files', () => {
      const first = new SqliteJournal(file());
      expect(() => new SqliteJournal(file())).toThrow(/in use by another server/);
      first.close();
    });

    it('refuses everything once the disk has failed: memory is ahead of it', async () => {
      const journal = new SqliteJournal(file());
      const store = storeOn(journal);
      journal.close();
      store.put(KEY, configMap('a'));
      await expect(store.settled()).rejects.toThrow('storage failed');
      expect(() => store.put(KEY, configMap('b'))).toThrow('storage failed');
      await expect(store.settled()).rejects.toThrow('storage failed');
    });
  });
});
