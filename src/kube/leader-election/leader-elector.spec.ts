import { ManualClock, settle } from '../../../test/doubles/manual-clock.js';
import { RecordingLogger } from '../../../test/doubles/recording-logger.js';
import { KubeError, type KubeClient } from '../client/index.js';
import { LeaderElector, LeadershipLostError, type LeaderElectorOptions } from './leader-elector.js';
import type { Lease } from './lease.js';

/** Holds the one Lease of a test with the server's rules for it, and a network that fails on request. */
class LeaseServer {
  lease: Lease | undefined;
  requests: string[] = [];
  private version = 0;

  /** What a client of its own connection sees; `fault` runs before the server does. */
  clientWith(fault: (verb: string, signal?: AbortSignal) => Promise<void> = async () => undefined): KubeClient {
    const via = async (verb: string, signal: AbortSignal | undefined, act: () => Lease): Promise<Lease> => {
      this.requests.push(verb);
      await fault(verb, signal);
      if (signal?.aborted) throw new KubeError(0, '', 'aborted');
      return act();
    };
    return {
      get: (_type: unknown, _key: unknown, signal?: AbortSignal) => via('get', signal, () => this.read()),
      create: (_type: unknown, lease: Lease, options?: { signal?: AbortSignal }) =>
        via('create', options?.signal, () => this.create(lease)),
      update: (_type: unknown, lease: Lease, options?: { signal?: AbortSignal }) =>
        via('update', options?.signal, () => this.update(lease)),
    } as unknown as KubeClient;
  }

  private read(): Lease {
    if (!this.lease) throw new KubeError(404, 'NotFound', 'no lease');
    return structuredClone(this.lease);
  }

  private create(lease: Lease): Lease {
    if (this.lease) throw new KubeError(409, 'AlreadyExists', 'there');
    return this.store(lease);
  }

  private update(lease: Lease): Lease {
    if (lease.metadata.resourceVersion !== this.lease?.metadata.resourceVersion) {
      throw new KubeError(409, 'Conflict', 'stale');
    }
    return this.store(lease);
  }

  private store(lease: Lease): Lease {
    this.version += 1;
    const metadata = { ...lease.metadata, resourceVersion: String(this.version) };
    const stored: Lease = { ...lease, metadata };
    this.lease = stored;
    return structuredClone(stored);
  }
}

const unreachable = async (): Promise<void> => {
  throw new KubeError(0, '', 'unreachable');
};

let clock: ManualClock;
let server: LeaseServer;
const stopping: AbortController[] = [];

beforeEach(() => {
  clock = new ManualClock();
  server = new LeaseServer();
});
afterEach(() => {
  for (const controller of stopping.splice(0)) controller.abort();
});

function anElector(identity: string, options: Partial<LeaderElectorOptions> = {}): LeaderElector {
  const lease = { namespace: 'ops', name: 'leader' };
  return new LeaderElector({ client: server.clientWith(), lease, identity, clock, random: () => 0, ...options });
}

/** Runs for the lease in the background; `lost` is set once it was held and lost. */
function run(elector: LeaderElector): { lost?: unknown } {
  const controller = new AbortController();
  stopping.push(controller);
  const seen: { lost?: unknown } = {};
  void elector.acquire(controller.signal).then((lost) => {
    lost.addEventListener('abort', () => {
      seen.lost = lost.reason;
    });
  });
  return seen;
}

it('creates the lease and keeps it with one request per period', async () => {
  const elector = anElector('a');
  run(elector);
  await settle();
  expect(elector.isLeader()).toBe(true);
  expect(server.lease!.spec).toMatchObject({ holderIdentity: 'a', leaseDurationSeconds: 15, leaseTransitions: 0 });
  expect(server.lease!.spec!.renewTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
  server.requests = [];
  await clock.advance(60_000);
  expect(elector.isLeader()).toBe(true);
  expect(server.requests).toEqual(Array.from({ length: 30 }, () => 'update'));
});

it('waits while another one shows signs of life, whatever the stamps say', async () => {
  const [first, second] = [anElector('a'), anElector('b')];
  run(first);
  await settle();
  server.lease!.spec!.renewTime = '1999-01-01T00:00:00.000000Z';
  run(second);
  await clock.advance(600_000);
  expect([first.isLeader(), second.isLeader()]).toEqual([true, false]);
});

it('takes over a lease that has not changed for as long as it was promised', async () => {
  const dead = anElector('a', { client: server.clientWith() });
  run(dead);
  await settle();
  stopping[0]!.abort();
  server.lease!.spec!.holderIdentity = 'gone';
  server.lease!.metadata.resourceVersion = 'elsewhere';
  const successor = anElector('b');
  run(successor);
  await clock.advance(14_000);
  expect(successor.isLeader()).toBe(false);
  await clock.advance(4_000);
  expect(successor.isLeader()).toBe(true);
  expect(server.lease!.spec).toMatchObject({ holderIdentity: 'b', leaseTransitions: 1 });
});

it('hands over at once when it is released', async () => {
  const [first, second] = [anElector('a'), anElector('b')];
  const seen = run(first);
  await settle();
  run(second);
  await settle();
  await first.release();
  expect(first.isLeader()).toBe(false);
  expect(server.lease!.spec).toMatchObject({ holderIdentity: '', leaseDurationSeconds: 1 });
  await clock.advance(2_000);
  expect(second.isLeader()).toBe(true);
  expect(seen.lost).toBeUndefined();
});

it('renews at once when the record has more to say', async () => {
  let said = 'one';
  let renewals = 0;
  const elector = anElector('a', {
    metadata: () => ({ labels: { group: 'g' }, annotations: { said } }),
    onRenewed: () => (renewals += 1),
  });
  run(elector);
  await settle();
  expect(server.lease!.metadata).toMatchObject({ labels: { group: 'g' }, annotations: { said: 'one' } });
  said = 'two';
  elector.renewSoon();
  await clock.advance(0);
  expect(server.lease!.metadata.annotations).toEqual({ said: 'two' });
  expect([server.requests, renewals]).toEqual([['get', 'create', 'update'], 2]);
});

it('leaves the lease to run out when it is abandoned', async () => {
  const [first, second] = [anElector('a'), anElector('b')];
  run(first);
  await settle();
  run(second);
  first.abandon();
  await clock.advance(14_000);
  expect([first.isLeader(), second.isLeader()]).toEqual([false, false]);
  await clock.advance(4_000);
  expect(second.isLeader()).toBe(true);
});

describe('a leader that cannot renew', () => {
  it('goes on through a short outage', async () => {
    let isDown = false;
    const client = server.clientWith(() => (isDown ? unreachable() : Promise.resolve()));
    const elector = anElector('a', { client });
    const seen = run(elector);
    await settle();
    isDown = true;
    await clock.advance(7_000);
    isDown = false;
    await clock.advance(60_000);
    expect(elector.isLeader()).toBe(true);
    expect(seen.lost).toBeUndefined();
  });

  it.each([
    { network: 'lost', fault: unreachable },
    {
      network: 'silent',
      fault: (_verb: string, signal?: AbortSignal) =>
        new Promise<void>((_resolve, reject) => {
          const end = (): void => reject(new KubeError(0, '', 'aborted'));
          if (signal!.aborted) end();
          signal!.addEventListener('abort', end);
        }),
    },
  ])('gives up before anyone can follow when the network is $network', async ({ fault }) => {
    let isDown = false;
    const first = anElector('a', {
      client: server.clientWith((verb, signal) => (isDown ? fault(verb, signal) : Promise.resolve())),
    });
    const second = anElector('b');
    const seen = run(first);
    await settle();
    run(second);
    isDown = true;
    for (let elapsedMs = 0; elapsedMs < 40_000; elapsedMs += 100) {
      await clock.advance(100);
      expect([first.isLeader(), second.isLeader()]).not.toEqual([true, true]);
    }
    expect(seen.lost).toBeInstanceOf(LeadershipLostError);
    expect(second.isLeader()).toBe(true);
  });

  it('knows that its time is over when the event loop was blocked', async () => {
    const elector = anElector('a');
    const seen = run(elector);
    await settle();
    clock.jump(11_000);
    expect(elector.isLeader()).toBe(false);
    await clock.advance(2_000);
    expect(seen.lost).toBeInstanceOf(LeadershipLostError);
  });

  it('counts a slow renewal from when it was sent', async () => {
    let delayMs = 0;
    const client = server.clientWith(
      () => new Promise<void>((resolve) => (delayMs === 0 ? resolve() : void clock.schedule(delayMs, resolve))),
    );
    const elector = anElector('a', { client });
    run(elector);
    await settle();
    delayMs = 4_000;
    await clock.advance(2_000 + 4_000);
    delayMs = 60_000;
    // Sent at 2 s, so good until 12 s; by the time of the answer it would have been 16 s.
    await clock.advance(5_900);
    expect(elector.isLeader()).toBe(true);
    await clock.advance(200);
    expect(elector.isLeader()).toBe(false);
  });

  it('stops at once when the record shows another holder', async () => {
    const elector = anElector('a');
    const seen = run(elector);
    await settle();
    server.lease = {
      ...server.lease!,
      metadata: { ...server.lease!.metadata, resourceVersion: '99' },
      spec: { holderIdentity: 'usurper', leaseDurationSeconds: 15 },
    };
    await clock.advance(2_000);
    expect(seen.lost).toBeInstanceOf(LeadershipLostError);
  });
});

it('never elects two of those who start at the same time', async () => {
  const electors = ['a', 'b', 'c'].map((identity) => anElector(identity));
  electors.forEach(run);
  await clock.advance(10_000);
  expect(electors.filter((elector) => elector.isLeader())).toHaveLength(1);
});

it.each([
  { leaseDurationMs: 10_000, renewDeadlineMs: 10_000, retryPeriodMs: 2_000 },
  { leaseDurationMs: 15_000, renewDeadlineMs: 2_400, retryPeriodMs: 2_000 },
])('refuses times under which two could lead: %o', (times) => {
  expect(() => anElector('a', times)).toThrow(RangeError);
});

describe('what people hear of it', () => {
  const warnings = (logger: RecordingLogger): string[] =>
    logger.lines.filter(({ level }) => level === 'warn').map(({ message }) => message);

  it('is nothing where another holds the lease', async () => {
    run(anElector('a'));
    await settle();
    const logger = new RecordingLogger();
    run(anElector('b', { logger }));
    for (let period = 0; period < 5; period += 1) await clock.advance(2_000);
    expect(warnings(logger)).toEqual([]);
  });

  it('is one warning however often the server refuses, and another when it does so again', async () => {
    let isDown = true;
    const logger = new RecordingLogger();
    const client = server.clientWith(() => (isDown ? unreachable() : Promise.resolve()));
    run(anElector('a', { client, logger }));
    for (let period = 0; period < 5; period += 1) await clock.advance(2_000);
    expect(warnings(logger)).toHaveLength(1);
    isDown = false;
    await clock.advance(2_000);
    isDown = true;
    for (let period = 0; period < 3; period += 1) await clock.advance(2_000);
    expect(warnings(logger)).toHaveLength(2);
  });
});
