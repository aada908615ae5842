import { CronSyntaxError, parseSchedule } from './schedule.js';

const NOW = new Date('2026-01-02T03:04:05.678Z'); // a Friday

describe('a schedule', () => {
  it.each([
    { text: '0 0 3 * * *', next: '2026-01-03T03:00:00.000Z' },
    { text: '@daily', next: '2026-01-03T00:00:00.000Z' },
    { text: '@hourly', next: '2026-01-02T04:00:00.000Z' },
    { text: '@every 6h', next: '2026-01-02T09:04:05.000Z' },
    { text: '@every 1h30m', next: '2026-01-02T04:34:05.000Z' },
    { text: '*/10 * * * * *', next: '2026-01-02T03:04:10.000Z' },
    // Five fields: second 0 of minute 3 of every hour.
    { text: '0 3 * * *', next: '2026-01-02T04:03:00.000Z' },
    { text: '0 30 2 * * MON', next: '2026-01-05T02:30:00.000Z' },
    { text: '0 0 0 29 2 *', next: '2028-02-29T00:00:00.000Z' },
    { text: '0 0 0 13 * FRI', next: '2026-01-09T00:00:00.000Z' },
    { text: '0 15-17 3 * * *', next: '2026-01-02T03:15:00.000Z' },
  ])('"$text" is next due at $next', ({ text, next }) => {
    expect(parseSchedule(text)(NOW)?.toISOString()).toBe(next);
  });

  it('that names no day of the calendar is never due', () => {
    expect(parseSchedule('0 0 0 31 2 *')(NOW)).toBeUndefined();
  });

  it.each([
    '',
    'x',
    '0 0',
    '61 * * * * *',
    '0 0 24 * * *',
    '5-1 * * * * *',
    '*/0 * * * * *',
    '@sometimes',
    '@every soon',
    '0 0 0 * * * *',
  ])('refuses "%s"', (text) => {
    expect(() => parseSchedule(text)).toThrow(CronSyntaxError);
  });
});
