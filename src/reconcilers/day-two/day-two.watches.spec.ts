import { aBackupStorage } from '../../../test/builders/backup-storage.js';
import { aDatabaseBackup, aUsableBackup } from '../../../test/builders/database-backup.js';
import { aDatabaseCluster } from '../../../test/builders/database-cluster.js';
import { anOpsRequest } from '../../../test/builders/ops-request.js';
import { aWidget } from '../../../test/builders/widget.js';
import { BackupCaches } from '../../../test/doubles/backup-caches.js';
import { BACKUP_FINALIZER } from '../../domain/naming.js';
import { keyOf, type UntypedObject } from '../../kube/meta/index.js';
import type { BackupStorage } from '../../resources/backup-storage/index.js';
import { dayTwoKeys, dayTwoSources } from './day-two.watches.js';

const BACKED_UP = aDatabaseCluster({ backup: { storageRef: { name: 'main' } } });
const held = aUsableBackup({ metadata: { finalizers: [BACKUP_FINALIZER] } });

let world: BackupCaches;
let woken: string[];

beforeEach(() => {
  world = new BackupCaches();
  woken = [];
  for (const source of dayTwoSources(world.asCaches, world.asCaches.providers)) {
    source.bind((key) => void woken.push(keyOf(key)));
  }
});

const aStorageThat = (status: 'True' | 'False'): BackupStorage =>
  aBackupStorage(
    {},
    { status: { conditions: [{ type: 'Ready', status, reason: 'x', message: 'x', lastTransitionTime: 'x' }] } },
  );

describe('what wakes the daily work of a cluster', () => {
  it.each<{ is: string; happens: () => void; wakes: boolean }>([
    { is: 'an operation', happens: () => void world.operations.put(anOpsRequest()), wakes: true },
    { is: 'a backup to be taken', happens: () => void world.backups.put(aDatabaseBackup()), wakes: true },
    { is: 'a backup that is not let go yet', happens: () => void world.backups.put(held), wakes: true },
    { is: 'a backup that has ended', happens: () => void world.backups.put(aUsableBackup()), wakes: false },
    {
      is: 'a backup that was found in a bucket',
      happens: () => void world.backups.put(aDatabaseBackup({ spec: { existing: { path: 'a/base/1' } } })),
      wakes: false,
    },
    { is: 'a cluster with backups, for its schedules', happens: () => void world.clusters.put(BACKED_UP), wakes: true },
    { is: 'a cluster without', happens: () => void world.clusters.put(aDatabaseCluster()), wakes: false },
    { is: 'a child of a cluster at rest', happens: () => void world.widgets.put(child), wakes: false },
  ])('is $is: $wakes', ({ happens, wakes }) => {
    happens();
    expect(woken).toEqual(wakes ? ['team-a/orders'] : []);
  });

  const child = aWidget('orders', { size: 1 }, 'team-a') as unknown as UntypedObject;

  it('is the end of a backup', () => {
    world.backups.put(aDatabaseBackup({ name: 'a' }));
    woken = [];
    world.backups.put(aUsableBackup({ name: 'a' }));
    expect(woken).toEqual(['team-a/orders']);
  });

  it('is a child, the cluster or its storage while there is something to do', () => {
    world.clusters.put(BACKED_UP);
    world.storages.put(aStorageThat('False'));
    world.backups.put(aDatabaseBackup());
    woken = [];
    world.widgets.put(child);
    world.clusters.put({ ...BACKED_UP, metadata: { ...BACKED_UP.metadata, resourceVersion: '2' } });
    world.storages.put(aStorageThat('True'));
    expect(woken).toHaveLength(3);
  });

  it('is no storage that is tried again with the same end, or that nobody waits for', () => {
    world.clusters.put(BACKED_UP);
    world.storages.put(aStorageThat('False'));
    woken = [];
    world.storages.put(aStorageThat('True'));
    world.backups.put(aDatabaseBackup());
    woken = [];
    world.storages.put(aStorageThat('True'));
    expect(woken).toEqual([]);
  });
});

it('the keys of the loop are the clusters with operations, with backups to be taken, or with backups at all', () => {
  const of = (name: string): { spec: { clusterRef: { name: string } } } => ({ spec: { clusterRef: { name } } });
  const { metadata } = BACKED_UP;
  world.operations.put(anOpsRequest({ phase: 'Succeeded', ...of('operated') }));
  world.backups.put(aDatabaseBackup(of('waiting')), aUsableBackup({ name: 'old', ...of('gone') }));
  world.clusters.put(BACKED_UP, aDatabaseCluster({}, { metadata: { ...metadata, name: 'plain' } }));
  expect([...dayTwoKeys(world.asCaches)].sort()).toEqual(['team-a/operated', 'team-a/orders', 'team-a/waiting']);
});
