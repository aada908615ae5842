import { CelEvaluationError } from '../cel-error.js';
import type { CelTimestamp } from '../values/time.js';
import { method, type CelFunction } from './cel-function.js';

const MILLIS_PER_MINUTE = 60_000;
const MILLIS_PER_DAY = 86_400_000;
/** Looking up a zone of the tz database takes as long as a hundred plain steps. */
const ZONE_COST = 100;

const GETTERS: Readonly<Record<string, (date: Date) => number>> = {
  getFullYear: (date) => date.getUTCFullYear(),
  getMonth: (date) => date.getUTCMonth(),
  getDate: (date) => date.getUTCDate(),
  getDayOfMonth: (date) => date.getUTCDate() - 1,
  getDayOfWeek: (date) => date.getUTCDay(),
  getDayOfYear: (date) => Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / MILLIS_PER_DAY),
  getHours: (date) => date.getUTCHours(),
  getMinutes: (date) => date.getUTCMinutes(),
  getSeconds: (date) => date.getUTCSeconds(),
  getMilliseconds: (date) => date.getUTCMilliseconds(),
};

/** A date whose UTC fields read as the wall clock of the zone: `+02:00` or a name of the tz database. */
function inZone({ millis }: CelTimestamp, zone: string): Date {
  const offset = /^([+-]?)(\d\d):(\d\d)$/.exec(zone);
  if (!offset) return new Date(millis + namedOffsetMillis(millis, zone));
  const minutes = Number(offset[2]) * 60 + Number(offset[3]);
  return new Date(millis + (offset[1] === '-' ? -minutes : minutes) * MILLIS_PER_MINUTE);
}

function namedOffsetMillis(millis: number, timeZone: string): number {
  try {
    const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(millis);
    const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const [, sign, hours = '0', minutes = '0'] = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(name) ?? [];
    return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MILLIS_PER_MINUTE;
  } catch {
    throw new CelEvaluationError(`unknown time zone ${JSON.stringify(timeZone)}`);
  }
}

const NANOS_PER: Readonly<Record<string, bigint>> = {
  getHours: 3_600_000_000_000n,
  getMinutes: 60_000_000_000n,
  getSeconds: 1_000_000_000n,
  getMilliseconds: 1_000_000n,
};

export const TIME_FUNCTIONS: readonly CelFunction[] = [
  ...Object.entries(GETTERS).flatMap(([name, get]) => [
    method(name, ['timestamp'], 'int', ({ millis }) => BigInt(get(new Date(millis)))),
    method(name, ['timestamp', 'string'], 'int', (timestamp, zone, budget) => {
      budget.spend(ZONE_COST);
      return BigInt(get(inZone(timestamp, zone)));
    }),
  ]),
  ...Object.entries(NANOS_PER).map(([name, unit]) => method(name, ['duration'], 'int', ({ nanos }) => nanos / unit)),
];
