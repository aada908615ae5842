import { ManualClock } from '../../../../test/doubles/manual-clock.js';
import { aSubmittedCluster } from '../../../../test/builders/stand-in-cluster.js';
import { Pace } from './pace.js';
import { ORDER_ANNOTATION } from './orders.js';

const slowed = (stepMs: string): ReturnType<typeof aSubmittedCluster> =>
  aSubmittedCluster({ annotations: { [ORDER_ANNOTATION.stepMs]: stepMs } });

describe('the pace of steps', () => {
  it.each([
    { given: 'no order', cluster: aSubmittedCluster(), stepMs: 700, waitMs: 700 },
    { given: 'an order to be slow', cluster: slowed('5000'), stepMs: 700, waitMs: 5000 },
    { given: 'an order to hurry', cluster: slowed('0'), stepMs: 700, waitMs: 0 },
    { given: 'nonsense', cluster: slowed('soon'), stepMs: 700, waitMs: 700 },
    { given: 'no waiting at all', cluster: aSubmittedCluster(), stepMs: 0, waitMs: 0 },
  ])('with $given leaves $waitMs ms between two', ({ cluster, stepMs, waitMs }) => {
    const pace = new Pace(new ManualClock(), stepMs);
    expect(pace.remainingMs(cluster)).toBe(0);
    expect(pace.stepDone(cluster)).toBe(waitMs);
    expect(pace.remainingMs(cluster)).toBe(waitMs);
  });

  it('lets the next step begin when the time is over', async () => {
    const clock = new ManualClock();
    const pace = new Pace(clock, 700);
    pace.stepDone(aSubmittedCluster());
    await clock.advance(700);
    expect(pace.remainingMs(aSubmittedCluster())).toBe(0);
  });
});

describe('an operator that is late', () => {
  const late = (lateMs: string): ReturnType<typeof aSubmittedCluster> =>
    aSubmittedCluster({ annotations: { [ORDER_ANNOTATION.lateMs]: lateMs } });

  it.each([
    { given: 'no order', cluster: aSubmittedCluster(), overlooksMs: 0 },
    { given: 'an order', cluster: late('900'), overlooksMs: 900 },
    { given: 'nonsense', cluster: late('-1'), overlooksMs: 0 },
  ])('by $given overlooks a change for $overlooksMs ms', ({ cluster, overlooksMs }) => {
    expect(new Pace(new ManualClock(), 0).overlooksMs(cluster)).toBe(overlooksMs);
  });

  it('then goes on without delay until it is done, and overlooks the next change again', async () => {
    const clock = new ManualClock();
    const pace = new Pace(clock, 0);
    pace.overlooksMs(late('900'));
    await clock.advance(400);
    expect(pace.overlooksMs(late('900'))).toBe(500);
    await clock.advance(500);
    expect(pace.overlooksMs(late('900'))).toBe(0);
    await clock.advance(10_000);
    expect(pace.overlooksMs(late('900'))).toBe(0);
    pace.rest(late('900'));
    expect(pace.overlooksMs(late('900'))).toBe(900);
  });
});
