import { eventually, ManualClock, settle } from '../../../test/doubles/manual-clock.js';
import { RecordingLogger } from '../../../test/doubles/recording-logger.js';
import { json, OpenStream, ScriptedServer } from '../../../test/doubles/scripted-server.js';
import { connect, KubeError, type HttpKubeClient } from '../client/index.js';
import { SharedInformers, type Informer } from '../informer/index.js';
import { POD, SECRET, keyOf, type KubeObject, type OwnerReference, type ResourceType } from '../meta/index.js';
import { Controller, type ControllerOptions } from './controller.js';
import { intentChanged } from './predicate.js';
import { ConflictError, TerminalError, type ReconcileContext, type Result } from './reconciler.js';
import { mapped, owned, primary, type WatchSource } from './watch-source.js';

const WIDGET: ResourceType = {
  group: 'example.org',
  version: 'v1',
  kind: 'Widget',
  plural: 'widgets',
  namespaced: true,
};

let server: ScriptedServer;
let clock: ManualClock;
let client: HttpKubeClient;
let informers: SharedInformers;
let logger: RecordingLogger;
let controller: Controller;

beforeEach(async () => {
  server = await ScriptedServer.start();
  clock = new ManualClock();
  logger = new RecordingLogger();
  client = connect(server.kubeConfig, { userAgent: 'spec/1', clock, maxTries: 1 });
  informers = new SharedInformers({ client, clock, random: () => 0 });
});
afterEach(async () => {
  controller.abort();
  await informers.stop();
  await client.close();
  await server.close();
});

type Reconcile = (key: string, ctx: ReconcileContext) => Promise<Result> | Result;

function start(reconcile: Reconcile, options: Partial<ControllerOptions> = {}): Controller {
  const reconciler = { reconcile: async (_key: unknown, ctx: ReconcileContext) => reconcile(keyOf(ctx.key), ctx) };
  controller = new Controller({ name: 'spec', reconciler, sources: [], clock, logger, newId: () => 'id', ...options });
  controller.start();
  return controller;
}

const wake = (name: string): void => controller.enqueue({ namespace: 'shop', name });
const errorsLogged = (): string[] =>
  logger.lines.filter(({ level }) => level === 'error').map(({ message }) => message);

describe('reconciles that ask nobody', () => {
  it.each([
    { each: 'long', takesMs: 10, atLeast: 1, atMost: 4 },
    { each: 'short', takesMs: 1, atLeast: 10, atMost: 14 },
  ])('give way to the event loop before long, $each ones after $atMost at the latest', async (given) => {
    let runs = 0;
    let runsInFirstTurn = -1;
    const reconcile = (): void => {
      runs += 1;
      clock.jump(given.takesMs);
    };
    start(reconcile, { maxConcurrent: 2 });
    for (let key = 0; key < 100; key += 1) wake(`key-${key}`);
    setImmediate(() => (runsInFirstTurn = runs));
    await eventually(() => runs === 100);
    expect(runsInFirstTurn).toBeGreaterThanOrEqual(given.atLeast);
    expect(runsInFirstTurn).toBeLessThanOrEqual(given.atMost);
  });
});

describe('outcomes', () => {
  it.each<{ outcome: string; first: () => Result; waitMs: number; errors: number }>([
    { outcome: 'a refusal', first: () => fail(new KubeError(500, 'InternalError', 'x')), waitMs: 5, errors: 1 },
    { outcome: 'a conflict of ours', first: () => fail(new ConflictError('stale')), waitMs: 5, errors: 0 },
    {
      outcome: 'a conflict of the server',
      first: () => fail(new KubeError(409, 'Conflict', 'x')),
      waitMs: 5,
      errors: 0,
    },
    { outcome: 'a mistake', first: () => fail(new TypeError('undefined is not a function')), waitMs: 5, errors: 1 },
    { outcome: 'a throw of something odd', first: () => fail('odd' as unknown as Error), waitMs: 5, errors: 1 },
    { outcome: 'a wish to be called again', first: () => ({ requeueAfterMs: 700 }), waitMs: 700, errors: 0 },
  ])('after $outcome the key comes back in $waitMs ms', async ({ first, waitMs, errors }) => {
    let runs = 0;
    start(() => ((runs += 1) === 1 ? first() : undefined));
    wake('a');
    await settle();
    await clock.advance(waitMs - 1);
    expect(runs).toBe(1);
    await clock.advance(1);
    expect(runs).toBe(2);
    expect(errorsLogged()).toHaveLength(errors);
  });

  it('a terminal error lets the key sleep until it is woken', async () => {
    let runs = 0;
    start(() => {
      runs += 1;
      throw new TerminalError('as written it cannot work');
    });
    wake('a');
    await clock.advance(3_600_000);
    expect(runs).toBe(1);
    wake('a');
    await settle();
    expect(runs).toBe(2);
  });

  it('a wake during the run brings the key back once', async () => {
    let runs = 0;
    start(async () => {
      runs += 1;
      if (runs === 1) {
        wake('a');
        wake('a');
        await settle();
      }
    });
    wake('a');
    await settle();
    await settle();
    expect(runs).toBe(2);
  });

  const fail = (error: Error): never => {
    throw error;
  };
});

it('drops keys of another process and holds its own while it works on them', async () => {
  const story: string[] = [];
  start(async (key) => void story.push(`ran ${key}`), {
    admit: (key) => (key === 'shop/ours' ? () => void story.push(`left ${key}`) : undefined),
  });
  wake('theirs');
  wake('ours');
  await clock.advance(3_600_000);
  expect(story).toEqual(['ran shop/ours', 'left shop/ours']);
});

it('works on so many keys at once and on no key twice', async () => {
  const running = new Set<string>();
  let most = 0;
  let runs = 0;
  start(
    async (key) => {
      expect(running.has(key)).toBe(false);
      running.add(key);
      most = Math.max(most, running.size);
      await settle();
      running.delete(key);
      runs += 1;
    },
    { maxConcurrent: 3 },
  );
  for (let n = 0; n < 30; n += 1) wake(`key-${n % 10}`);
  await eventually(() => runs >= 10 && running.size === 0);
  expect(most).toBe(3);
});

it('ends a run that takes too long by its signal', async () => {
  let reason: unknown;
  start(
    (_key, { signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          reason = signal.reason;
          reject(new Error('cut off'));
        });
      }),
    { reconcileTimeoutMs: 1_000 },
  );
  wake('a');
  await settle();
  await clock.advance(1_000);
  expect(reason).toMatchObject({ name: 'TimeoutError' });
});

it('logs with the controller, the key and the id of the run', async () => {
  start((_key, { logger: log }) => log.info('hello'));
  wake('a');
  await settle();
  expect(logger.lines.at(-1)!.fields).toEqual({ controller: 'spec', key: 'shop/a', reconcileId: 'id' });
});

it('keeps keys while it may not work', async () => {
  let runs = 0;
  let mayWork = false;
  const reconciler = { reconcile: async () => void (runs += 1) };
  controller = new Controller({ name: 'spec', reconciler, sources: [], clock });
  controller.start(() => mayWork);
  wake('a');
  await settle();
  expect(runs).toBe(0);
  mayWork = true;
  await clock.advance(1_000);
  expect(runs).toBe(1);
});

describe('stop', () => {
  it('waits for running reconciles and takes no more', async () => {
    let finish = (): void => undefined;
    const runs: string[] = [];
    start(
      (key) => {
        runs.push(key);
        return new Promise<void>((resolve) => (finish = resolve));
      },
      { maxConcurrent: 1 },
    );
    wake('a');
    wake('b');
    await settle();
    const stopped = controller.stop(30_000);
    finish();
    await expect(stopped).resolves.toBe(true);
    expect(runs).toEqual(['shop/a']);
  });

  it.each([
    { does: 'aborts what will not end', heedsSignal: true },
    { does: 'says so when even an abort does not help', heedsSignal: false },
  ])('$does', async ({ heedsSignal }) => {
    start(
      (_key, { signal }) =>
        new Promise((_resolve, reject) => {
          if (heedsSignal) signal.addEventListener('abort', () => reject(new Error('cut off')));
        }),
    );
    wake('a');
    await settle();
    const stopped = controller.stop(30_000);
    await clock.advance(30_000);
    await clock.advance(2_000);
    await expect(stopped).resolves.toBe(heedsSignal);
    expect(errorsLogged()).toEqual([]);
  });
});

describe('sources', () => {
  const anObject = (name: string, metadata: Partial<KubeObject['metadata']> = {}): KubeObject => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { namespace: 'shop', name, uid: name, resourceVersion: '1', ...metadata },
  });
  const ownerOf = (name: string, more: Partial<OwnerReference> = {}): OwnerReference[] => [
    { apiVersion: 'example.org/v1beta1', kind: 'Widget', name, uid: name, controller: true, ...more },
  ];

  /** Follows pods from a list to the given events, and returns the keys that were reconciled since. */
  async function keysAfter(
    toSource: (informer: Informer) => WatchSource,
    listed: KubeObject[],
    events: { type: string; object: KubeObject }[],
  ): Promise<string[]> {
    const stream = new OpenStream();
    server.script(json(200, { metadata: { resourceVersion: '10' }, items: listed }), stream.answer);
    const informer = informers.ensure({ type: POD });
    const keys: string[] = [];
    start((key) => void keys.push(key), { sources: [toSource(informer)], maxConcurrent: 1 });
    informers.start();
    await eventually(() => stream.isOpen && keys.length >= listed.length);
    const initial = keys.length;
    stream.send(...events, { type: 'BOOKMARK', object: { metadata: { resourceVersion: '99' } } });
    await eventually(() => informer.lastSyncRv === '99');
    await settle();
    return keys.slice(initial);
  }

  it('of the primary kind wake their own key, when the intent changed', async () => {
    const keys = await keysAfter(
      (informer) => primary(informer, intentChanged()),
      [anObject('a', { generation: 1 }), anObject('b', { generation: 1 })],
      [
        { type: 'MODIFIED', object: anObject('a', { generation: 1, resourceVersion: '11' }) },
        { type: 'MODIFIED', object: anObject('b', { generation: 2, resourceVersion: '12' }) },
      ],
    );
    expect(keys).toEqual(['shop/b']);
  });

  it('of owned kinds wake the old and the new owner, of the right group and kind only', async () => {
    const keys = await keysAfter(
      (informer) => owned(informer, WIDGET),
      [],
      [
        { type: 'ADDED', object: anObject('x', { resourceVersion: '11', ownerReferences: ownerOf('first') }) },
        {
          type: 'ADDED',
          object: anObject('y', { resourceVersion: '12', ownerReferences: ownerOf('no', { controller: false }) }),
        },
        {
          type: 'ADDED',
          object: anObject('z', { resourceVersion: '13', ownerReferences: ownerOf('no', { apiVersion: 'v1' }) }),
        },
        { type: 'MODIFIED', object: anObject('x', { resourceVersion: '14', ownerReferences: ownerOf('second') }) },
      ],
    );
    expect([...new Set(keys)].sort()).toEqual(['shop/first', 'shop/second']);
  });

  it('whose predicate throws wake the key: one too many beats one too few', async () => {
    const broken = (): boolean => {
      throw new Error('a mistake');
    };
    const keys = await keysAfter(
      (informer) => mapped(informer, ({ metadata }) => [{ name: `of-${metadata.name}` }], { predicate: broken }),
      [],
      [{ type: 'ADDED', object: anObject('x', { resourceVersion: '11' }) }],
    );
    expect(keys).toEqual(['of-x']);
  });
});

describe('own writes', () => {
  const written = (resourceVersion: string): KubeObject => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { namespace: 'shop', name: 'child', resourceVersion },
  });

  async function afterOneWrite(type: ResourceType): Promise<{ runs: () => number; stream: OpenStream }> {
    const stream = new OpenStream();
    server.script(json(200, { metadata: { resourceVersion: '10' }, items: [] }), stream.answer);
    const source = mapped(informers.ensure({ type: POD }), () => []);
    let runs = 0;
    start(
      (_key, ctx) => {
        runs += 1;
        if (runs === 1) ctx.recordWrite(type, written('20'));
      },
      { sources: [source] },
    );
    informers.start();
    await eventually(() => stream.isOpen);
    wake('a');
    await settle();
    wake('a');
    await settle();
    return { runs: () => runs, stream };
  }

  it('hold the next run of the key until the cache has seen them', async () => {
    const { runs, stream } = await afterOneWrite(POD);
    expect(runs()).toBe(1);
    stream.send({ type: 'ADDED', object: written('20') });
    await eventually(() => runs() === 2);
  });

  it('hold it longer than they hold a worker', async () => {
    const { runs, stream } = await afterOneWrite(POD);
    await clock.advance(60_000);
    expect(runs()).toBe(1);
    stream.send({ type: 'ADDED', object: written('20') });
    await eventually(() => informers.ensure({ type: POD }).lastSyncRv === '20');
    await clock.advance(20_000);
    expect(runs()).toBe(2);
    expect(errorsLogged()).toEqual([]);
  });

  it('that no cache ever shows do not hold it for ever', async () => {
    const { runs } = await afterOneWrite(POD);
    await clock.advance(600_000);
    expect(runs()).toBe(2);
  });

  it('do not matter for kinds that are not cached', async () => {
    const { runs } = await afterOneWrite(SECRET);
    expect(runs()).toBe(2);
  });
});
