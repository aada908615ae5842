import { aDatabaseCluster } from '../../../test/builders/database-cluster.js';
import type { BackupSchedule } from '../../resources/database-cluster/index.js';
import { upcomingFirings } from './upcoming-firings.js';

const NOW = new Date('2026-11-23T12:00:00Z');

const firingsOf = (...schedules: BackupSchedule[]): unknown =>
  upcomingFirings(aDatabaseCluster({ backup: { storageRef: { name: 'main' }, schedules } }), NOW);

describe('upcomingFirings', () => {
  it('tells the next three, by the clock of the zone', () => {
    const nightly = { name: 'nightly', cron: '30 2 * * *', timeZone: 'Europe/Paris' };
    const next = ['2026-11-24T01:30:00Z', '2026-11-25T01:30:00Z', '2026-11-26T01:30:00Z'];
    expect(firingsOf(nightly)).toEqual([{ name: 'nightly', next }]);
  });

  it('tells none of one that is suspended, or that cannot be read', () => {
    const suspended = { name: 'off', cron: '30 2 * * *', suspended: true };
    const odd = { name: 'odd', cron: 'every night' };
    expect(firingsOf(suspended, odd)).toEqual([
      { name: 'off', next: [] },
      { name: 'odd', next: [] },
    ]);
  });

  it('has nothing to tell of a cluster without schedules', () => {
    expect(upcomingFirings(aDatabaseCluster(), NOW)).toEqual([]);
  });
});
