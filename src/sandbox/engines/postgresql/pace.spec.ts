import { ManualClock } from '../../../../test/doubles/manual-clock.js';
import { aSubmittedCluster } from '../../../../test/builders/stand-in-cluster.js';
import { Pace } from './pace.js';
import { SANDBOX_ANNOTATION } from './well-known.js';

const slowed = (stepMs: string): ReturnType<typeof aSubmittedCluster> =>
  aSubmittedCluster({ annotations: { [SANDBOX_ANNOTATION.stepMs]: stepMs } });

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
