/** The operator's cron: seconds first, six fields, or an `@` descriptor. A missing sixth field means every day. */

export class CronSyntaxError extends Error {}

/** The first moment strictly after the one given; undefined when there is none in the next years. */
export type Schedule = (after: Date) => Date | undefined;

interface Field {
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const FIELDS: readonly Field[] = [
  { min: 0, max: 59 },
  { min: 0, max: 59 },
  { min: 0, max: 23 },
  { min: 1, max: 31 },
  { min: 1, max: 12, names: MONTHS },
  { min: 0, max: 6, names: DAYS },
];

const DESCRIPTORS: Readonly<Record<string, string>> = {
  '@yearly': '0 0 0 1 1 *',
  '@annually': '0 0 0 1 1 *',
  '@monthly': '0 0 0 1 * *',
  '@weekly': '0 0 0 * * 0',
  '@daily': '0 0 0 * * *',
  '@midnight': '0 0 0 * * *',
  '@hourly': '0 0 * * * *',
};

const SECOND_MS = 1_000;
const DAY_MS = 86_400_000;
/** 29 February is at most eight years away. */
const MAX_DAYS_AHEAD = 8 * 366;
const UNIT_MS: Readonly<Record<string, number>> = { s: SECOND_MS, m: 60_000, h: 3_600_000 };

/** @throws CronSyntaxError saying which part cannot be read. Times are UTC, as in an operator's pod. */
export function parseSchedule(text: string): Schedule {
  const trimmed = text.trim();
  if (trimmed.startsWith('@every ')) return everyInterval(trimmed.slice('@every '.length).trim());
  const expression = trimmed.startsWith('@') ? DESCRIPTORS[trimmed.toLowerCase()] : trimmed;
  if (expression === undefined) throw new CronSyntaxError(`unrecognized descriptor "${trimmed}"`);
  const parts = expression.split(/\s+/);
  if (parts.length < 5 || parts.length > 6) throw new CronSyntaxError(`expected 5 or 6 fields, found ${parts.length}`);
  const sets = FIELDS.map((field, index) => parseField(parts[index] ?? '*', field));
  return (after) => nextMatch(sets, after, { anyDay: isAny(parts[3]), anyWeekday: isAny(parts[5]) });
}

const isAny = (part = '*'): boolean => part.startsWith('*') || part === '?';

function everyInterval(text: string): Schedule {
  const parts = [...text.matchAll(/(\d{1,6})(s|m|h)/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text)
    throw new CronSyntaxError(`"${text}" is not a duration`);
  const total = parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * UNIT_MS[unit!]!, 0);
  const interval = Math.max(total, SECOND_MS);
  return (after) => new Date(Math.floor((after.getTime() + interval) / SECOND_MS) * SECOND_MS);
}

function parseField(part: string, field: Field): ReadonlySet<number> {
  return new Set(part.split(',').flatMap((range) => parseRange(range, field)));
}

function parseRange(text: string, field: Field): number[] {
  const match = /^(\*|\?|\w{1,3})(?:-(\w{1,3}))?(?:\/(\d{1,2}))?$/.exec(text);
  if (!match) throw new CronSyntaxError(`"${text}" is not a range`);
  const [, from = '*', to, stepText] = match;
  const [low, high] = boundsOf(field, { from, to, hasStep: stepText !== undefined });
  const step = Number(stepText ?? 1);
  if (low > high || step === 0) throw new CronSyntaxError(`"${text}" selects nothing`);
  return Array.from({ length: Math.floor((high - low) / step) + 1 }, (_, index) => low + index * step);
}

function boundsOf(
  field: Field,
  { from, to, hasStep }: { from: string; to: string | undefined; hasStep: boolean },
): [number, number] {
  if (from === '*' || from === '?') return [field.min, field.max];
  const low = parseValue(from, field);
  if (to !== undefined) return [low, parseValue(to, field)];
  return [low, hasStep ? field.max : low];
}

function parseValue(text: string, { min, max, names }: Field): number {
  const named = names?.indexOf(text.toLowerCase()) ?? -1;
  const value = named >= 0 ? named + min : Number(text);
  if (!Number.isInteger(value) || value < min || value > max)
    throw new CronSyntaxError(`"${text}" is not between ${min} and ${max}`);
  return value;
}

interface DayMatching {
  readonly anyDay: boolean;
  readonly anyWeekday: boolean;
}

function nextMatch(sets: readonly ReadonlySet<number>[], after: Date, matching: DayMatching): Date | undefined {
  const start = Math.floor(after.getTime() / SECOND_MS) * SECOND_MS + SECOND_MS;
  const firstDay = Math.floor(start / DAY_MS) * DAY_MS;
  const times = timesOfDay(sets);
  for (let ahead = 0; ahead <= MAX_DAYS_AHEAD; ahead++) {
    const day = firstDay + ahead * DAY_MS;
    if (!matchesDay(sets, new Date(day), matching)) continue;
    const found = times.find((time) => day + time >= start);
    if (found !== undefined) return new Date(day + found);
  }
  return undefined;
}

function timesOfDay([seconds, minutes, hours]: readonly ReadonlySet<number>[]): number[] {
  const sorted = (set: ReadonlySet<number> | undefined): number[] => [...(set ?? [])].sort((a, b) => a - b);
  const [s, m] = [sorted(seconds), sorted(minutes)];
  return sorted(hours).flatMap((hour) =>
    m.flatMap((minute) => s.map((second) => ((hour * 60 + minute) * 60 + second) * SECOND_MS)),
  );
}

/** As in every cron: when both days are restricted, either will do. */
function matchesDay(sets: readonly ReadonlySet<number>[], day: Date, { anyDay, anyWeekday }: DayMatching): boolean {
  if (!sets[4]!.has(day.getUTCMonth() + 1)) return false;
  const [dayFits, weekdayFits] = [sets[3]!.has(day.getUTCDate()), sets[5]!.has(day.getUTCDay())];
  return anyDay || anyWeekday ? dayFits && weekdayFits : dayFits || weekdayFits;
}
