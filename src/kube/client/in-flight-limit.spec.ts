import { InFlightLimit } from './in-flight-limit.js';

it('admits those who wait in the order they came, and forgets those who gave up', async () => {
  const limit = new InFlightLimit(1);
  const admitted: string[] = [];
  const impatient = new AbortController();
  await limit.enter();
  const first = limit.enter().then(() => admitted.push('first'));
  const second = limit.enter(impatient.signal);
  const third = limit.enter().then(() => admitted.push('third'));
  impatient.abort();
  await expect(second).rejects.toBe(impatient.signal.reason);
  limit.leave();
  await first;
  expect(admitted).toEqual(['first']);
  limit.leave();
  await third;
  expect(admitted).toEqual(['first', 'third']);
});

it('has room again for every place that was left', async () => {
  const limit = new InFlightLimit(2);
  await Promise.all([limit.enter(), limit.enter()]);
  limit.leave();
  limit.leave();
  await expect(Promise.all([limit.enter(), limit.enter()])).resolves.toHaveLength(2);
});

it('refuses at once when the signal has aborted', async () => {
  await expect(new InFlightLimit(1).enter(AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
});
