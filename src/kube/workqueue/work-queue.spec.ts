import { ManualClock, settle } from '../../../test/doubles/manual-clock.js';
import { WorkQueue } from './work-queue.js';

let clock: ManualClock;
let queue: WorkQueue;

beforeEach(() => {
  clock = new ManualClock();
  queue = new WorkQueue({ name: 'spec', clock });
});

/** What workers would get now, without giving anything back. */
async function takeAll(): Promise<string[]> {
  const taken: string[] = [];
  while (queue.length > 0) taken.push((await queue.get())!);
  return taken;
}

it('hands keys out in the order they came, each once', async () => {
  for (const key of ['a', 'b', 'a', 'c', 'b']) queue.add(key);
  await expect(takeAll()).resolves.toEqual(['a', 'b', 'c']);
});

it('gives a key to a worker who waits', async () => {
  const waiting = queue.get();
  queue.add('a');
  await expect(waiting).resolves.toBe('a');
});

it('never hands out a key that is being worked on, and brings it back once', async () => {
  queue.add('a');
  await queue.get();
  queue.add('a');
  queue.add('a');
  expect(queue.length).toBe(0);
  queue.done('a');
  await expect(takeAll()).resolves.toEqual(['a']);
  queue.done('a');
  expect(queue.length).toBe(0);
});

describe('priorities', () => {
  it('lets normal keys go before low ones', async () => {
    queue.add('crowd', { priority: 'low' });
    queue.add('user');
    await expect(takeAll()).resolves.toEqual(['user', 'crowd']);
  });

  it('raises a waiting key to the higher of its priorities', async () => {
    queue.add('a', { priority: 'low' });
    queue.add('b', { priority: 'low' });
    queue.add('b');
    await expect(takeAll()).resolves.toEqual(['b', 'a']);
  });

  it('does not starve low keys under a stream of normal ones', async () => {
    queue.add('crowd', { priority: 'low' });
    clock.jump(29_000);
    queue.add('first');
    await expect(queue.get()).resolves.toBe('first');
    queue.add('second');
    clock.jump(1_000);
    await expect(queue.get()).resolves.toBe('crowd');
  });

  it.each([
    { came: 'low', first: 'user' },
    { came: 'normal', first: 'failed' },
  ] as const)('brings a $came key that failed back as one', async ({ came, first }) => {
    queue.add('failed', { priority: came });
    await queue.get();
    queue.addRateLimited('failed');
    queue.done('failed');
    await clock.advance(1_000);
    queue.add('user');
    await expect(queue.get()).resolves.toBe(first);
  });

  it('keeps the priority of a delayed key', async () => {
    queue.addAfter('later', 10, { priority: 'low' });
    await clock.advance(10);
    queue.add('now');
    await expect(takeAll()).resolves.toEqual(['now', 'later']);
  });
});

describe('delays', () => {
  it('holds a key back until it is due', async () => {
    queue.addAfter('a', 100);
    await clock.advance(99);
    expect(queue.length).toBe(0);
    await clock.advance(1);
    expect(queue.length).toBe(1);
  });

  it.each([
    { does: 'an earlier time replaces a later one', first: 100, second: 50 },
    { does: 'a later time does not replace an earlier one', first: 50, second: 100 },
  ])('$does', async ({ first, second }) => {
    queue.addAfter('a', first);
    queue.addAfter('a', second);
    await clock.advance(50);
    await expect(takeAll()).resolves.toEqual(['a']);
    queue.done('a');
    await clock.advance(100);
    expect(queue.length).toBe(0);
  });

  it('are ended by a plain add', async () => {
    queue.addAfter('a', 100);
    queue.add('a');
    await takeAll();
    queue.done('a');
    await clock.advance(200);
    expect(queue.length).toBe(0);
  });

  it('mark a key that is being worked on when they end', async () => {
    queue.add('a');
    await queue.get();
    queue.addAfter('a', 10);
    await clock.advance(10);
    expect(queue.length).toBe(0);
    queue.done('a');
    expect(queue.length).toBe(1);
  });

  it('need one timer, whatever the number of keys', () => {
    for (let n = 0; n < 100; n += 1) queue.addAfter(`key-${n}`, 1_000 - n);
    expect(clock.pendingTimers).toBe(1);
  });
});

describe('failures', () => {
  const delayOf = async (key: string): Promise<number> => {
    const startedMs = clock.monotonicMs();
    queue.addRateLimited(key);
    while (queue.length === 0) await clock.advance(1);
    await queue.get();
    queue.done(key);
    return clock.monotonicMs() - startedMs;
  };

  it('double the delay of their key until it is well', async () => {
    const delays = [];
    for (let n = 0; n < 6; n += 1) delays.push(await delayOf('a'));
    expect(delays).toEqual([5, 10, 20, 40, 80, 160]);
    expect(queue.failures('a')).toBe(6);
    queue.forget('a');
    await expect(delayOf('a')).resolves.toBe(5);
  });

  it('of many keys come back no faster than ten a second, after a burst of a hundred', async () => {
    for (let n = 0; n < 120; n += 1) queue.addRateLimited(`key-${n}`);
    await clock.advance(5);
    expect(queue.length).toBe(100);
    await clock.advance(1_000);
    expect(queue.length).toBe(110);
    await clock.advance(1_000);
    expect(queue.length).toBe(120);
  });
});

describe('shutdown', () => {
  it('sends waiting workers home and takes no more', async () => {
    const waiting = queue.get();
    queue.shutDown();
    queue.add('a');
    queue.addAfter('b', 1);
    await expect(waiting).resolves.toBeUndefined();
    await expect(queue.get()).resolves.toBeUndefined();
    expect(clock.pendingTimers).toBe(0);
  });

  it('waits for running work', async () => {
    queue.add('a');
    await queue.get();
    const drained = queue.shutDownWithDrain(1_000);
    queue.done('a');
    await expect(drained).resolves.toBe(true);
  });

  it('says when work would not end in time', async () => {
    queue.add('a');
    await queue.get();
    const drained = queue.shutDownWithDrain(1_000);
    await clock.advance(1_000);
    await expect(drained).resolves.toBe(false);
  });
});

/** What the queue promises, said in the fewest words: no structure, no speed, only the rules. */
class Oracle {
  readonly ready = new Map<string, 'normal' | 'low'>();
  readonly delayed = new Map<string, number>();
  readonly running = new Set<string>();
  readonly dirty = new Set<string>();

  add(key: string): void {
    this.delayed.delete(key);
    if (this.running.has(key)) this.dirty.add(key);
    else this.ready.set(key, 'normal');
  }

  addAfter(key: string, dueMs: number): void {
    if (this.ready.has(key) || this.dirty.has(key)) return;
    this.delayed.set(key, Math.min(dueMs, this.delayed.get(key) ?? Infinity));
  }

  passTo(nowMs: number): void {
    for (const [key, dueMs] of this.delayed) if (dueMs <= nowMs) this.add(key);
  }

  take(key: string): void {
    this.ready.delete(key);
    this.running.add(key);
  }

  done(key: string): void {
    this.running.delete(key);
    if (this.dirty.delete(key)) this.ready.set(key, 'normal');
  }
}

/** A small generator of our own, so that a failure can be run again by its seed. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

it.each([1, 2, 3, 4, 5])('does what the rules say over thousands of random steps (seed %d)', async (seed) => {
  const random = seeded(seed);
  const oracle = new Oracle();
  const steps: ((key: string) => Promise<void> | void)[] = [
    (key) => {
      queue.add(key);
      oracle.add(key);
    },
    (key) => {
      const delayMs = 1 + random(500);
      queue.addAfter(key, delayMs);
      oracle.addAfter(key, clock.monotonicMs() + delayMs);
    },
    async () => {
      if (queue.length === 0) return;
      const key = (await queue.get())!;
      expect(oracle.running).not.toContain(key);
      expect([...oracle.ready.keys()]).toContain(key);
      oracle.take(key);
    },
    () => {
      const running = [...oracle.running];
      const key = running[random(running.length)];
      if (key === undefined) return;
      queue.done(key);
      oracle.done(key);
    },
    async () => {
      await clock.advance(random(200));
      oracle.passTo(clock.monotonicMs());
    },
  ];
  for (let step = 0; step < 3_000; step += 1) {
    await steps[random(steps.length)]!(`key-${random(12)}`);
    expect(queue.length).toBe(oracle.ready.size);
  }
  await settle();
});
