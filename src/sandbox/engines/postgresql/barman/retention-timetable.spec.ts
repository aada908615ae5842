import { ManualClock } from '../../../../../test/doubles/manual-clock.js';
import type { ObjectStore } from './object-store.js';
import { RetentionTimetable } from './retention-timetable.js';

const store = (annotations: Record<string, string> = {}, seconds?: number): ObjectStore => ({
  apiVersion: 'barmancloud.cnpg.io/v1',
  kind: 'ObjectStore',
  metadata: { name: 'store', namespace: 'team-a', annotations },
  spec: {
    configuration: { destinationPath: 's3://backups' },
    retentionPolicy: '7d',
    ...(seconds !== undefined && { instanceSidecarConfiguration: { retentionPolicyIntervalSeconds: seconds } }),
  },
});

describe('retention is due', () => {
  let clock: ManualClock;
  let timetable: RetentionTimetable;
  beforeEach(() => {
    clock = new ManualClock();
    timetable = new RetentionTimetable(clock);
    timetable.done('team-a/orders', store());
  });

  it('at first, each half hour, and when it was forgotten', () => {
    expect(timetable.isDue('team-a/others', store())).toBe(true);
    clock.jump(1_799_000);
    expect([timetable.isDue('team-a/orders', store()), timetable.remainingMs('team-a/orders', store())]).toEqual([
      false,
      1000,
    ]);
    clock.jump(1_000);
    expect(timetable.isDue('team-a/orders', store())).toBe(true);
    timetable.done('team-a/orders', store());
    timetable.forget('team-a/orders');
    expect(timetable.isDue('team-a/orders', store())).toBe(true);
  });

  it('as often as the store says', () => {
    clock.jump(60_000);
    expect(timetable.isDue('team-a/orders', store({}, 60))).toBe(true);
  });

  it.each([
    { what: 'another policy', change: { ...store(), spec: { ...store().spec, retentionPolicy: '8d' } } },
    { what: 'a day', change: store({ 'sandbox.dbaas.io/retention-at': '2027-01-01' }) },
  ])('at once when somebody asks for $what', ({ change }) => {
    expect(timetable.isDue('team-a/orders', change)).toBe(true);
    timetable.done('team-a/orders', change);
    expect(timetable.isDue('team-a/orders', change)).toBe(false);
  });
});
