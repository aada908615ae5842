import type { Wire } from './api-client.js';
import { conformanceSuite } from './conformance-suite.js';

const suite = conformanceSuite('watch');

let namespace: string;
beforeEach(async () => {
  namespace = await suite.namespace();
});

const path = (name?: string): string => `${suite.widgets(namespace)}${name ? `/${name}` : ''}`;
const create = (name: string, labels = {}): Promise<Wire> =>
  suite.created(path(), suite.widget(name, { metadata: { labels } }));
const relabel = (name: string, app: string | null): Promise<Wire> =>
  suite.api.patch('merge', path(name), { metadata: { labels: { app } } });
const version = async (): Promise<string> => (await suite.api.get(path())).body.metadata.resourceVersion;

describe('a watch', () => {
  it('begins with what there is and goes on with what happens', async () => {
    await create('a');
    const watch = await suite.api.watch(path());
    expect(watch).toMatchObject({ status: 200, contentType: expect.stringMatching(/^application\/json/) });
    await create('b');
    await relabel('a', 'x');
    await suite.api.delete(path('b'));
    expect(await watch.take(4)).toEqual(['ADDED a', 'ADDED b', 'MODIFIED a', 'DELETED b']);
    watch.close();
  });

  it('resumes exactly after a version', async () => {
    await create('a');
    const from = await version();
    await create('b');
    await relabel('a', 'x');
    const watch = await suite.api.watch(path(), { resourceVersion: from });
    expect(await watch.take(2)).toEqual(['ADDED b', 'MODIFIED a']);
    watch.close();
  });

  it('counts versions up, the deletion included', async () => {
    const watch = await suite.api.watch(path());
    const { metadata } = await create('a');
    await suite.api.delete(path('a'));
    const [added, deleted] = [await watch.next(), await watch.next()];
    watch.close();
    expect(added.object.metadata.resourceVersion).toBe(metadata.resourceVersion);
    expect(BigInt(deleted.object.metadata.resourceVersion)).toBeGreaterThan(BigInt(metadata.resourceVersion));
    expect(deleted).toMatchObject({
      type: 'DELETED',
      object: { kind: 'Widget', metadata: { name: 'a', uid: metadata.uid } },
    });
  });

  it('sees objects enter and leave its selection', async () => {
    await create('a', { app: 'x' });
    await create('b', { app: 'y' });
    const watch = await suite.api.watch(path(), { labelSelector: 'app=x', resourceVersion: await version() });
    await relabel('b', 'x');
    await relabel('a', null);
    await relabel('a', 'z');
    await relabel('b', 'y');
    const events = [await watch.next(), await watch.next(), await watch.next()];
    watch.close();
    expect(events.map(({ type, object }) => `${type} ${object.metadata.name}`)).toEqual([
      'ADDED b',
      'DELETED a',
      'DELETED b',
    ]);
    // What left is shown as it last was in the selection.
    expect(events[1]!.object.metadata.labels).toEqual({ app: 'x' });
  });

  it('may be of one object', async () => {
    await create('a');
    const watch = await suite.api.watch(path(), { fieldSelector: 'metadata.name=a', resourceVersion: '0' });
    await create('b');
    await relabel('a', 'x');
    expect(await watch.take(2)).toEqual(['ADDED a', 'MODIFIED a']);
    watch.close();
  });

  it('may be of all namespaces', async () => {
    const watch = await suite.api.watch(suite.widgets(), { resourceVersion: await version() });
    await create('a');
    expect(await watch.take(1)).toEqual(['ADDED a']);
    watch.close();
  });

  it('ends cleanly when its time is up', async () => {
    await create('a');
    const watch = await suite.api.watch(path(), { timeoutSeconds: '1' });
    const events = await watch.rest();
    expect(events.map(({ type }) => type)).toEqual(['ADDED']);
  });

  it('sends bookmarks only to those who ask', async () => {
    await create('a');
    const asked = await suite.api.watch(path(), { allowWatchBookmarks: 'true', timeoutSeconds: '1' });
    const silent = await suite.api.watch(path(), { timeoutSeconds: '1' });
    const [withBookmarks, without] = await Promise.all([asked.rest(), silent.rest()]);
    const bookmark = withBookmarks.find(({ type }) => type === 'BOOKMARK');
    expect(bookmark?.object).toMatchObject({
      kind: 'Widget',
      apiVersion: suite.apiVersion,
      metadata: { resourceVersion: expect.stringMatching(/^\d+$/) },
    });
    expect(bookmark?.object.metadata.name ?? '').toBe('');
    expect(without.map(({ type }) => type)).toEqual(['ADDED']);
  });

  it('marks the end of the initial events for those who ask', async () => {
    await create('a');
    const watch = await suite.api.watch(path(), {
      sendInitialEvents: 'true',
      resourceVersionMatch: 'NotOlderThan',
      allowWatchBookmarks: 'true',
    });
    const events = await watch.until('BOOKMARK');
    expect(events.map(({ type }) => type)).toEqual(['ADDED', 'BOOKMARK']);
    expect(events[1]!.object.metadata.annotations).toEqual({ 'k8s.io/initial-events-end': 'true' });
    await create('b');
    const later = await watch.until('ADDED');
    expect(later.at(-1)?.object.metadata.name).toBe('b');
    watch.close();
  });

  it('refuses initial events without a match', async () => {
    const watch = await suite.api.watch(path(), { sendInitialEvents: 'true' });
    expect(watch.status).toBe(422);
    watch.close();
  });

  it('answers a version too old with one event of error', async () => {
    await create('a');
    const watch = await suite.api.watch(path(), { resourceVersion: '1' });
    // Real servers keep a history that may still reach this far back; ours is told to forget.
    watch.close();
    suite.forgetHistory();
    await create('b');
    const late = await suite.api.watch(path(), { resourceVersion: '1', timeoutSeconds: '1' });
    expect(late.status).toBe(200);
    expect(await late.rest()).toEqual([
      { type: 'ERROR', object: expect.objectContaining({ kind: 'Status', code: 410, reason: 'Expired' }) },
    ]);
  });

  it('refuses a version that is none', async () => {
    const watch = await suite.api.watch(path(), { resourceVersion: 'x' });
    // kube-apiserver blames itself: 500.
    expect(watch.status).toBeGreaterThanOrEqual(400);
    watch.close();
  });

  it('tells many watchers the same', async () => {
    const watches = await Promise.all(Array.from({ length: 20 }, () => suite.api.watch(path())));
    await create('a');
    await relabel('a', 'x');
    const seen = await Promise.all(watches.map((watch) => watch.take(2)));
    watches.forEach((watch) => watch.close());
    expect(new Set(seen.map((events) => events.join()))).toEqual(new Set(['ADDED a,MODIFIED a']));
  });

  it('misses nothing while many write', async () => {
    const watch = await suite.api.watch(path());
    const names = Array.from({ length: 40 }, (_, index) => `w${index}`);
    await Promise.all(names.map((name) => create(name)));
    const seen = await watch.take(names.length);
    watch.close();
    expect(seen.sort()).toEqual(names.map((name) => `ADDED ${name}`).sort());
  });
});
