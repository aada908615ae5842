const SECOND = 1;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

const UNKNOWN = '<unknown>';
const INVALID = '<invalid>';

interface Scale {
  /** Used for durations shorter than this many seconds. */
  readonly below: number;
  readonly unit: readonly [number, string];
  /** The finer unit that follows, when it is not zero. */
  readonly rest?: readonly [number, string];
}

/** Two units where both matter to a reader, one where the second is noise. */
const SCALES: readonly Scale[] = [
  { below: 2 * MINUTE, unit: [SECOND, 's'] },
  { below: 10 * MINUTE, unit: [MINUTE, 'm'], rest: [SECOND, 's'] },
  { below: 3 * HOUR, unit: [MINUTE, 'm'] },
  { below: 8 * HOUR, unit: [HOUR, 'h'], rest: [MINUTE, 'm'] },
  { below: 2 * DAY, unit: [HOUR, 'h'] },
  { below: 8 * DAY, unit: [DAY, 'd'], rest: [HOUR, 'h'] },
  { below: 2 * YEAR, unit: [DAY, 'd'] },
  { below: 8 * YEAR, unit: [YEAR, 'y'], rest: [DAY, 'd'] },
  { below: Infinity, unit: [YEAR, 'y'] },
];

/** `5d3h`: a duration as kubectl writes it. */
export function formatDuration(seconds: number): string {
  const whole = Math.trunc(seconds);
  // A clock that is a little behind is no news.
  if (whole < -1) return INVALID;
  const elapsed = Math.max(0, whole);
  const { unit, rest } = SCALES.find(({ below }) => elapsed < below)!;
  const [size, symbol] = unit;
  const text = `${Math.floor(elapsed / size)}${symbol}`;
  const remainder = rest ? Math.floor((elapsed % size) / rest[0]) : 0;
  return rest && remainder > 0 ? `${text}${remainder}${rest[1]}` : text;
}

/** How long ago the RFC 3339 time was. */
export function formatAge(timestamp: unknown, now: Date): string {
  if (timestamp === undefined || timestamp === null || timestamp === '') return UNKNOWN;
  const time = typeof timestamp === 'string' ? Date.parse(timestamp) : NaN;
  return Number.isNaN(time) ? INVALID : formatDuration((now.getTime() - time) / 1000);
}
