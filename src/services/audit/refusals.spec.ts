import { ManualClock } from '../../../test/doubles/manual-clock.js';
import { withinRequest } from '../request-scope.js';
import type { AuditRecord, RefusalRecord } from './audit-record.js';
import { Refusals } from './refusals.js';

const from = (address: string) => ({ requestId: 'r1', via: 'REST', address, request: 'POST /x' }) as const;

describe('refusals at the door', () => {
  let records: (AuditRecord | RefusalRecord)[];
  let clock: ManualClock;
  let refusals: Refusals;

  beforeEach(() => {
    [records, clock] = [[], new ManualClock()];
    refusals = new Refusals({ append: (record) => void records.push(record) }, clock);
  });

  const knock = (address: string, times = 1): void => {
    for (let i = 0; i < times; i++) withinRequest(from(address), () => refusals.note('unauthenticated'));
  };

  it('are told with where they came from, and who it was where that is known', () => {
    knock('10.0.0.1');
    refusals.note('rate_limited', { username: 'ann', groups: ['red'] });
    const time = clock.now().toISOString();
    expect(records).toEqual([
      { kind: 'Audit', time, ...from('10.0.0.1'), outcome: 'Refused', code: 'unauthenticated' },
      { kind: 'Audit', time, user: 'ann', groups: ['red'], outcome: 'Refused', code: 'rate_limited' },
    ]);
  });

  it('of a flood are told a few a minute, and others meanwhile; what was left out is counted in the next', () => {
    knock('10.0.0.1', 1_000);
    knock('10.0.0.2');
    expect(records).toHaveLength(31);
    expect(records.at(-1)).toMatchObject({ address: '10.0.0.2', unwritten: 970 });
    clock.jump(60_000);
    knock('10.0.0.1');
    expect(records.slice(31)).toEqual([expect.not.objectContaining({ unwritten: expect.anything() })]);
  });

  it('of many sources at once are bounded too, in number and in memory', () => {
    for (let i = 0; i < 1_000; i++) knock(`10.0.${i >> 8}.${i & 255}`);
    expect(records).toHaveLength(120);
    clock.jump(60_000);
    knock('10.9.9.9');
    expect(records.at(-1)).toMatchObject({ address: '10.9.9.9', unwritten: 880 });
  });
});
