import { ManualClock } from '../../../../test/doubles/manual-clock.js';
import { rateHeaders } from './rate-headers.js';
import { RateLimiter, refuseExcess, type Allowance } from './rate-limiter.js';
import { WatchCounter } from './watch-counter.js';

const ann = { username: 'ann', groups: [] };
const bob = { username: 'bob', groups: [] };

describe('what a caller may ask', () => {
  let clock: ManualClock;
  let limiter: RateLimiter;
  beforeEach(() => {
    clock = new ManualClock();
    limiter = new RateLimiter({ reads: 60, writes: 6 }, clock);
  });
  const write = (cost?: number): Allowance => limiter.take(ann, 'writes', cost)!;
  const isTooMuch = ({ retryAfterSeconds }: Allowance): boolean => retryAfterSeconds !== undefined;

  it('may be asked all at once, and what is more is refused until a part of it is back', () => {
    expect(Array.from({ length: 6 }, () => write().remaining)).toEqual([5, 4, 3, 2, 1, 0]);
    expect(write()).toEqual({
      kind: 'writes',
      quota: 6,
      windowSeconds: 60,
      remaining: 0,
      resetSeconds: 60,
      retryAfterSeconds: 10,
    });
    clock.jump(9_999);
    expect(isTooMuch(write())).toBe(true);
    clock.jump(1);
    expect(write()).toMatchObject({ remaining: 0, resetSeconds: 60 });
    expect(isTooMuch(write())).toBe(true);
  });

  it('is all there again after a minute', () => {
    for (let i = 0; i < 6; i++) write();
    clock.jump(60_000);
    expect(write()).toMatchObject({ remaining: 5, resetSeconds: 10 });
  });

  it('is counted apart for reads and writes, and for each caller', () => {
    for (let i = 0; i < 7; i++) write();
    expect(limiter.take(ann, 'reads')).toMatchObject({ remaining: 59 });
    expect(limiter.take(bob, 'writes')).toMatchObject({ remaining: 5 });
  });

  it('is used up by what costs more, of which nothing is taken that is too much', () => {
    expect(write(4)).toMatchObject({ remaining: 2 });
    expect(write(3)).toMatchObject({ remaining: 2, retryAfterSeconds: 10 });
    expect(write(2)).toMatchObject({ remaining: 0 });
    clock.jump(60_000);
    // Else it could never be asked at all.
    expect(write(1_000)).toMatchObject({ remaining: 0, resetSeconds: 60 });
  });

  it('is without bounds where none is set', () => {
    const unlimited = new RateLimiter({ reads: 0, writes: 0 }, clock);
    expect(unlimited.take(ann, 'reads')).toBeUndefined();
    expect(() => refuseExcess(undefined)).not.toThrow();
  });

  it('is told of where it was too much, and of whom', () => {
    const told: string[] = [];
    const limited = new RateLimiter({ reads: 60, writes: 1 }, clock, ({ username }) => void told.push(username));
    for (const caller of [ann, bob, ann]) limited.take(caller, 'writes');
    expect(told).toEqual(['ann']);
  });

  it('is told as a problem that says when to come again', () => {
    expect(() => refuseExcess(write())).not.toThrow();
    const refusal = { ...write(), retryAfterSeconds: 7 };
    expect(() => refuseExcess(refusal)).toThrow(
      expect.objectContaining({ code: 'rate_limited', retryAfterSeconds: 7 }),
    );
  });

  it('is told in the headers of an answer', () => {
    expect(rateHeaders(write(2))).toEqual({ 'RateLimit-Policy': '"writes";q=6;w=60', RateLimit: '"writes";r=4;t=20' });
  });
});

describe('subscriptions of a caller', () => {
  it('are as many as they may be, and one that ends makes room for one', () => {
    const counter = new WatchCounter(2);
    const ends = [counter.begin(ann), counter.begin(ann)];
    expect(() => counter.begin(ann)).toThrow(expect.objectContaining({ code: 'rate_limited' }));
    counter.begin(bob);
    ends[0]!();
    ends[0]!();
    counter.begin(ann);
    expect(() => counter.begin(ann)).toThrow(expect.objectContaining({ code: 'rate_limited' }));
  });

  it('are without bounds where none is set', () => {
    const counter = new WatchCounter(0);
    expect(() => Array.from({ length: 1_000 }, () => counter.begin(ann))).not.toThrow();
  });
});
