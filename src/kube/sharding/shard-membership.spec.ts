import { LeaseBoard } from '../../../test/doubles/lease-board.js';
import { ManualClock, settle } from '../../../test/doubles/manual-clock.js';
import { RecordingLogger } from '../../../test/doubles/recording-logger.js';
import { SeededRandom } from '../../../test/fuzz/seeded-random.js';
import { KubeError } from '../client/index.js';
import { LeadershipLostError } from '../leader-election/index.js';
import { MemberSet } from './member-set.js';
import { ShardMembership } from './shard-membership.js';

const keys = Array.from({ length: 60 }, (_, n) => `shop/db-${n}`);
const logger = new RecordingLogger();

let clock: ManualClock;
let board: LeaseBoard;
const running = new Set<Replica>();

beforeEach(() => {
  clock = new ManualClock();
  board = new LeaseBoard();
});
afterEach(() => {
  for (const replica of running) replica.kill();
  running.clear();
});

/** One process: its network may fail, its work may last, it may end. */
class Replica {
  readonly membership: ShardMembership;
  readonly gained: string[] = [];
  isCutOff = false;
  latencyMs = 0;
  lost: unknown;

  constructor(readonly identity: string) {
    const client = board.clientWith(() => this.network());
    const label = { name: 'group', value: 'spec' };
    const lease = { namespace: 'ops', name: `spec-${identity}` };
    this.membership = new ShardMembership({
      client,
      lease,
      identity,
      label,
      claimAnnotation: 'claim',
      clock,
      logger,
      random: () => 0,
    });
    this.membership.onChange((isGained) => this.gained.push(...keys.filter(isGained)));
    void this.membership.acquire(new AbortController().signal).then((lost) =>
      lost.addEventListener('abort', () => {
        this.lost = lost.reason;
      }),
    );
    running.add(this);
  }

  get owned(): string[] {
    return keys.filter((key) => this.membership.owns(key));
  }

  /** Ends without a word. */
  kill(): void {
    this.isCutOff = true;
    this.membership.abandon();
    running.delete(this);
  }

  private async network(): Promise<void> {
    if (this.isCutOff) throw new KubeError(0, '', 'unreachable');
    if (this.latencyMs > 0) await new Promise<void>((resolve) => void clock.schedule(this.latencyMs, resolve));
    if (this.isCutOff) throw new KubeError(0, '', 'unreachable');
  }
}

const ownersOf = (key: string): string[] =>
  [...running].filter(({ membership }) => membership.owns(key)).map(({ identity }) => identity);

function expectEachKeyOwnedOnce(): void {
  for (const key of keys) expect([key, ownersOf(key).length]).toEqual([key, 1]);
}

async function start(...identities: string[]): Promise<Replica[]> {
  const replicas = identities.map((identity) => new Replica(identity));
  await clock.advance(10_000);
  return replicas;
}

it('owns everything when it is alone, within its first requests', async () => {
  const alone = new Replica('a');
  await settle();
  await clock.advance(0);
  expect([alone.owned, alone.gained, alone.membership.size]).toEqual([keys, keys, 1]);
  expect(board.leases.get('spec-a')).toMatchObject({
    metadata: { labels: { group: 'spec' }, annotations: { claim: 'a' } },
    spec: { holderIdentity: 'a', leaseDurationSeconds: 15 },
  });
});

it('shares with those that join, in seconds', async () => {
  const [first] = await start('a');
  new Replica('b');
  new Replica('c');
  await clock.advance(6_000);
  expectEachKeyOwnedOnce();
  expect([...running].map(({ membership }) => membership.size)).toEqual([3, 3, 3]);
  expect(first!.owned.length).toBeLessThan(keys.length / 2);
});

it('hears of the keys that it gains, and of no others', async () => {
  const [first] = await start('a', 'b');
  const before = first!.owned;
  first!.gained.length = 0;
  const [, second] = [...running];
  await second!.membership.release();
  await clock.advance(3_000);
  expect(first!.owned).toEqual(keys);
  expect([...first!.gained].sort()).toEqual(keys.filter((key) => !before.includes(key)).sort());
});

it('leaves a key to the next only when nothing of it is at work', async () => {
  const [first] = await start('a');
  const leave = keys.map((key) => first!.membership.admit(key)!);
  const second = new Replica('b');
  await clock.advance(60_000);
  const moving = keys.filter((key) => !first!.membership.owns(key));
  expect(moving.length).toBeGreaterThan(0);
  expect(moving.map((key) => first!.membership.admit(key))).toEqual(moving.map(() => undefined));
  expect(second.owned).toEqual([]);
  for (const end of leave) end();
  await clock.advance(3_000);
  expect(second.owned).toEqual(moving);
});

it('counts each of the works on one key', async () => {
  const [first] = await start('a');
  const [one, another] = [first!.membership.admit(keys[0]!)!, first!.membership.admit(keys[0]!)!];
  const leaveAll = keys.slice(1).map((key) => first!.membership.admit(key)!);
  const heir = ['b', 'c', 'd', 'e'].find((name) => MemberSet.of(['a', name]).ownerOf(keys[0]!) === name);
  const second = new Replica(heir!);
  await clock.advance(10_000);
  for (const leave of [one, ...leaveAll]) leave();
  await clock.advance(10_000);
  expect(second.owned).toEqual([]);
  another();
  await clock.advance(3_000);
  expect(second.membership.owns(keys[0]!)).toBe(true);
});

it('takes the part of one that died once its promise has run out, and not before', async () => {
  const [first, second] = await start('a', 'b');
  const part = second!.owned;
  second!.kill();
  await clock.advance(12_000);
  expect(part.some((key) => first!.membership.owns(key))).toBe(false);
  await clock.advance(7_000);
  expect(first!.owned).toEqual(keys);
});

it('loses everything when its own lease cannot be kept', async () => {
  const [first, second] = await start('a', 'b');
  second!.isCutOff = true;
  await clock.advance(12_000);
  expect(second!.lost).toBeInstanceOf(LeadershipLostError);
  expect([second!.owned, second!.membership.admit(keys[0]!), second!.membership.isMember]).toEqual([
    [],
    undefined,
    false,
  ]);
  await clock.advance(8_000);
  expect(first!.owned).toEqual(keys);
});

it('goes on with its part when its lease is deleted by somebody', async () => {
  const replicas = await start('a', 'b');
  const parts = replicas.map(({ owned }) => owned);
  board.leases.delete('spec-b');
  await clock.advance(10_000);
  expect(replicas.map(({ owned }) => owned)).toEqual(parts);
});

it('clears away what the dead have left', async () => {
  const [, second] = await start('a', 'b');
  second!.kill();
  await clock.advance(60_000);
  expect([...board.leases.keys()]).toEqual(['spec-a', 'spec-b']);
  await clock.advance(30_000);
  expect([...board.leases.keys()]).toEqual(['spec-a']);
});

it('says so when it cannot read the members', async () => {
  const client = board.clientWith(async (verb) => {
    if (verb === 'list') throw new KubeError(403, 'Forbidden', 'no');
  });
  const membership = new ShardMembership({
    client,
    lease: { namespace: 'ops', name: 'x' },
    identity: 'x',
    label: { name: 'group', value: 'spec' },
    claimAnnotation: 'claim',
    clock,
    logger,
  });
  await membership.acquire(new AbortController().signal);
  await clock.advance(5_000);
  expect([membership.isLeader(), membership.isMember, membership.owns(keys[0]!)]).toEqual([true, false, false]);
  expect(logger.lines.some(({ level, message }) => level === 'warn' && message.includes('could not be read'))).toBe(
    true,
  );
  membership.abandon();
});

describe('whatever happens', () => {
  /** Works on whatever it may, for random times, and notes who is at work. */
  class Worker {
    readonly holds = new Map<string, () => void>();

    constructor(
      readonly replica: Replica,
      private readonly random: SeededRandom,
    ) {}

    step(): void {
      for (const [key, leave] of this.holds) {
        if (this.random.int(20) > 0) continue;
        this.holds.delete(key);
        leave();
      }
      const key = keys[this.random.int(keys.length)]!;
      const leave = this.holds.has(key) ? undefined : this.replica.membership.admit(key);
      if (leave) this.holds.set(key, leave);
    }

    /** As a process stops: what runs ends, then the lease is given up. */
    stop(): void {
      for (const leave of this.holds.values()) leave();
      this.holds.clear();
      void this.replica.membership.release();
      running.delete(this.replica);
    }

    /** What a process that lost its lease, or was killed, has under way is aborted. */
    get atWork(): string[] {
      return running.has(this.replica) && this.replica.membership.isLeader() ? [...this.holds.keys()] : [];
    }
  }

  /** Processes that come, go, hang and are cut off at random. */
  class Fleet {
    readonly workers: Worker[] = [];

    constructor(private readonly random: SeededRandom) {}

    get able(): Worker[] {
      return this.workers.filter(({ replica }) => running.has(replica) && !replica.lost);
    }

    get atWork(): string[] {
      return this.workers.flatMap((worker) => worker.atWork);
    }

    join(): void {
      this.workers.push(new Worker(new Replica(`m${this.workers.length}`), this.random));
    }

    step(): void {
      for (const worker of this.workers) worker.step();
      if (this.able.length < 2) this.join();
      else if (this.random.int(25) === 0) this.suffer(this.random.pick(this.able));
    }

    recover(): void {
      for (const { replica } of this.workers) {
        if (replica.lost) replica.kill();
        else Object.assign(replica, { isCutOff: false, latencyMs: 0 });
      }
    }

    private suffer(worker: Worker): void {
      const { replica } = worker;
      const misfortunes = [
        () => (this.able.length < 5 ? this.join() : worker.stop()),
        () => replica.kill(),
        () => worker.stop(),
        () => void (replica.isCutOff = !replica.isCutOff),
        () => void (replica.latencyMs = this.random.chance(0.5) ? this.random.int(3_000) : 0),
      ];
      this.random.pick(misfortunes)();
    }
  }

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('no key is worked on by two: seed %i', async (seed) => {
    const fleet = new Fleet(new SeededRandom(seed));
    for (let step = 0; step < 400; step += 1) {
      fleet.step();
      await clock.advance(250);
      expect(fleet.atWork.length).toBe(new Set(fleet.atWork).size);
    }
    fleet.recover();
    for (const { holds } of fleet.workers) for (const leave of holds.values()) leave();
    await clock.advance(60_000);
    expectEachKeyOwnedOnce();
  });
});
