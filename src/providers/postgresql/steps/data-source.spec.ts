import { observing, renderPostgresql } from '../../../../test/builders/apply-input.js';
import { aBackupStorage } from '../../../../test/builders/backup-storage.js';
import { anArchiver, anObjectStore } from '../../../../test/builders/barman.js';
import { aCnpgCluster } from '../../../../test/builders/cnpg.js';
import { aDatabaseCluster } from '../../../../test/builders/database-cluster.js';
import { imageOf } from '../../../../test/builders/database-engine.js';
import { ObservedObjects } from '../../../../test/builders/observed.js';
import type { RecoverySource } from '../../../resources/database-cluster/index.js';
import type { ApplyInput } from '../../contract/index.js';
import { BARMAN_PLUGIN, OBJECT_STORE } from '../upstream-backups.js';

const SOURCE: RecoverySource = { storage: 'main', archive: 'team-a/payments-1a2b3c4d-1-v17' };
const APPLICATION = { database: 'app', owner: 'app', secret: { name: 'orders-credentials' } };
const UNBORN = { status: { currentPrimary: undefined } };

const renderRecovery = (
  source: Partial<RecoverySource> = {},
  changes: Partial<ApplyInput> = {},
): ReturnType<typeof renderPostgresql> =>
  renderPostgresql({
    incarnation: { number: 1, source: { ...SOURCE, ...source } },
    sourceStorage: aBackupStorage(),
    ...changes,
  });

describe('a database that is born empty', () => {
  it('recovers nothing', () => {
    const { cluster, stores } = renderPostgresql();
    expect(cluster.spec.bootstrap).toEqual({ initdb: { ...APPLICATION, dataChecksums: true } });
    expect([cluster.spec.externalClusters, stores]).toEqual([undefined, []]);
  });
});

describe('a database with a source', () => {
  it('recovers from it under our own user and password, and is not initialized', () => {
    expect(renderRecovery().cluster.spec.bootstrap).toEqual({ recovery: { ...APPLICATION, source: 'origin' } });
  });

  it('names where it lies', () => {
    expect(renderRecovery().cluster.spec.externalClusters).toEqual([
      {
        name: 'origin',
        plugin: {
          name: BARMAN_PLUGIN,
          enabled: true,
          isWALArchiver: false,
          parameters: { barmanObjectName: 'orders-source', serverName: 'payments-1a2b3c4d-1-v17' },
        },
      },
    ]);
  });

  it.each<[string, string]>([
    ['team-a/payments-1a2b3c4d-1-v17', 's3://backups/prod/team-a'],
    ['old/2024/pg-main', 's3://backups/prod/old/2024'],
    ['pg-main', 's3://backups/prod'],
  ])('reads %s from %s', (archive, destinationPath) => {
    const { stores } = renderRecovery({ archive }, { sourceStorage: aBackupStorage({ prefix: 'prod' }) });
    expect(stores[0]?.spec.configuration.destinationPath).toBe(destinationPath);
  });

  it('deletes nothing there, and says nothing of how to write', () => {
    const cluster = aDatabaseCluster({
      backup: { storageRef: { name: 'main' }, retention: { recoveryWindowDays: 1 } },
    });
    const { stores } = renderRecovery({}, { cluster, storage: aBackupStorage() });
    expect(stores.map(({ metadata, spec }) => [metadata.name, spec.retentionPolicy])).toEqual([
      ['orders-backups', '1d'],
      ['orders-source', undefined],
    ]);
    expect(stores[1]?.spec.configuration).not.toHaveProperty('wal');
  });

  it('writes its own log elsewhere', () => {
    const cluster = aDatabaseCluster({ backup: { storageRef: { name: 'main' } } });
    const rendered = renderRecovery({}, { cluster, storage: aBackupStorage() });
    expect(rendered.cluster.spec.plugins).toEqual([anArchiver()]);
  });

  it.each<{ of: string; source: Partial<RecoverySource>; target: object | undefined }>([
    {
      of: 'the end of a backup',
      source: { backupId: '20261122T115000' },
      target: { backupID: '20261122T115000', targetImmediate: true },
    },
    {
      of: 'a moment after a backup',
      source: { backupId: '20261122T115000', time: '2026-11-22T12:30:00Z' },
      target: { backupID: '20261122T115000', targetTime: '2026-11-22T12:30:00Z' },
    },
    {
      of: 'a moment',
      source: { time: '2026-11-22T12:30:00.123456Z' },
      target: { targetTime: '2026-11-22T12:30:00.123456Z' },
    },
    {
      of: 'a moment by another clock',
      source: { time: '2026-11-22T13:30:00+01:00' },
      target: { targetTime: '2026-11-22T12:30:00.000Z' },
    },
    { of: 'the end of the log', source: {}, target: undefined },
  ])('stops at $of', ({ source, target }) => {
    expect(renderRecovery(source).cluster.spec.bootstrap.recovery?.recoveryTarget).toEqual(target);
  });

  it.each<{ with: string; version?: string; archive: string; expected: string }>([
    { with: 'the version that it asks for', version: '17', archive: 'a/x-1-v16', expected: '17.6' },
    { with: 'that of the data when it leaves it open', archive: 'a/x-1-v16', expected: '16.11' },
    { with: 'the recommended one when nothing tells', archive: 'a/pg-main', expected: '17.6' },
    { with: 'the recommended one when the name tells nonsense', archive: 'a/my-app-v2', expected: '17.6' },
  ])('is born with $with', ({ version, archive, expected }) => {
    const { cluster } = renderRecovery({ archive }, { cluster: aDatabaseCluster({ version }) });
    expect(cluster.spec.imageName).toBe(imageOf(expected));
  });
});

describe('a database that has its data', () => {
  const live = aCnpgCluster();

  it('goes on naming its source: the operator looks for it', () => {
    const { cluster, stores } = renderRecovery({}, { observed: observing(live) });
    expect(cluster.spec.bootstrap.recovery?.source).toBe('origin');
    expect(stores.map(({ metadata }) => metadata.name)).toEqual(['orders-source']);
  });

  it('keeps the store as it was when the storage is gone, mark for mark', () => {
    const kept = anObjectStore({ name: 'orders-source', storage: 'gone' });
    const observed = observing(live).with(OBJECT_STORE, kept);
    const { cluster, stores } = renderRecovery({}, { sourceStorage: undefined, observed });
    expect(stores).toEqual([
      {
        ...kept,
        metadata: {
          name: 'orders-source',
          namespace: 'team-a',
          labels: { 'app.kubernetes.io/component': 'backup' },
          annotations: { 'dbaas.io/storage': 'gone' },
        },
      },
    ]);
    expect(cluster.spec.externalClusters).toHaveLength(1);
  });

  it.each<{ when: string; changes: Partial<ApplyInput> }>([
    { when: 'storage and store are gone', changes: { sourceStorage: undefined, observed: observing(live) } },
    { when: 'the plugin is gone', changes: { observed: observing(live).withoutKind(OBJECT_STORE) } },
  ])('names nothing that is not there when $when', ({ changes }) => {
    const { cluster, stores } = renderRecovery({}, changes);
    expect([cluster.spec.externalClusters, stores]).toEqual([undefined, []]);
    expect(cluster.spec.bootstrap).toEqual({ initdb: { ...APPLICATION, dataChecksums: true } });
  });
});

describe('a database that waits for its data', () => {
  it.each([
    { what: 'one that is not there', observed: new ObservedObjects() },
    { what: 'one that is being filled', observed: observing(aCnpgCluster(UNBORN)) },
  ])('is never made empty: $what, without the plugin', ({ observed }) => {
    const { cluster } = renderRecovery({}, { observed: observed.withoutKind(OBJECT_STORE) });
    expect(cluster.spec.bootstrap.recovery?.source).toBe('origin');
  });

  it('is not made at all when nobody knows where the data is', () => {
    expect(() => renderRecovery({}, { sourceStorage: undefined })).toThrow('cannot be named');
  });
});
