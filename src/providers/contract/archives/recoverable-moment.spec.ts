import { recoverableMoment } from './recoverable-moment.js';

it.each([
  ['2026-11-22T12:00:00Z', '2026-11-22T12:00:01Z'],
  ['2026-12-31T23:59:59Z', '2027-01-01T00:00:00Z'],
  ['2026-11-22T12:00:00.250Z', '2026-11-22T12:00:01.250Z'],
  ['2026-11-22T13:00:00+01:00', '2026-11-22T12:00:01Z'],
  ['nonsense', 'nonsense'],
])('of what is said to have ended at %s the first moment is %s', (end, expected) => {
  expect(recoverableMoment(end)).toBe(expected);
});
