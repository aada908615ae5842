import { BACKED_UP, BackedUpEngine, folderOf } from '../../../../test/builders/percona-backups.js';
import { aDatabaseBackup } from '../../../../test/builders/database-backup.js';
import { aClusterThatRan } from '../../../../test/builders/database-cluster.js';
import { ObservedObjects } from '../../../../test/builders/observed.js';
import type { KubeObject } from '../../../kube/meta/index.js';
import type { BackupSubject } from '../../contract/index.js';
import type { DatabaseClusterSpec } from '../../../resources/database-cluster/index.js';
import { MONGODB } from '../dialect.js';
import { MongodbProvider } from '../provider.js';
import { PSMDB, PSMDB_BACKUP, PSMDB_RESTORE, type Psmdb, type PsmdbBackup } from '../upstream.js';
import { BACKUPS } from './index.js';

const engine = new BackedUpEngine(new MongodbProvider(), MONGODB);
const ARCHIVE = folderOf('8.0');
const OWNED = [{ apiVersion: 'dbaas.io/v1alpha1', kind: 'DatabaseBackup', name: 'orders-1', uid: 'uid-orders-1' }];

interface Scene {
  readonly spec?: Partial<DatabaseClusterSpec>;
  readonly upstream?: Psmdb | null;
  readonly status?: PsmdbBackup['status'];
  readonly metadata?: Partial<KubeObject['metadata']>;
  readonly restoring?: boolean;
}

function subjectOf({ spec = BACKED_UP, upstream, status, metadata, restoring }: Scene): BackupSubject {
  const observed = new ObservedObjects();
  if (upstream !== null)
    observed.with(PSMDB, upstream ?? engine.standing({}, { status: { mongoVersion: '8.0.19-7' } }));
  if (restoring) observed.with(PSMDB_RESTORE, engine.order('somebodys', { state: 'running' }));
  const told = { ownerReferences: OWNED, annotations: { 'dbaas.io/archive': ARCHIVE }, ...metadata };
  if (status) observed.with(PSMDB_BACKUP, engine.backup(told, status));
  return { cluster: aClusterThatRan({ engine: 'mongodb', ...spec }), backup: aDatabaseBackup(), observed };
}

describe('a backup of a MongoDB', () => {
  it('is asked for whole, by its name, with the folder that it goes to', () => {
    expect(BACKUPS.request(subjectOf({}))).toMatchObject({
      type: PSMDB_BACKUP,
      object: {
        metadata: { name: 'orders-1', namespace: 'team-a', annotations: { 'dbaas.io/archive': ARCHIVE } },
        spec: { clusterName: 'orders', storageName: 'main', type: 'logical', startingDeadlineSeconds: 600 },
      },
    });
  });

  it('takes its data along only when somebody empties the bucket: what was asked for has no finalizer', () => {
    expect(BACKUPS.request(subjectOf({})).object.metadata).not.toHaveProperty('finalizers');
  });

  it.each<{ what: string; scene: Scene; says: unknown }>([
    { what: 'can be taken', scene: {}, says: undefined },
    { what: 'needs a storage', scene: { spec: {} }, says: expect.stringContaining('name a BackupStorage') },
    {
      what: 'waits until the operator knows of the storage',
      scene: { upstream: engine.standing({ spec: {} }) },
      says: expect.stringContaining('"main"'),
    },
    { what: 'waits for a database', scene: { upstream: null }, says: expect.stringContaining('"main"') },
    {
      what: 'is none of one that is stopped',
      scene: { upstream: { ...engine.standing(), spec: { ...engine.standing().spec, pause: true } } },
      says: expect.stringContaining('start it'),
    },
    {
      what: 'waits for one that is whole',
      scene: { upstream: engine.standing({}, { status: { state: 'initializing' } }) },
      says: expect.stringContaining('whole'),
    },
    { what: 'waits for a restore', scene: { restoring: true }, says: expect.stringContaining('being brought back') },
  ])('$what', ({ scene, says }) => {
    expect(BACKUPS.whyNot(subjectOf(scene))).toEqual(says);
  });

  it.each<{ what: string; scene: Scene; is: unknown }>([
    { what: 'not asked for', scene: {}, is: { state: 'Absent' } },
    {
      what: 'that of another',
      scene: { status: { state: 'ready' }, metadata: { ownerReferences: [] } },
      is: { state: 'Absent' },
    },
    {
      what: 'new',
      scene: { status: {} },
      is: { state: 'Running', message: 'The operator has been asked for it.' },
    },
    {
      what: 'in the queue',
      scene: { status: { state: 'waiting' } },
      is: { state: 'Running', message: 'The operator has it in its queue.' },
    },
    {
      what: 'under way',
      scene: { status: { state: 'running', start: '2026-03-01T10:20:31Z' } },
      is: { state: 'Running', message: 'The agents take it.', startedAt: '2026-03-01T10:20:31Z' },
    },
    {
      what: 'complete: of the second after its last write',
      scene: {
        status: {
          state: 'ready',
          pbmName: '2026-03-01T10:20:30Z',
          start: '2026-03-01T10:20:31Z',
          lastWriteAt: '2026-03-01T10:20:40Z',
          completed: '2026-03-01T10:20:50Z',
        },
      },
      is: {
        state: 'Succeeded',
        facts: {
          backupId: '2026-03-01T10:20:30Z',
          archive: ARCHIVE,
          path: `${ARCHIVE}/2026-03-01T10:20:30Z`,
          startedAt: '2026-03-01T10:20:31Z',
          completedAt: '2026-03-01T10:20:41Z',
          version: '8.0.19-7',
        },
      },
    },
    {
      what: 'complete, and nobody knows where',
      scene: { status: { state: 'ready' } },
      is: { state: 'Failed', message: 'The operator calls it complete and does not say where it is.' },
    },
    {
      what: 'failed, with the words of the operator',
      scene: { status: { state: 'error', error: 'starting deadline exceeded' } },
      is: { state: 'Failed', message: 'The operator could not take it: starting deadline exceeded.' },
    },
    {
      what: 'failed without a word',
      scene: { status: { state: 'error' } },
      is: { state: 'Failed', message: 'The operator could not take it, and says no more.' },
    },
    {
      what: 'taken away',
      scene: { status: { state: 'running' }, metadata: { deletionTimestamp: '2026-03-01T10:21:00Z' } },
      is: { state: 'Failed', message: "Somebody deletes the operator's backup before it is complete." },
    },
  ])('is seen to be $what', ({ scene, is }) => {
    expect(BACKUPS.progress(subjectOf({ ...scene, metadata: { ownerReferences: OWNED, ...scene.metadata } }))).toEqual(
      is,
    );
  });

  it('is let go of, once', () => {
    expect(BACKUPS.release(subjectOf({ status: { state: 'running' } }))).toMatchObject([
      { do: 'delete', uid: 'uid-backup' },
    ]);
    expect(BACKUPS.release(subjectOf({}))).toEqual([]);
  });

  it('stays with the operator when it has succeeded: the log begins with it', () => {
    expect(BACKUPS.release(subjectOf({ status: { state: 'ready' } }))).toEqual([]);
    expect(BACKUPS.release(subjectOf({ status: { state: 'error' } }))).toHaveLength(1);
  });

  it.each([
    { of: '8.0.17-6', into: '8.0', says: undefined },
    { of: '7.0.30-16', into: '8.0', says: expect.stringContaining('only 7.0 can read it (spec.version: "7.0")') },
  ])('of $of is read by a database of $into: $says', ({ of, into, says }) => {
    const cluster = { ...aClusterThatRan({ engine: 'mongodb', version: into }), status: {} };
    expect(BACKUPS.refuseVersion(cluster, engine.catalogue, of)).toEqual(says);
  });
});
