import { aDatabaseBackup, aUsableBackup } from '../../../test/builders/database-backup.js';
import type { DatabaseBackup } from '../../resources/database-backup/index.js';
import { inQueryString, predicateOf } from '../reading/list-declaration.js';
import { BACKUP_LIST, type BackupFilter } from './backup-list.js';

const labels = { tier: 'gold' };
const backup = aUsableBackup({ name: 'orders-nightly-1', metadata: { labels }, status: { origin: 'Scheduled' } });
const matches = (one: DatabaseBackup, filter: BackupFilter): boolean =>
  predicateOf(BACKUP_LIST, filter, inQueryString)(one);

describe('a filter of backups', () => {
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
    [{ labelSelector: 'tier=gold,tier in (gold, silver)' }, true],
    [{ labelSelector: 'tier!=gold' }, false],
    [{ createdAfter: '2026-11-23T10:00:00Z', createdBefore: '2026-11-23T12:00:00Z' }, true],
    [{ createdBefore: '2026-11-23T11:00:00Z' }, false],
  ])('%j is %s', (filter, expected) => {
    expect(matches(backup, filter)).toBe(expected);
  });

  it('takes one that nobody has looked at for Pending, of no origin, in the storage that it names', () => {
    const fresh = aDatabaseBackup({ spec: { storageRef: { name: 'main' } } });
    expect(matches(fresh, { phase: ['Pending'], storage: ['main'] })).toBe(true);
    expect(matches(fresh, { origin: ['OnDemand'] })).toBe(false);
  });
});
