import { aBackupStorage } from '../../../test/builders/backup-storage.js';
import { aDatabaseBackup, aUsableBackup } from '../../../test/builders/database-backup.js';
import { aClusterThatRan, aDatabaseCluster } from '../../../test/builders/database-cluster.js';
import { anOpsRequest } from '../../../test/builders/ops-request.js';
import { aWidget } from '../../../test/builders/widget.js';
import { BackupCaches } from '../../../test/doubles/backup-caches.js';
import { keyOf, type UntypedObject } from '../../kube/meta/index.js';
import type { BackupStorageStatus } from '../../resources/backup-storage/index.js';
import { backupRecordSources } from './backup-record.watches.js';

const widget = aWidget('orders-1', { size: 1 }, 'team-a') as unknown as UntypedObject;
const writingTo = (archive: string): ReturnType<typeof aClusterThatRan> =>
  aClusterThatRan({}, { backup: { storage: 'main', archive } });
const tried = (reason: string, lastProbedAt: string): BackupStorageStatus => ({
  conditions: [{ type: 'Ready', status: 'True', reason, message: reason, lastTransitionTime: lastProbedAt }],
  lastProbedAt,
});

/** The keys that a change wakes. */
function wokenBy(change: (caches: BackupCaches) => unknown): string[] {
  const caches = new BackupCaches();
  caches.backups.put(aUsableBackup());
  caches.backups.put(aDatabaseBackup({ name: 'orders-2', spec: { storageRef: { name: 'main' } } }));
  caches.storages.put(aBackupStorage({}, { status: tried('Probed', '2026-11-23T11:00:00Z') }));
  caches.clusters.put(writingTo('a'));
  caches.widgets.put(widget);
  const woken: string[] = [];
  const unbind = backupRecordSources(caches.asCaches).map((source) =>
    source.bind((key) => void woken.push(keyOf(key))),
  );
  woken.length = 0;
  change(caches);
  for (const end of unbind) end();
  return woken;
}

describe('a backup that has ended', () => {
  it.each<{ what: string; change: (caches: BackupCaches) => unknown }>([
    { what: 'itself changes', change: ({ backups }) => backups.put(aUsableBackup({ metadata: { generation: 2 } })) },
    { what: 'it is deleted', change: ({ backups }) => backups.remove(aUsableBackup()) },
    {
      what: 'its storage was tried with another end',
      change: ({ storages }) =>
        storages.put(aBackupStorage({}, { status: tried('BucketFull', '2026-11-23T12:00:00Z') })),
    },
    { what: 'its storage goes', change: ({ storages }) => storages.remove(aBackupStorage()) },
    { what: 'its database writes elsewhere', change: ({ clusters }) => clusters.put(writingTo('b')) },
    { what: 'its database is gone', change: ({ clusters }) => clusters.remove(writingTo('a')) },
    {
      what: 'a database is to be filled from it',
      change: ({ clusters }) =>
        clusters.put(
          aDatabaseCluster(
            { dataSource: { backupRef: { name: 'orders-1' } } },
            { metadata: { name: 'copy', namespace: 'team-a', uid: 'copy' } },
          ),
        ),
    },
    {
      what: 'an operation is to bring it back',
      change: ({ operations }) =>
        operations.put(anOpsRequest({ spec: { type: 'Restore', restore: { backupRef: { name: 'orders-1' } } } })),
    },
    { what: "the engine's object of it goes", change: ({ widgets }) => widgets.remove(widget) },
  ])('is looked at when $what', ({ change }) => {
    expect(new Set(wokenBy(change))).toEqual(new Set(['team-a/orders-1']));
  });

  it.each<{ what: string; change: (caches: BackupCaches) => unknown }>([
    {
      what: 'a probe that ended like the last one',
      change: ({ storages }) => storages.put(aBackupStorage({}, { status: tried('Probed', '2026-11-23T12:00:00Z') })),
    },
    { what: 'a change of its database', change: ({ clusters }) => clusters.put(writingTo('a')) },
    {
      what: "a change of the engine's object",
      change: ({ widgets }) => widgets.put({ ...widget, metadata: { ...widget.metadata } }),
    },
    {
      what: 'a backup that is being taken',
      change: ({ backups }) => backups.put(aDatabaseBackup({ name: 'orders-2' })),
    },
  ])('is left alone by $what', ({ change }) => {
    expect(wokenBy(change)).toEqual([]);
  });
});
