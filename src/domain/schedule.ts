import { LRUCache } from 'lru-cache';
import { Cron, CronPattern } from 'croner';
import { instantOf, isTimeZone, wallOf } from './time-zone.js';

/** When something is to happen, as a user writes it. */
export interface CronTimes {
  /** Minute, hour, day of the month, month, day of the week. */
  readonly cron: string;
  /** A name of the IANA database; UTC when absent. */
  readonly timeZone?: string;
}

/**
 * The moments of a schedule. They are read off a clock on the wall of the zone: what falls into an hour that a change of
 * clocks leaves out happens once, right after; in an hour that comes twice it happens the first time only.
 */
export interface Schedule {
  readonly timeZone: string;
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  /** Of the readings of the wall clock. */
  readonly readings: Cron;
}

export type ScheduleVerdict =
  | { readonly schedule: Schedule }
  /** Which of the two is wrong, and why. */
  | { readonly field: keyof CronTimes; readonly mistake: string };

const FIELDS = ['minute', 'hour', 'day of the month', 'month', 'day of the week'] as const;
const NAMES = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|sun|mon|tue|wed|thu|fri|sat';
const FIELD = new RegExp(`^(?:[0-9*,/-]|${NAMES})+$`, 'i');
const MODE = { mode: '5-part' } as const;

/** Whether anything ever falls on it: a leap year is at most eight years away. */
const ANY_DAY = new Date(Date.UTC(2000, 0, 1));

/** Each look at a cluster reads its schedules again, and many clusters have the same: reading is most of what a look costs. */
const READ = new LRUCache<string, ScheduleVerdict>({ max: 5_000 });

/** Five fields, numbers and the names of months and days; extensions that cron programs disagree on are refused. */
export function parseSchedule({ cron, timeZone = 'UTC' }: CronTimes): ScheduleVerdict {
  const text = `${timeZone}\n${cron}`;
  const verdict = READ.get(text) ?? read(cron, timeZone);
  READ.set(text, verdict);
  return verdict;
}

function read(cron: string, timeZone: string): ScheduleVerdict {
  if (!isTimeZone(timeZone)) {
    return { field: 'timeZone', mistake: 'is no name of the IANA time zone database, such as Europe/Paris' };
  }
  const mistake = mistakeIn(cron.trim().split(/\s+/));
  if (mistake) return { field: 'cron', mistake };
  try {
    return readable(cron.trim(), timeZone);
  } catch (error) {
    return { field: 'cron', mistake: describeRefusal(error as Error) };
  }
}

function mistakeIn(fields: readonly string[]): string | undefined {
  if (fields.length !== FIELDS.length || fields[0] === '') {
    return `needs five fields (${FIELDS.join(', ')}), and has ${fields[0] === '' ? 0 : fields.length}`;
  }
  const odd = fields.findIndex((field) => !FIELD.test(field));
  if (odd < 0) return undefined;
  return `the field for the ${FIELDS[odd]}, "${fields[odd]}", may hold numbers, names, and the signs * , - /`;
}

function readable(cron: string, timeZone: string): ScheduleVerdict {
  const { minute, hour } = new CronPattern(cron, 'UTC', MODE);
  const readings = new Cron(cron, { ...MODE, timezone: 'UTC', paused: true });
  if (!readings.nextRun(ANY_DAY)) return { field: 'cron', mistake: 'names a day that never comes' };
  return { schedule: { timeZone, readings, minutes: positionsOf(minute), hours: positionsOf(hour) } };
}

/** The parser's own words, without its name. */
const describeRefusal = ({ message }: Error): string => message.replace(/^\w+: (?:Syntax error, )?/, '');

const positionsOf = (isOn: readonly number[]): number[] =>
  isOn.flatMap((value, position) => (value === 0 ? [] : [position]));

/** The first firing after this moment; undefined when there is none. */
export function nextFiring({ readings, timeZone }: Schedule, after: Date): Date | undefined {
  let reading = readings.nextRun(new Date(wallOf(after.getTime(), timeZone)));
  while (reading) {
    const firing = instantOf(reading.getTime(), timeZone);
    if (firing > after.getTime()) return new Date(firing);
    reading = readings.nextRun(reading);
  }
  return undefined;
}

const DAY_MS = 86_400_000;

/** The last firing up to this moment, the moment included; undefined when there was none. */
export function lastFiring({ readings, timeZone }: Schedule, upTo: Date): Date | undefined {
  const nowMs = upTo.getTime();
  const offsetADayAgo = wallOf(nowMs - DAY_MS, timeZone) - (nowMs - DAY_MS);
  // In an hour that comes for the second time, the clock has shown later readings than it shows now.
  let reading: Date | undefined = new Date(Math.max(wallOf(nowMs, timeZone), nowMs + offsetADayAgo) + 1000);
  while ((reading = readings.previousRuns(1, reading)[0])) {
    const firing = instantOf(reading.getTime(), timeZone);
    if (firing <= nowMs) return new Date(firing);
  }
  return undefined;
}

/** The firings after the one moment and up to the other, the first `limit` of them. */
export function firingsBetween(schedule: Schedule, after: Date, upTo: Date, limit: number): Date[] {
  const firings: Date[] = [];
  let firing = nextFiring(schedule, after);
  while (firing && firing <= upTo && firings.length < limit) {
    firings.push(firing);
    firing = nextFiring(schedule, firing);
  }
  return firings;
}

/** The fewest minutes between two readings of it that can follow each other. */
export function leastMinutesApart({ minutes, hours }: Schedule): number {
  const within = minutes.slice(1).map((minute, index) => minute - minutes[index]!);
  const hasNeighbours = hours.some((hour) => hours.includes((hour + 1) % 24));
  const across = hasNeighbours ? [60 - minutes.at(-1)! + minutes[0]!] : [];
  return Math.min(...within, ...across, 60 * 24);
}
