import { scheduleProblem } from './cron-schedule.js';

describe('the schedule of a CronJob', () => {
  it.each(['* * * * *', '*/5 0-6 1,15 JAN-mar mon', '0 0 ? * 6', '@daily', '@every 1h30m', '5/10 * * * *'])(
    'may be "%s"',
    (text) => {
      expect(scheduleProblem(text)).toBeUndefined();
    },
  );

  it.each([
    '',
    '* * * *',
    '60 * * * *',
    '* 24 * * *',
    '* * 0 * *',
    '* * * 13 *',
    '* * * * 8',
    '5-1 * * * *',
    '*/0 * * * *',
  ])('is not "%s"', (text) => {
    expect(scheduleProblem(text)).toEqual(expect.any(String));
  });

  it.each(['@often', '@every', 'x * * * *', '1- * * * *', '💥'])('is not "%s" either', (text) => {
    expect(scheduleProblem(text)).toEqual(expect.any(String));
  });
});
