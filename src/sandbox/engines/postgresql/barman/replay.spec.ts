import type { BackupInfo } from './backup-info.js';
import type { WalRecord } from './database.js';
import { chooseBase, replay } from './replay.js';
import { obsolete, windowMs } from './retention.js';

const at = (minute: number): string => new Date(Date.UTC(2026, 0, 2, 3, minute)).toISOString();
const base = (minute: number): BackupInfo => ({
  id: `base-${minute}`,
  name: '',
  beginTime: at(minute),
  endTime: at(minute),
  beginWal: '',
  endWal: '',
  timeline: 1,
  systemId: '',
  version: 170_006,
});
const BASES = [base(10), base(20), base(30)];

describe('a recovery begins with', () => {
  it.each([
    { asked: 'nothing in particular', target: undefined, id: 'base-30' },
    { asked: 'a time', target: { targetTime: at(25) }, id: 'base-20' },
    { asked: 'the very end of a backup', target: { targetTime: at(20) }, id: 'base-20' },
    { asked: 'a time without a zone', target: { targetTime: '2026-01-02 03:25:00' }, id: 'base-20' },
    { asked: 'a time of another zone', target: { targetTime: '2026-01-02T05:25:00+02:00' }, id: 'base-20' },
    { asked: 'a backup', target: { backupID: 'base-10', targetImmediate: true }, id: 'base-10' },
    { asked: 'a backup and a time', target: { backupID: 'base-10', targetTime: at(25) }, id: 'base-10' },
  ])('$id when it is asked for $asked', ({ target, id }) => {
    expect(chooseBase(BASES, target).id).toBe(id);
  });

  it.each([
    { asked: 'a time before all', bases: BASES, target: { targetTime: at(9) } },
    { asked: 'an unknown backup', bases: BASES, target: { backupID: 'base-11' } },
    { asked: 'anything of an empty archive', bases: [], target: undefined },
    { asked: 'what the log does not know', bases: BASES, target: { targetXID: '1', backupID: 'base-10' } },
    { asked: 'a timeline', bases: BASES, target: { targetTLI: '1' } },
  ])('nothing when it is asked for $asked', ({ bases, target }) => {
    expect(() => chooseBase(bases, target)).toThrow(/found|cannot recover/);
  });
});

describe('the log', () => {
  const start = { rows: [{ at: at(5), text: 'old' }], segment: 3 };
  const LOG: WalRecord[] = [
    { number: 4, at: at(11), text: 'one' },
    { number: 5, at: at(12) },
    { number: 6, at: at(13), text: 'two' },
  ];
  const texts = (...parameters: Parameters<typeof replay>): string[] =>
    replay(...parameters).rows.map(({ text }) => text);

  it.each([
    { up: 'to its end', log: LOG, target: undefined, rows: ['old', 'one', 'two'] },
    { up: 'to a time between two commits', log: LOG, target: { targetTime: at(12) }, rows: ['old', 'one'] },
    { up: 'to the time of a commit', log: LOG, target: { targetTime: at(11) }, rows: ['old', 'one'] },
    { up: 'not at all', log: LOG, target: { targetImmediate: true }, rows: ['old'] },
    { up: 'to a gap', log: [LOG[0]!, LOG[2]!], target: undefined, rows: ['old', 'one'] },
  ])('is replayed up $up', ({ log, target, rows }) => {
    expect(texts(start, log, target)).toEqual(rows);
  });

  it('is followed on after its last segment', () => {
    expect(replay(start, LOG).segment).toBe(6);
    expect(replay(start, LOG, { targetTime: at(12) }).segment).toBe(5);
  });

  it.each([
    { what: 'a time after the last commit', log: LOG, targetTime: at(14) },
    { what: 'the time of the last commit', log: LOG, targetTime: at(13) },
    { what: 'a time behind a gap', log: [LOG[0]!, LOG[2]!], targetTime: at(12) },
    { what: 'a time without any log', log: [], targetTime: at(6) },
  ])('does not reach $what', ({ log, targetTime }) => {
    expect(() => replay(start, log, { targetTime })).toThrow(/before configured recovery target/);
  });
});

describe('retention', () => {
  it.each([
    { policy: '1d', days: 1 },
    { policy: '2w', days: 14 },
    { policy: '1m', days: 31 },
  ])('of $policy keeps $days days', ({ policy, days }) => {
    expect(windowMs(policy)).toBe(days * 86_400_000);
  });

  it.each([
    { when: 'all are young', minute: 40, old: [] },
    { when: 'one has just left the window', minute: 24 * 60 + 15, old: [] },
    { when: 'two have left the window', minute: 24 * 60 + 25, old: ['base-10'] },
    { when: 'all have left the window', minute: 48 * 60, old: ['base-10', 'base-20'] },
  ])('removes $old when $when', ({ minute, old }) => {
    expect(obsolete(BASES, '1d', new Date(at(minute))).map(({ id }) => id)).toEqual(old);
  });
});
