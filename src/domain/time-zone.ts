const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** Making one costs a hundred times what using it does. As many as there are zones: names that are none never get here. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** A name of the IANA database, by any spelling of its letters; an offset such as `+01:00` is none. */
export function isTimeZone(name: string): boolean {
  return /^[A-Za-z]/.test(name) && formatOf(name) !== undefined;
}

/**
 * What a clock on the wall of this zone shows at a moment, as the moment at which a clock in UTC shows the same: the
 * days of a zone counted as if its clocks were never changed.
 */
export function wallOf(instantMs: number, timeZone: string): number {
  const { year, month, day, hour, minute, second } = partsOf(instantMs, timeZone);
  return Date.UTC(year!, month! - 1, day, hour, minute, second) + (instantMs % 1000);
}

/**
 * When the clock on the wall shows this: the first time, where it does so twice; the moment after, where it never does.
 * A later reading never gives an earlier moment.
 */
export function instantOf(wallMs: number, timeZone: string): number {
  const before = wallMs - offsetAt(wallMs - DAY_MS, timeZone);
  if (wallOf(before, timeZone) === wallMs) return before;
  const after = wallMs - offsetAt(wallMs + DAY_MS, timeZone);
  if (wallOf(after, timeZone) === wallMs) return after;
  return changeBetween(after, before, timeZone);
}

const offsetAt = (instantMs: number, timeZone: string): number => wallOf(instantMs, timeZone) - instantMs;

/** The minute from which the clocks go by the later offset. */
function changeBetween(fromMs: number, toMs: number, timeZone: string): number {
  const later = offsetAt(toMs, timeZone);
  let [low, high] = [Math.floor(fromMs / MINUTE_MS), Math.ceil(toMs / MINUTE_MS)];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle * MINUTE_MS, timeZone) === later) high = middle;
    else low = middle;
  }
  return high * MINUTE_MS;
}

type Part = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second';

function partsOf(instantMs: number, timeZone: string): Partial<Record<Part, number>> {
  const format = formatOf(timeZone);
  if (!format) throw new RangeError(`no time zone "${timeZone}"`);
  return Object.fromEntries(format.formatToParts(instantMs).map(({ type, value }) => [type, Number(value)]));
}

function formatOf(timeZone: string): Intl.DateTimeFormat | undefined {
  const key = timeZone.toLowerCase();
  const known = formats.get(key) ?? tryFormat(timeZone);
  if (known) formats.set(key, known);
  return known;
}

function tryFormat(timeZone: string): Intl.DateTimeFormat | undefined {
  const numeric = 'numeric';
  const fields = {
    year: numeric,
    month: numeric,
    day: numeric,
    hour: numeric,
    minute: numeric,
    second: numeric,
  } as const;
  try {
    return new Intl.DateTimeFormat('en-US', { ...fields, hourCycle: 'h23', calendar: 'gregory', timeZone });
  } catch {
    return undefined;
  }
}
