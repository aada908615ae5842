import { eventually, ManualClock } from '../../../test/doubles/manual-clock.js';
import { json, OpenStream, refusal, ScriptedServer, type Answer } from '../../../test/doubles/scripted-server.js';
import { connect, type HttpKubeClient } from '../client/index.js';
import { POD, SECRET, type ResourceType } from '../meta/index.js';
import { InformerSyncError, SharedInformers } from './shared-informers.js';

const WIDGET: ResourceType = {
  group: 'example.org',
  version: 'v1',
  kind: 'Widget',
  plural: 'widgets',
  namespaced: true,
};
const definitionAt = (resourceVersion: string): { metadata: object } => ({
  metadata: { name: 'widgets.example.org', uid: 'd', resourceVersion },
});
const DEFINITION = definitionAt('11');

let server: ScriptedServer;
let clock: ManualClock;
let client: HttpKubeClient;
let informers: SharedInformers;

beforeEach(async () => {
  server = await ScriptedServer.start();
  clock = new ManualClock();
  client = connect(server.kubeConfig, { userAgent: 'spec/1', clock, maxTries: 1 });
  informers = new SharedInformers({ client, clock, random: () => 0 });
});
afterEach(async () => {
  await informers.stop();
  await client.close();
  await server.close();
});

const list = (...items: unknown[]): Answer => json(200, { metadata: { resourceVersion: '10' }, items });
const requestsFor = (plural: string): string[] =>
  server.requests.filter(({ path }) => path.endsWith(`/${plural}`)).map(({ query }) => query.get('watch') ?? 'list');

describe('sharing', () => {
  it('gives everyone who asks for the same the same informer, with the indexes of all', () => {
    const first = informers.ensure({ type: POD, labelSelector: 'app=a' });
    const byName = ({ metadata }: { metadata: { name: string } }): string[] => [metadata.name];
    const second = informers.ensure({ type: POD, labelSelector: 'app=a', indexers: { byName } });
    expect(second).toBe(first);
    expect(first.store.byIndex('byName', 'x')).toEqual([]);
  });

  it.each([
    { narrowed: 'selector', spec: { type: POD, labelSelector: 'app=b' } },
    { narrowed: 'namespace', spec: { type: POD, namespace: 'shop' } },
    { narrowed: 'content', spec: { type: POD, metadataOnly: true } },
    { narrowed: 'kind', spec: { type: SECRET } },
  ])('keeps informers of another $narrowed apart', ({ spec }) => {
    expect(informers.ensure(spec)).not.toBe(informers.ensure({ type: POD }));
  });

  it('refuses to give one consumer what another one transformed', () => {
    informers.ensure({ type: POD, transform: (object) => object });
    expect(() => informers.ensure({ type: POD })).toThrow(RangeError);
  });
});

describe('waiting', () => {
  it('ends when every cache is filled', async () => {
    server.script(list());
    informers.ensure({ type: POD });
    informers.start();
    await expect(informers.waitForSync()).resolves.toBeUndefined();
  });

  it('names the caches that lag', async () => {
    server.script(refusal(403, 'Forbidden'));
    informers.ensure({ type: POD, labelSelector: 'app=a' });
    informers.start();
    const failure = informers.waitForSync(60_000).catch((error: unknown) => error as InformerSyncError);
    await eventually(() => server.requests.length === 1);
    await clock.advance(60_000);
    const error = await failure;
    expect(error).toBeInstanceOf(InformerSyncError);
    expect((error as InformerSyncError).lagging).toEqual(['pods/v1[app=a]']);
  });
});

describe('optional kinds', () => {
  const definitions = new OpenStream();

  it('start, stop and start again with their definition, without being asked for in between', async () => {
    server.script(list(), definitions.answer);
    const widgets = informers.ensure({ type: WIDGET, optional: true });
    const gone: string[] = [];
    const changes: string[] = [];
    widgets.addHandler({ delete: ({ metadata }) => gone.push(metadata.name) });
    informers.onServedChange(({ plural }, isServed) => changes.push(`${plural} ${isServed}`));
    informers.start();
    await informers.waitForSync();
    await eventually(() => definitions.isOpen);
    await clock.advance(120_000);
    expect(informers.serves(WIDGET)).toBe(false);
    expect(requestsFor('widgets')).toEqual([]);

    server.script(list({ metadata: { name: 'a', uid: 'u', resourceVersion: '5' } }), new OpenStream().answer);
    definitions.send({ type: 'ADDED', object: DEFINITION });
    await eventually(() => widgets.hasSynced() && requestsFor('widgets').length === 2);
    expect(informers.serves(WIDGET)).toBe(true);

    definitions.send({ type: 'DELETED', object: definitionAt('12') });
    await eventually(() => gone.includes('a'));
    await eventually(() => server.requests.at(-1)!.isClosed);
    expect(informers.serves(WIDGET)).toBe(false);
    expect(changes).toEqual(['widgets true', 'widgets false']);

    server.script(list(), new OpenStream().answer);
    definitions.send({ type: 'ADDED', object: definitionAt('13') });
    await eventually(() => requestsFor('widgets').length === 4);
    expect(informers.serves(WIDGET)).toBe(true);
  });

  it('whose version is not served yet are tried again when the definition changes', async () => {
    const stream = new OpenStream();
    server.script(list(DEFINITION));
    // The definitions' watch and the widgets' list go out together, in either order.
    const byPath: Answer = (response, request) =>
      request.path.endsWith('/widgets')
        ? refusal(404, 'NotFound')(response, request)
        : stream.answer(response, request);
    server.script(byPath, byPath);
    const widgets = informers.ensure({ type: WIDGET, optional: true });
    informers.start();
    await eventually(() => stream.isOpen && !widgets.isServed);
    expect(informers.serves(WIDGET)).toBe(false);

    server.script(list());
    stream.send({ type: 'MODIFIED', object: definitionAt('12') });
    await eventually(() => informers.serves(WIDGET));
    await expect(informers.waitForSync()).resolves.toBeUndefined();
  });
});
