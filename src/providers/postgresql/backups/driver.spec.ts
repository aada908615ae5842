import { ARCHIVE, aCnpgBackup, anArchiver, anObjectStore } from '../../../../test/builders/barman.js';
import { aCnpgCluster, aMemberPod, memberPods } from '../../../../test/builders/cnpg.js';
import { aDatabaseBackup } from '../../../../test/builders/database-backup.js';
import { aClusterThatRan } from '../../../../test/builders/database-cluster.js';
import { aDatabaseEngine, aVersion } from '../../../../test/builders/database-engine.js';
import { ObservedObjects } from '../../../../test/builders/observed.js';
import { POD, type KubeObject } from '../../../kube/meta/index.js';
import type { DatabaseClusterSpec } from '../../../resources/database-cluster/index.js';
import type { BackupProgress, BackupSubject } from '../../contract/index.js';
import { CNPG_BACKUP, OBJECT_STORE } from '../upstream-backups.js';
import { CNPG_CLUSTER, type CnpgCondition } from '../upstream.js';
import { BACKUPS } from './driver.js';

const SHIPPING: CnpgCondition = { type: 'ContinuousArchiving', status: 'True' };

interface Scene {
  readonly spec?: Partial<DatabaseClusterSpec>;
  readonly upstream?: Parameters<typeof aCnpgCluster>[0] | null;
  readonly conditions?: readonly CnpgCondition[];
  readonly pods?: readonly KubeObject[];
  readonly store?: KubeObject | null;
  readonly taken?: KubeObject;
}

function observedIn({ upstream = {}, conditions = [SHIPPING], pods = memberPods(), ...scene }: Scene): ObservedObjects {
  const { store = anObjectStore(), taken } = scene;
  const live = aCnpgCluster({
    ...upstream,
    spec: { plugins: [anArchiver()], ...upstream?.spec },
    status: { conditions: [...conditions], ...upstream?.status },
  });
  return new ObservedObjects()
    .with(CNPG_CLUSTER, ...(upstream ? [live] : []))
    .with(POD, ...pods)
    .with(OBJECT_STORE, ...(store ? [store] : []))
    .with(CNPG_BACKUP, ...(taken ? [taken] : []));
}

const subjectOf = (scene: Scene = {}): BackupSubject => ({
  cluster: aClusterThatRan({ backup: { storageRef: { name: 'main' } }, ...scene.spec }),
  backup: aDatabaseBackup(),
  observed: observedIn(scene),
});

describe('whether a backup can be taken', () => {
  it('is so when the database serves and its log arrives', () => {
    expect(BACKUPS.whyNot(subjectOf())).toBeUndefined();
  });

  it.each<{ when: string; scene: Scene; says: string }>([
    { when: 'nobody asked for backups', scene: { spec: { backup: undefined } }, says: 'has no backups' },
    { when: 'the database is not there', scene: { upstream: null, pods: [] }, says: 'not been told yet' },
    {
      when: 'the operator has no archive yet',
      scene: { upstream: { spec: { plugins: [] } } },
      says: 'not been told yet',
    },
    { when: 'the store is not there yet', scene: { store: null }, says: 'not been told yet' },
    { when: 'the store is not ours', scene: { store: anObjectStore({ labels: {} }) }, says: 'not been told yet' },
    {
      when: 'it moves to another storage',
      scene: { store: anObjectStore({ storage: 'former' }) },
      says: 'the BackupStorage "main"',
    },
    {
      when: 'the database is stopped',
      scene: { upstream: { annotations: { 'cnpg.io/hibernation': 'on' } }, pods: [] },
      says: 'start it',
    },
    {
      when: 'the primary does not serve',
      scene: { pods: [aMemberPod('orders-1', { ready: false })] },
      says: 'The primary does not serve',
    },
    { when: 'nothing of the log has arrived', scene: { conditions: [] }, says: 'within minutes' },
    {
      when: 'the log does not arrive',
      scene: { conditions: [{ ...SHIPPING, status: 'False', message: 'AccessDenied' }] },
      says: 'is not being archived: AccessDenied',
    },
  ])('is not so while $when', ({ scene, says }) => {
    expect(BACKUPS.whyNot(subjectOf(scene))).toContain(says);
  });

  it('is not so while the plugin is missing', () => {
    const { observed, ...subject } = subjectOf();
    const without = (observed as ObservedObjects).withoutKind(OBJECT_STORE);
    expect(BACKUPS.whyNot({ ...subject, observed: without })).toContain('is not installed');
  });
});

describe('what is asked of the operator', () => {
  it('is a backup by the plugin, that says where it goes; whose it is, is put on it by whoever writes it', () => {
    const { type, object } = BACKUPS.request(subjectOf());
    expect(type).toBe(CNPG_BACKUP);
    expect(object).toEqual({
      apiVersion: 'postgresql.cnpg.io/v1',
      kind: 'Backup',
      metadata: {
        name: 'orders-1',
        namespace: 'team-a',
        labels: { 'app.kubernetes.io/component': 'backup' },
        annotations: { 'dbaas.io/archive': ARCHIVE },
      },
      spec: {
        cluster: { name: 'orders' },
        method: 'plugin',
        pluginConfiguration: { name: 'barman-cloud.cloudnative-pg.io' },
      },
    });
  });

  it('is nothing without a place to go', () => {
    expect(() => BACKUPS.request(subjectOf({ store: null }))).toThrow('nowhere to go');
  });
});

const times = { startedAt: '2026-11-22T11:50:00Z', stoppedAt: '2026-11-22T12:00:00Z' };
const COMPLETED = { phase: 'completed', backupId: '20261122T115000', ...times };

describe('how far a backup is', () => {
  const progressOf = (taken: KubeObject | undefined): BackupProgress => BACKUPS.progress(subjectOf({ taken }));

  it.each<{ seen: string; taken: KubeObject | undefined; expected: object }>([
    { seen: 'nothing', taken: undefined, expected: { state: 'Absent' } },
    {
      seen: 'one that was made for another',
      taken: aCnpgBackup({ ownerUid: 'former' }),
      expected: { state: 'Absent' },
    },
    { seen: 'one that nobody has looked at', taken: aCnpgBackup(), expected: { state: 'Running' } },
    ...['pending', 'started', 'running', 'finalizing', 'a word of tomorrow'].map((phase) => ({
      seen: phase,
      taken: aCnpgBackup({ status: { phase, startedAt: times.startedAt } }),
      expected: { state: 'Running', startedAt: times.startedAt },
    })),
    {
      seen: 'failed',
      taken: aCnpgBackup({ status: { phase: 'failed', error: 'AccessDenied' } }),
      expected: { state: 'Failed', message: expect.stringContaining('AccessDenied') },
    },
    {
      seen: 'failed without a word',
      taken: aCnpgBackup({ status: { phase: 'failed' } }),
      expected: { state: 'Failed', message: expect.stringContaining('"failed"') },
    },
    {
      seen: 'a log that does not arrive: nothing runs it again',
      taken: aCnpgBackup({ status: { phase: 'walArchivingFailing' } }),
      expected: { state: 'Failed', message: expect.stringContaining('does not arrive') },
    },
    {
      seen: 'a definition that the operator does not take',
      taken: aCnpgBackup({ status: { phase: 'invalid backup definition' } }),
      expected: { state: 'Failed' },
    },
    {
      seen: 'one that somebody deletes',
      taken: aCnpgBackup({ status: { phase: 'started' }, deletionTimestamp: times.stoppedAt }),
      expected: { state: 'Failed', message: expect.stringContaining('deletes') },
    },
    {
      seen: 'one that is complete without saying where it is',
      taken: aCnpgBackup({ status: { phase: 'completed' } }),
      expected: { state: 'Failed' },
    },
    {
      seen: 'one that is complete and was asked to go nowhere',
      taken: aCnpgBackup({ status: COMPLETED, archive: null }),
      expected: { state: 'Failed' },
    },
  ])('is judged by $seen', ({ taken, expected }) => {
    expect(progressOf(taken)).toMatchObject(expected);
  });

  it('tells what was taken, and where it lies', () => {
    expect(progressOf(aCnpgBackup({ status: COMPLETED }))).toEqual({
      state: 'Succeeded',
      facts: {
        backupId: '20261122T115000',
        archive: ARCHIVE,
        path: `${ARCHIVE}/base/20261122T115000`,
        startedAt: times.startedAt,
        completedAt: '2026-11-22T12:00:01Z',
        version: '17.6',
      },
    });
  });

  it('tells where it went, wherever the next one goes', () => {
    const archive = 'team-a/orders-0b0e4a1e-1-v16';
    expect(progressOf(aCnpgBackup({ status: COMPLETED, archive }))).toMatchObject({ facts: { archive } });
  });
});

describe('what is no longer wanted', () => {
  it.each([
    { when: 'it is there', taken: aCnpgBackup({ status: { phase: 'started' } }), expected: 1 },
    { when: 'it goes already', taken: aCnpgBackup({ deletionTimestamp: times.stoppedAt }), expected: 0 },
    { when: 'it was made for another', taken: aCnpgBackup({ ownerUid: 'former' }), expected: 0 },
    { when: 'there is none', taken: undefined, expected: 0 },
  ])('is taken away $expected times when $when', ({ taken, expected }) => {
    const actions = BACKUPS.release(subjectOf({ taken }));
    expect(actions).toHaveLength(expected);
    for (const action of actions) {
      expect(action).toEqual({
        do: 'delete',
        type: CNPG_BACKUP,
        key: { namespace: 'team-a', name: 'orders-1' },
        uid: 'uid-of-backup',
      });
    }
  });
});

describe('data of a version', () => {
  const refusal = (version: string, asked: string | undefined, running?: string): string | undefined =>
    BACKUPS.refuseVersion(aClusterThatRan({ version: asked }, { version: running }), aDatabaseEngine(), version);

  it.each<[version: string, asked: string | undefined, running: string | undefined]>([
    ['17.6', '17', undefined],
    ['17.5', '17.7', undefined],
    ['17.9', undefined, undefined],
    ['16.3', undefined, '16.11'],
    ['16.3', '16', '17.6'],
  ])('%s can be restored into one that asks for %s and runs %s', (version, asked, running) => {
    expect(refusal(version, asked, running)).toBeUndefined();
  });

  it.each<[version: string, asked: string | undefined, running: string | undefined]>([
    ['16.3', '17', undefined],
    ['18.1', '17', undefined],
    ['16.3', undefined, undefined],
    ['16.3', '12', undefined],
  ])('%s cannot be restored into one that asks for %s and runs %s', (version, asked, running) => {
    expect(refusal(version, asked, running)).toContain(`of version ${version}`);
  });

  it('cannot be read when the catalogue has no image of it left', () => {
    const catalogue = aDatabaseEngine({ versions: [aVersion('17.6')] });
    const cluster = aClusterThatRan({ version: '16' }, { version: '16.11' });
    expect(BACKUPS.refuseVersion(cluster, catalogue, '16.3')).toContain('no image of version 16.11');
  });
});
