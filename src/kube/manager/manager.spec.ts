import { eventually, ManualClock, settle } from '../../../test/doubles/manual-clock.js';
import { json, OpenStream, ScriptedServer, silence } from '../../../test/doubles/scripted-server.js';
import { connect, type HttpKubeClient } from '../client/index.js';
import { InformerSyncError, SharedInformers } from '../informer/index.js';
import type { Tenure } from '../leader-election/index.js';
import { POD } from '../meta/index.js';
import { Controller } from './controller.js';
import { Manager, type ManagerOptions } from './manager.js';
import type { Reconciler } from './reconciler.js';
import { primary } from './watch-source.js';

/** A lease that the test grants, takes and looks at. */
class GrantedLease {
  readonly story: string[] = [];
  private readonly lost = new AbortController();
  private grantNow: () => void = () => undefined;
  private isHeld = false;

  readonly elector: Tenure = {
    acquire: (signal: AbortSignal) =>
      new Promise<AbortSignal>((resolve) => {
        this.grantNow = () => resolve(this.lost.signal);
        signal.addEventListener('abort', () => resolve(this.lost.signal));
      }),
    isLeader: () => this.isHeld,
    release: async () => void this.story.push('released'),
    abandon: () => void this.story.push('abandoned'),
  };

  grant(): void {
    this.isHeld = true;
    this.grantNow();
  }

  take(): void {
    this.isHeld = false;
    this.lost.abort(new Error('lost'));
  }
}

let server: ScriptedServer;
let clock: ManualClock;
let client: HttpKubeClient;
let informers: SharedInformers;
let lease: GrantedLease;
let fatal: Error[];

beforeEach(async () => {
  server = await ScriptedServer.start();
  clock = new ManualClock();
  client = connect(server.kubeConfig, { userAgent: 'spec/1', clock, maxTries: 1 });
  informers = new SharedInformers({ client, clock, random: () => 0 });
  lease = new GrantedLease();
  fatal = [];
});
afterEach(async () => {
  await informers.stop();
  await client.close();
  await server.close();
});

const aPod = { metadata: { namespace: 'shop', name: 'a', uid: 'u', resourceVersion: '1' } };

function aManager(reconcile: Reconciler['reconcile'], options: Partial<ManagerOptions> = {}): Manager {
  const sources = [primary(informers.ensure({ type: POD }))];
  const controllers = [new Controller({ name: 'spec', reconciler: { reconcile }, sources, clock })];
  const onFatal = (error: Error): void => void fatal.push(error);
  return new Manager({ informers, controllers, elector: lease.elector, onFatal, ...options });
}

function serveOnePod(): OpenStream {
  const stream = new OpenStream();
  server.script(json(200, { metadata: { resourceVersion: '10' }, items: [aPod] }), stream.answer);
  return stream;
}

it('works only once the caches are in sync, the lease is held and leading was prepared', async () => {
  serveOnePod();
  const story: string[] = [];
  const manager = aManager(async ({ name }) => void story.push(`reconciled ${name}`), {
    onLeading: async () => void story.push('prepared'),
  });
  await manager.start();
  await settle();
  expect([story, manager.isLeading]).toEqual([[], false]);
  lease.grant();
  await eventually(() => story.length === 2);
  expect([story, manager.isLeading]).toEqual([['prepared', 'reconciled a'], true]);
  await manager.stop();
});

it('fails to start, loudly, when a cache does not fill', async () => {
  server.script(silence);
  const manager = aManager(async () => undefined, { syncTimeoutMs: 60_000 });
  const started = manager.start().catch((error: unknown) => error);
  await eventually(() => server.requests.length === 1);
  await clock.advance(60_000);
  expect(await started).toBeInstanceOf(InformerSyncError);
  await manager.stop();
});

it('tells that the process must end when leading cannot be prepared', async () => {
  serveOnePod();
  const manager = aManager(async () => undefined, { onLeading: () => Promise.reject(new Error('no')) });
  await manager.start();
  lease.grant();
  await eventually(() => fatal.length === 1);
  expect(manager.isLeading).toBe(false);
  await manager.stop();
});

it('cuts running reconciles off when the lease is lost', async () => {
  serveOnePod();
  let signal: AbortSignal | undefined;
  const manager = aManager((_key, ctx) => {
    signal = ctx.signal;
    return new Promise((_resolve, reject) => ctx.signal.addEventListener('abort', () => reject(new Error('cut off'))));
  });
  await manager.start();
  lease.grant();
  await eventually(() => signal !== undefined);
  lease.take();
  await settle();
  expect(signal!.aborted).toBe(true);
  expect([fatal.length, manager.isLeading]).toEqual([1, false]);
  await manager.stop();
});

describe('stop', () => {
  it('releases the lease after the last reconcile has ended', async () => {
    serveOnePod();
    let finish: (() => void) | undefined;
    const manager = aManager(async () => {
      await new Promise<void>((resolve) => (finish = resolve));
      lease.story.push('reconciled');
    });
    await manager.start();
    lease.grant();
    await eventually(() => finish !== undefined);
    const stopped = manager.stop();
    await settle();
    expect(lease.story).toEqual([]);
    finish!();
    await stopped;
    expect(lease.story).toEqual(['reconciled', 'released']);
    expect(fatal).toEqual([]);
  });

  it('keeps the lease, for it to run out, when a reconcile will not end', async () => {
    serveOnePod();
    let isRunning = false;
    const manager = aManager(
      () =>
        new Promise(() => {
          isRunning = true;
        }),
      { drainTimeoutMs: 1_000 },
    );
    await manager.start();
    lease.grant();
    await eventually(() => isRunning);
    const stopped = manager.stop();
    await eventually(() => server.requests.every(({ isClosed }) => isClosed));
    await clock.advance(1_000);
    await clock.advance(2_000);
    await stopped;
    expect(lease.story).toEqual(['abandoned']);
  });

  it('ends the wait for a lease that never came', async () => {
    serveOnePod();
    const manager = aManager(async () => undefined);
    await manager.start();
    await expect(manager.stop()).resolves.toBeUndefined();
  });

  it('of what was never started does nothing', async () => {
    await expect(aManager(async () => undefined).stop()).resolves.toBeUndefined();
    expect(server.requests).toEqual([]);
  });
});
