import { aDatabaseBackup, aUsableBackup } from '../../../test/builders/database-backup.js';
import { aClusterThatRan, aDatabaseCluster } from '../../../test/builders/database-cluster.js';
import { lastBackupName, lastBackupOf } from './last-backup.js';

const leaving = aClusterThatRan({ deletionPolicy: 'BackupThenDelete', backup: { storageRef: { name: 'main' } } });
const name = lastBackupName(leaving);

it.each([
  { who: 'a database that is just deleted', cluster: aClusterThatRan() },
  { who: 'one that never ran', cluster: aDatabaseCluster({ deletionPolicy: 'BackupThenDelete' }) },
])('$who waits for no last backup', ({ cluster }) => {
  expect(lastBackupOf(cluster, [])).toBeUndefined();
});

it('asks for the last backup once, by a name of its own', () => {
  expect(lastBackupOf(leaving, [])?.missing).toMatchObject({
    metadata: { name, namespace: 'team-a' },
    spec: { clusterRef: { name: 'orders' } },
  });
});

it('waits while it is taken, and goes when it has succeeded', () => {
  const taken = aDatabaseBackup({ name, status: { phase: 'Running', message: 'It is taken.' } });
  expect(lastBackupOf(leaving, [taken])).toEqual({ waitingFor: `Waiting for the last backup, ${name}: It is taken.` });
  expect(lastBackupOf(leaving, [aUsableBackup({ name })])).toBeUndefined();
});

it('keeps the data when it failed, and says the ways on', () => {
  const failed = aDatabaseBackup({ name, status: { phase: 'Failed', message: 'The bucket is full.' } });
  const last = lastBackupOf(leaving, [failed]);
  expect(last?.missing).toBeUndefined();
  expect(last?.waitingFor).toMatch(
    /failed: The bucket is full\. The data is kept\. Delete this DatabaseBackup .* Delete/,
  );
});
