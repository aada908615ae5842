import { aDatabaseBackup, aUsableBackup } from '../../../test/builders/database-backup.js';
import { readLabelSelector } from '../reading/metadata-filter.js';
import { matchesFilter, type BackupFilter } from './backup-filter.js';

const labels = { tier: 'gold' };
const backup = aUsableBackup({ name: 'orders-nightly-1', metadata: { labels }, status: { origin: 'Scheduled' } });
const selecting = (text: string): BackupFilter => ({ labels: readLabelSelector(text, '?labelSelector') });

describe('matchesFilter', () => {
  it.each<[BackupFilter, boolean]>([
    [{}, true],
    [{ cluster: ['orders', 'billing'], phase: ['Succeeded'], origin: ['Scheduled'], storage: ['main'] }, true],
    [{ cluster: ['billing'] }, false],
    [{ phase: ['Failed', 'Pending'] }, false],
    [{ origin: ['OnDemand'] }, false],
    [{ storage: ['other'] }, false],
    [{ name: ['orders-nightly-1'] }, true],
    [{ q: 'orders-n' }, true],
    [{ q: 'nightly' }, false],
    [selecting('tier=gold,tier in (gold, silver)'), true],
    [selecting('tier!=gold'), false],
    [{ createdAfter: '2026-11-23T10:00:00Z', createdBefore: '2026-11-23T12:00:00Z' }, true],
    [{ createdBefore: '2026-11-23T11:00:00Z' }, false],
  ])('%j is %s', (filter, expected) => {
    expect(matchesFilter(backup, filter)).toBe(expected);
  });

  it('takes one that nobody has looked at for Pending, of no origin, in the storage that it names', () => {
    const fresh = aDatabaseBackup({ spec: { storageRef: { name: 'main' } } });
    expect(matchesFilter(fresh, { phase: ['Pending'], storage: ['main'] })).toBe(true);
    expect(matchesFilter(fresh, { origin: ['OnDemand'] })).toBe(false);
  });
});

describe('readLabelSelector', () => {
  it('names what cannot be read', () => {
    expect(() => readLabelSelector('tier==(', '?labelSelector')).toThrow('?labelSelector: unable to parse');
  });
});
