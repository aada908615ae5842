import { formatAge, formatDuration } from './age.js';

const [MINUTE, HOUR, DAY, YEAR] = [60, 3600, 86_400, 365 * 86_400] as const;

describe('formatDuration', () => {
  it.each([
    { seconds: -5, expected: '<invalid>' },
    { seconds: -1, expected: '0s' },
    { seconds: 0, expected: '0s' },
    { seconds: 119, expected: '119s' },
    { seconds: 2 * MINUTE, expected: '2m' },
    { seconds: 5 * MINUTE + 30, expected: '5m30s' },
    { seconds: 10 * MINUTE + 30, expected: '10m' },
    { seconds: 179 * MINUTE, expected: '179m' },
    { seconds: 3 * HOUR + 5 * MINUTE, expected: '3h5m' },
    { seconds: 8 * HOUR + 5 * MINUTE, expected: '8h' },
    { seconds: 47 * HOUR, expected: '47h' },
    { seconds: 5 * DAY + 3 * HOUR, expected: '5d3h' },
    { seconds: 8 * DAY + 3 * HOUR, expected: '8d' },
    { seconds: 729 * DAY, expected: '729d' },
    { seconds: 2 * YEAR + 9 * DAY, expected: '2y9d' },
    { seconds: 9 * YEAR + 9 * DAY, expected: '9y' },
  ])('writes $seconds s as $expected', ({ seconds, expected }) => {
    expect(formatDuration(seconds)).toBe(expected);
  });
});

describe('formatAge', () => {
  const now = new Date('2026-01-02T03:04:05Z');

  it.each([
    { timestamp: '2026-01-02T03:03:05Z', expected: '60s' },
    { timestamp: undefined, expected: '<unknown>' },
    { timestamp: null, expected: '<unknown>' },
    { timestamp: 'yesterday', expected: '<invalid>' },
    { timestamp: 7, expected: '<invalid>' },
  ])('says $expected of $timestamp', ({ timestamp, expected }) => {
    expect(formatAge(timestamp, now)).toBe(expected);
  });
});
