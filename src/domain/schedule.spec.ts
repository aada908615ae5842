import {
  firingsBetween,
  lastFiring,
  leastMinutesApart,
  nextFiring,
  parseSchedule,
  type CronTimes,
  type Schedule,
} from './schedule.js';

function scheduleOf(times: CronTimes): Schedule {
  const verdict = parseSchedule(times);
  if ('schedule' in verdict) return verdict.schedule;
  throw new Error(verdict.mistake);
}

const PARIS = 'Europe/Paris';
const text = (moment: Date | undefined): string | undefined => moment?.toISOString().replace(':00.000Z', 'Z');

function mistakeIn(times: CronTimes): unknown {
  const verdict = parseSchedule(times);
  return 'schedule' in verdict ? undefined : [verdict.field, verdict.mistake];
}

describe('parseSchedule', () => {
  it.each(['30 2 * * *', '*/15 8-18 * * mon-fri', '0 0 29 2 *', '0 3 1,15 JAN-JUN sun', '5 4 * * 7', ' 0  0 *\t* * '])(
    'reads "%s"',
    (cron) => {
      expect(mistakeIn({ cron })).toBeUndefined();
    },
  );

  it.each<[cron: string, says: string]>([
    ['* * * *', 'needs five fields (minute, hour, day of the month, month, day of the week), and has 4'],
    ['0 30 2 * * *', 'needs five fields (minute, hour, day of the month, month, day of the week), and has 6'],
    ['   ', 'needs five fields (minute, hour, day of the month, month, day of the week), and has 0'],
    ['@daily', 'needs five fields (minute, hour, day of the month, month, day of the week), and has 1'],
    ['0 ? * * *', 'the field for the hour, "?", may hold numbers, names, and the signs * , - /'],
    ['0 0 L * *', 'the field for the day of the month, "L", may hold numbers, names, and the signs * , - /'],
    ['0 0 * * fri#2', 'the field for the day of the week, "fri#2", may hold numbers, names, and the signs * , - /'],
    ['61 * * * *', 'Invalid value for minute: 61'],
    ['0 5-1 * * *', "From value is larger than to value: '5-1'"],
    ['*/0 * * * *', 'illegal stepping: 0'],
    ['1,,2 * * * *', 'configuration entry minute () is empty, check for trailing spaces.'],
    ['0 0 31 2 *', 'names a day that never comes'],
  ])('says of "%s" what is wrong with it', (cron, says) => {
    expect(mistakeIn({ cron })).toEqual(['cron', says]);
  });

  it.each(['Europe/Atlantis', '', '+01:00', '-02', 'Europe', '../etc'])('knows no time zone "%s"', (timeZone) => {
    expect(mistakeIn({ cron: '0 0 * * *', timeZone })).toEqual([
      'timeZone',
      'is no name of the IANA time zone database, such as Europe/Paris',
    ]);
  });

  it.each(['UTC', 'utc', PARIS, 'Asia/Kolkata', 'America/Argentina/Buenos_Aires', 'Etc/GMT+1'])(
    'knows the time zone "%s"',
    (timeZone) => {
      expect(mistakeIn({ cron: '0 0 * * *', timeZone })).toBeUndefined();
    },
  );
});

describe('nextFiring', () => {
  it.each<{ when: string; times: CronTimes; after: string; fires: string[] }>([
    {
      when: 'in UTC without a zone',
      times: { cron: '30 2 * * *' },
      after: '2026-11-23T02:29:59.999Z',
      fires: ['2026-11-23T02:30Z', '2026-11-24T02:30Z'],
    },
    {
      when: 'by the clock of its zone, in winter and in summer',
      times: { cron: '30 2 1 1,7 *', timeZone: PARIS },
      after: '2025-12-01T00:00:00Z',
      fires: ['2026-01-01T01:30Z', '2026-07-01T00:30Z'],
    },
    {
      when: 'right after an hour that is left out',
      times: { cron: '30 2 * * *', timeZone: PARIS },
      after: '2026-03-28T12:00:00Z',
      fires: ['2026-03-29T01:00Z', '2026-03-30T00:30Z'],
    },
    {
      when: 'once for all that is left out',
      times: { cron: '*/20 2,3 * * *', timeZone: PARIS },
      after: '2026-03-28T12:00:00Z',
      fires: ['2026-03-29T01:00Z', '2026-03-29T01:20Z', '2026-03-29T01:40Z', '2026-03-30T00:00Z'],
    },
    {
      when: 'once in an hour that comes twice',
      times: { cron: '30 2 * * *', timeZone: PARIS },
      after: '2026-10-24T12:00:00Z',
      fires: ['2026-10-25T00:30Z', '2026-10-26T01:30Z'],
    },
    {
      when: 'no more in the second of two same hours',
      times: { cron: '*/30 * * * *', timeZone: PARIS },
      after: '2026-10-25T00:10:00Z',
      fires: ['2026-10-25T00:30Z', '2026-10-25T02:00Z', '2026-10-25T02:30Z'],
    },
    {
      when: 'from within the second of two same hours on',
      times: { cron: '*/30 * * * *', timeZone: PARIS },
      after: '2026-10-25T01:10:00Z',
      fires: ['2026-10-25T02:00Z'],
    },
    {
      when: 'after a midnight that is left out',
      times: { cron: '0 0 * * *', timeZone: 'America/Santiago' },
      after: '2026-09-05T12:00:00Z',
      fires: ['2026-09-06T04:00Z', '2026-09-07T03:00Z'],
    },
    {
      when: 'where half an hour is left out',
      times: { cron: '15 2 * * *', timeZone: 'Australia/Lord_Howe' },
      after: '2026-10-03T00:00:00Z',
      fires: ['2026-10-03T15:30Z', '2026-10-04T15:15Z'],
    },
    {
      when: 'after a day that is left out',
      times: { cron: '0 12 * * *', timeZone: 'Pacific/Apia' },
      after: '2011-12-29T23:00:00Z',
      fires: ['2011-12-30T10:00Z', '2011-12-30T22:00Z'],
    },
    {
      when: 'in a leap year only',
      times: { cron: '0 0 29 2 *' },
      after: '2026-11-23T00:00:00Z',
      fires: ['2028-02-29T00:00Z', '2032-02-29T00:00Z'],
    },
  ])('comes $when', ({ times, after, fires }) => {
    const schedule = scheduleOf(times);
    const seen: (string | undefined)[] = [];
    let moment: Date | undefined = new Date(after);
    while (seen.length < fires.length && moment) seen.push(text((moment = nextFiring(schedule, moment))));
    expect(seen).toEqual(fires);
  });
});

describe('lastFiring', () => {
  it.each<{ when: string; cron: string; upTo: string; fired: string }>([
    { when: 'at this very moment', cron: '30 2 * * *', upTo: '2026-11-23T01:30:00Z', fired: '2026-11-23T01:30Z' },
    { when: 'a moment ago', cron: '30 2 * * *', upTo: '2026-11-23T01:30:00.001Z', fired: '2026-11-23T01:30Z' },
    { when: 'yesterday', cron: '30 2 * * *', upTo: '2026-11-23T01:29:59.999Z', fired: '2026-11-22T01:30Z' },
    { when: 'for an hour left out', cron: '30 2 * * *', upTo: '2026-03-29T01:10:00Z', fired: '2026-03-29T01:00Z' },
    { when: 'before an hour left out', cron: '30 2 * * *', upTo: '2026-03-29T00:59:00Z', fired: '2026-03-28T01:30Z' },
    {
      when: 'later by the clock than it shows now, in an hour that comes again',
      cron: '*/30 * * * *',
      upTo: '2026-10-25T01:10:00Z',
      fired: '2026-10-25T00:30Z',
    },
  ])('was $when', ({ cron, upTo, fired }) => {
    expect(text(lastFiring(scheduleOf({ cron, timeZone: PARIS }), new Date(upTo)))).toBe(fired);
  });

  it('is one that comes as the next, all through the changes of clocks', () => {
    const changes = [
      [PARIS, '2026-03-29T00:00:00Z'],
      [PARIS, '2026-10-24T23:00:00Z'],
      ['America/Santiago', '2026-04-05T00:00:00Z'],
      ['America/Santiago', '2026-09-06T03:00:00Z'],
      ['Australia/Lord_Howe', '2026-10-03T14:00:00Z'],
    ] as const;
    for (const [timeZone, at] of changes) {
      const schedule = scheduleOf({ cron: '*/30 * * * *', timeZone });
      const from = new Date(at);
      const firings = firingsBetween(schedule, from, new Date(from.getTime() + 6 * 3_600_000), 500);
      expect(firings.length).toBeGreaterThan(8);
      for (const [index, firing] of firings.slice(1).entries()) {
        expect(lastFiring(schedule, firing)).toEqual(firing);
        expect(lastFiring(schedule, new Date(firing.getTime() - 1))).toEqual(firings[index]);
      }
    }
  });
});

describe('firingsBetween', () => {
  const daily = scheduleOf({ cron: '0 0 * * *' });
  const from = new Date('2026-11-20T00:00:00Z');

  it('leaves the one moment out and takes the other in', () => {
    const firings = firingsBetween(daily, from, new Date('2026-11-22T00:00:00Z'), 100);
    expect(firings.map(text)).toEqual(['2026-11-21T00:00Z', '2026-11-22T00:00Z']);
  });

  it('ends at its limit', () => {
    expect(firingsBetween(daily, from, new Date('2036-11-22T00:00:00Z'), 5)).toHaveLength(5);
  });
});

it.each<[cron: string, minutes: number]>([
  ['30 2 * * *', 1440],
  ['*/5 * * * *', 5],
  ['* * * * *', 1],
  ['0 * * * *', 60],
  ['1,58 * * * *', 3],
  ['1,58 3,5 * * *', 57],
  ['1,58 0,23 * * *', 3],
  ['0-20/4 3 * * *', 4],
])('"%s" fires every %d minutes at the most', (cron, minutes) => {
  expect(leastMinutesApart(scheduleOf({ cron }))).toBe(minutes);
});
