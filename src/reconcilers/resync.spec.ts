import { SchedulerRegistry } from '@nestjs/schedule';
import { keyOf, type ObjectKey } from '../kube/meta/index.js';
import { Resync, slotOf } from './resync.js';

interface Asked {
  readonly key: string;
  readonly priority: string | undefined;
}

function resyncOf(
  keys: string[],
  periodSeconds: number,
  scheduler = new SchedulerRegistry(),
): { resync: Resync; asked: Asked[] } {
  const asked: Asked[] = [];
  const enqueue = (key: ObjectKey, { priority }: { priority?: string } = {}): void =>
    void asked.push({ key: keyOf(key), priority });
  return { resync: new Resync(scheduler, periodSeconds, [{ controller: { enqueue }, keys: () => keys }]), asked };
}

const tick = (resync: Resync, times: number): void => {
  for (let i = 0; i < times; i++) resync.tick();
};

describe('Resync', () => {
  const keys = Array.from({ length: 500 }, (_, i) => `team-${i % 7}/db-${i}`);

  it('looks at each key once a period, and at low priority', () => {
    const { resync, asked } = resyncOf(keys, 30);
    tick(resync, 30);
    expect(asked.map(({ key }) => key).sort()).toEqual([...keys].sort());
    expect(new Set(asked.map(({ priority }) => priority))).toEqual(new Set(['low']));
  });

  it('makes each key wait one whole period', () => {
    const { resync, asked } = resyncOf(keys, 30);
    tick(resync, 30);
    const first = asked.splice(0).map(({ key }) => key);
    tick(resync, 30);
    expect(asked.map(({ key }) => key)).toEqual(first);
  });

  it('asks anew each second which keys there are', () => {
    const present = ['team-a/one'];
    const { resync, asked } = resyncOf(present, 1);
    tick(resync, 1);
    present.splice(0, 1, 'team-a/two');
    tick(resync, 1);
    expect(asked.map(({ key }) => key)).toEqual(['team-a/one', 'team-a/two']);
  });

  it('looks at every key each second where that is the period', () => {
    const { resync, asked } = resyncOf(keys, 1);
    tick(resync, 2);
    expect(asked).toHaveLength(2 * keys.length);
  });

  it('ends with its timer, however often it is told to', () => {
    const scheduler = new SchedulerRegistry();
    const { resync } = resyncOf(keys, 30, scheduler);
    resync.start();
    expect(scheduler.getIntervals()).toEqual(['resync']);
    resync.stop();
    resync.stop();
    expect(scheduler.getIntervals()).toEqual([]);
  });
});

describe('slotOf', () => {
  const spreadOf = (keys: string[], slots: number): number[] => {
    const counts = new Array<number>(slots).fill(0);
    for (const key of keys) counts[slotOf(key, slots)]! += 1;
    return counts;
  };
  const numbered = (name: (i: string) => string): string[] =>
    Array.from({ length: 9_000 }, (_, i) => name(String(i).padStart(4, '0')));

  it.each([
    ['numbered clusters of one namespace', numbered((i) => `bench/db-${i}`)],
    ['numbered clusters without leading zeros', numbered((i) => `bench/db-${Number(i)}`)],
    ['one cluster in each of many namespaces', numbered((i) => `team-${i}/orders`)],
    ['numbers in both', numbered((i) => `team-${i.slice(0, 2)}/db-${i.slice(2)}`)],
  ])('spreads %s evenly over 30 seconds', (_, keys) => {
    const counts = spreadOf(keys, 30);
    expect(Math.min(...counts)).toBeGreaterThan(200);
    expect(Math.max(...counts)).toBeLessThan(400);
  });

  it.each(['', 'a', 'ü/😀', 'x'.repeat(300)])('gives %j a slot of the period, always the same', (key) => {
    const slot = slotOf(key, 7);
    expect(Number.isInteger(slot) && slot >= 0 && slot < 7).toBe(true);
    expect(slotOf(key, 7)).toBe(slot);
  });
});
