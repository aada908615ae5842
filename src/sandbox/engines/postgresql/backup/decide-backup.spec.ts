import { aStoredCluster } from '../../../../../test/builders/stand-in-cluster.js';
import { ANNOTATION } from '../well-known.js';
import type { Backup, ScheduledBackup } from './backup.js';
import { decideBackup, type BackupView } from './decide-backup.js';
import { decideScheduledBackup } from './decide-scheduled-backup.js';

const NOW = new Date('2026-01-02T03:04:05.678Z');
const metadata = { name: 'nightly', namespace: 'team-a', uid: 'u1' };

describe('a Backup', () => {
  const backup = (changes: Partial<Backup> = {}): Backup => ({
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'Backup',
    metadata,
    spec: {
      cluster: { name: 'orders' },
      method: 'plugin',
      pluginConfiguration: { name: 'barman-cloud.cloudnative-pg.io' },
    },
    ...changes,
  });

  const PLUGIN = 'barman-cloud.cloudnative-pg.io';
  const status = { currentPrimary: 'orders-1', instancesStatus: { healthy: ['orders-1', 'orders-2'] } };
  const withPlugin = aStoredCluster({ spec: { plugins: [{ name: PLUGIN }] }, status });
  const decide = (changes: Partial<BackupView>): ReturnType<typeof decideBackup> =>
    decideBackup({
      backup: backup(),
      cluster: withPlugin,
      isItsTurn: true,
      isPluginInstalled: () => true,
      now: NOW,
      ...changes,
    });

  it.each<{ given: string; when: Partial<BackupView>; status: object }>([
    { given: 'no cluster', when: { cluster: undefined }, status: { phase: 'pending' } },
    {
      given: 'no plugin',
      when: { cluster: aStoredCluster() },
      status: { phase: 'failed', error: expect.stringContaining('no plugins') as unknown },
    },
    {
      given: 'a hibernated cluster',
      when: { cluster: aStoredCluster({ annotations: { [ANNOTATION.hibernation]: 'on' } }) },
      status: { phase: 'failed', error: 'cannot backup a hibernated cluster' },
    },
    {
      given: 'a plugin that is not installed',
      when: { isPluginInstalled: () => false },
      status: { phase: 'failed', error: expect.stringContaining('not available') as unknown },
    },
    {
      given: 'a method without storage',
      when: {
        backup: backup({ spec: { cluster: { name: 'orders' }, method: 'volumeSnapshot' } }),
        cluster: aStoredCluster({ spec: { backup: { volumeSnapshot: {} } } }),
      },
      status: { phase: 'failed', error: expect.stringContaining('no storage') as unknown },
    },
    { given: 'others before it', when: { isItsTurn: false }, status: { phase: 'pending' } },
    {
      given: 'no primary that serves',
      when: { cluster: { ...withPlugin, status: { ...status, instancesStatus: { healthy: ['orders-2'] } } } },
      status: { phase: 'pending' },
    },
    {
      given: 'a standby',
      when: {},
      status: {
        phase: 'started',
        method: 'plugin',
        reconciliationStartedAt: '2026-01-02T03:04:05Z',
        instanceID: expect.objectContaining({ podName: 'orders-2' }) as unknown,
      },
    },
    {
      given: 'a wish for the primary',
      when: { backup: backup({ spec: { ...backup().spec, target: 'primary' } }) },
      status: { phase: 'started', instanceID: expect.objectContaining({ podName: 'orders-1' }) as unknown },
    },
  ])('with $given is $status.phase', ({ when, status: wanted }) => {
    expect(decide(when)).toMatchObject(wanted);
  });

  it.each(['failed', 'completed', 'started'])('that is %s is left alone', (phase) => {
    expect(decide({ backup: backup({ status: { phase } }) })).toBeUndefined();
  });
});

describe('a ScheduledBackup', () => {
  const view = (spec: Partial<ScheduledBackup['spec']>, status?: ScheduledBackup['status'], isRunning = false) => ({
    scheduled: {
      apiVersion: 'postgresql.cnpg.io/v1',
      kind: 'ScheduledBackup',
      metadata,
      spec: { cluster: { name: 'orders' }, schedule: '0 0 3 * * *', ...spec },
      status,
    },
    cluster: undefined,
    isRunning,
    now: NOW,
  });
  const due = { lastCheckTime: '2026-01-01T00:00:00Z', nextScheduleTime: '2026-01-02T03:00:00Z' };
  const namesOf = (decision: ReturnType<typeof decideScheduledBackup>): string[] =>
    decision.actions.map((action) => (action.do === 'create' ? action.object.metadata.name : action.do));

  it('first says when it will be due', () => {
    const decision = decideScheduledBackup(view({}));
    expect(namesOf(decision)).toEqual([]);
    expect(decision.status?.nextScheduleTime).toBe('2026-01-03T03:00:00Z');
  });

  it('is named after the time it was due', () => {
    const decision = decideScheduledBackup(view({}, due));
    expect(namesOf(decision)).toEqual(['nightly-20260102030000']);
    expect(decision.status).toMatchObject({
      lastScheduleTime: '2026-01-02T03:00:00Z',
      nextScheduleTime: '2026-01-03T03:00:00Z',
    });
  });

  it.each([
    { when: 'it is suspended', decision: decideScheduledBackup(view({ suspend: true }, due)) },
    { when: 'the last one still runs', decision: decideScheduledBackup(view({}, due, true)) },
    {
      when: 'its time has not come',
      decision: decideScheduledBackup(view({}, { ...due, nextScheduleTime: '2026-01-02T04:00:00Z' })),
    },
  ])('makes nothing while $when', ({ decision }) => {
    expect(namesOf(decision)).toEqual([]);
  });

  it('takes the first one at once where that is asked for', () => {
    expect(namesOf(decideScheduledBackup(view({ immediate: true })))).toEqual(['nightly-20260102030405']);
  });
});
