import { BACKED_UP, BackedUpEngine, folderOf } from '../../../../test/builders/percona-backups.js';
import { aBackupStorage } from '../../../../test/builders/backup-storage.js';
import { aDatabaseBackup } from '../../../../test/builders/database-backup.js';
import { aClusterThatRan } from '../../../../test/builders/database-cluster.js';
import { ObservedObjects } from '../../../../test/builders/observed.js';
import type { UntypedObject } from '../../../kube/meta/index.js';
import type { BackupProgress } from '../../contract/index.js';
import type { RecoverySource } from '../../../resources/database-cluster/index.js';
import { fillOrderName, orderName } from '../../percona/filling.js';
import { MYSQL } from '../dialect.js';
import { MAX_CLUSTER_NAME } from '../names.js';
import { MysqlProvider } from '../provider.js';
import { PXC, PXC_BACKUP, type PxcBackup } from '../upstream.js';
import { BACKUPS, FORMAT } from './index.js';

const provider = new MysqlProvider();
const engine = new BackedUpEngine(provider, MYSQL);
const ARCHIVE = folderOf('8.4');
const KEYS = expect.stringMatching(/^orders-bucket-[0-9a-f]{8}$/) as string;
const GAP = {
  type: 'PITRReady',
  status: 'False',
  reason: 'BinlogGapDetected',
  message: 'GTIDs 5-9 are missing',
  lastTransitionTime: '2026-03-01T12:00:00Z',
};

describe('where a MySQL backs up to', () => {
  const resources = { requests: { cpu: '500m', memory: '512Mi' }, limits: { cpu: '500m', memory: '512Mi' } };

  it('is two storages, for the log wants one of its own, with folders behind the name of the bucket', () => {
    const s3 = { region: 'eu-west-3', credentialsSecret: KEYS };
    expect(engine.upstream().spec.backup).toEqual({
      image: 'percona/percona-xtrabackup:8.4.0-5.1',
      storages: {
        main: { type: 's3', s3: { bucket: `backups/${ARCHIVE}`, ...s3 }, resources },
        log: { type: 's3', s3: { bucket: `backups/${ARCHIVE}/binlogs`, ...s3 }, resources },
      },
      pitr: { enabled: true, storageName: 'log', timeBetweenUploads: 60, resources },
    });
  });

  it('is nowhere without backups, and the tools to restore are named all the same', () => {
    expect(engine.upstream({ spec: {} }).spec.backup).toEqual({ image: 'percona/percona-xtrabackup:8.4.0-5.1' });
  });

  it('has tools of its own release', () => {
    const { spec, metadata } = engine.upstream({ spec: { ...BACKED_UP, version: '8.0' } });
    expect(spec.backup?.image).toBe('percona/percona-xtrabackup:8.0.35-34.1');
    expect(metadata.annotations?.['dbaas.io/archive']).toBe(folderOf('8.0'));
  });

  it('trusts the authority of the storage, and is refused Google’s own protocol with the way around', () => {
    const caRef = { name: 'ca', key: 'ca.crt' };
    const storage = aBackupStorage({ endpoint: 'https://minio:9000', caRef });
    expect(engine.upstream({ input: { storage } }).spec.backup?.storages).toMatchObject({
      main: { s3: { endpointUrl: 'https://minio:9000', caBundle: caRef } },
      log: { s3: { caBundle: caRef } },
    });
    expect(BACKUPS.refuseStorage?.(aBackupStorage({ type: 'GCS', region: undefined }))).toContain(
      'https://storage.googleapis.com',
    );
  });
});

describe('a restore of a MySQL', () => {
  const source: RecoverySource = {
    storage: 'main',
    archive: 'team-a/shop-1-v8.4',
    backupId: 'shop-2026-03-01-10:20:30-full',
  };
  const place = { storage: aBackupStorage({ prefix: 'prod' }), archive: source.archive, keys: 'k' };
  const specOf = (more: Partial<RecoverySource>): object =>
    FORMAT.restoreSpec({ cluster: 'orders', place, source: { ...source, ...more } });
  const bucket = 'backups/prod/team-a/shop-1-v8.4';
  const s3 = { region: 'eu-west-3', credentialsSecret: 'k' };

  it.each([
    { more: {}, pitr: undefined },
    { more: { latest: true }, pitr: { type: 'latest' } },
    { more: { time: '2026-03-01T12:30:00.7Z' }, pitr: { type: 'date', date: '2026-03-01 12:30:00' } },
  ])('is told of the places of backup and log: $more means $pitr', ({ more, pitr }) => {
    expect(specOf(more)).toEqual({
      pxcCluster: 'orders',
      backupSource: { destination: `s3://${bucket}/${source.backupId}`, s3: { bucket, ...s3 } },
      ...(pitr && { pitr: { ...pitr, backupSource: { s3: { bucket: `${bucket}/binlogs`, ...s3 } } } }),
    });
  });

  it('has a name that leaves room for the longest of a database, in the names of the Jobs that the operator makes', () => {
    const longest = 'x'.repeat(MAX_CLUSTER_NAME);
    const { metadata } = aClusterThatRan({}, {});
    const [filling, again] = [fillOrderName({ metadata }, { number: 10_000 }), orderName('restore', metadata.uid)];
    for (const order of [filling, again]) expect(`restore-job-${order}-${longest}`.length).toBeLessThanOrEqual(63);
  });

  it('is over when it has succeeded or failed, and not before', () => {
    const states = ['', 'Starting', 'Stopping Cluster', 'Restoring', 'Starting Cluster', 'Succeeded', 'Failed'];
    expect(states.filter((state) => MYSQL.isRestoreOver(state))).toEqual(['Succeeded', 'Failed']);
  });

  it.each([
    { state: 'Succeeded', is: undefined },
    { state: 'Failed', comments: 'backup not found', is: 'backup not found' },
    { state: 'Failed', is: 'it says no more' },
  ])('that is $state has failed for $is', ({ state, comments, is }) => {
    expect(MYSQL.restoreFailure(engine.order('x', { state, comments }))).toBe(is);
  });
});

describe('what the operator tells of a backup of MySQL', () => {
  const owned = [{ apiVersion: 'dbaas.io/v1alpha1', kind: 'DatabaseBackup', name: 'orders-1', uid: 'uid-orders-1' }];
  const metadata = {
    ownerReferences: owned,
    annotations: { 'dbaas.io/archive': ARCHIVE },
    creationTimestamp: '2026-03-01T10:20:30Z',
  };

  function progressOf(status: PxcBackup['status']): BackupProgress {
    const observed = new ObservedObjects()
      .with(PXC, engine.standing({}, { status: { pxc: { version: '8.4.7-7.1' } } }))
      .with(PXC_BACKUP, engine.backup(metadata, status ?? {}));
    return BACKUPS.progress({
      cluster: aClusterThatRan({ engine: 'mysql', ...BACKED_UP }),
      backup: aDatabaseBackup(),
      observed,
    });
  }

  it.each<{ status: PxcBackup['status']; is: unknown }>([
    { status: {}, is: { state: 'Running', message: expect.stringContaining('whole') as string } },
    {
      status: { state: 'Suspended' },
      is: { state: 'Running', message: expect.stringContaining('suspended') as string },
    },
    {
      status: { state: 'Failed', error: 'no space' },
      is: { state: 'Failed', message: 'The operator could not take it: no space.' },
    },
    {
      status: {
        state: 'Succeeded',
        destination: `s3://backups/${ARCHIVE}/orders-2026-03-01-10:20:30-full`,
        completed: '2026-03-01T10:25:00Z',
      },
      is: {
        state: 'Succeeded',
        facts: {
          backupId: 'orders-2026-03-01-10:20:30-full',
          archive: ARCHIVE,
          path: `${ARCHIVE}/orders-2026-03-01-10:20:30-full`,
          startedAt: '2026-03-01T10:20:30Z',
          completedAt: '2026-03-01T10:25:01Z',
          version: '8.4.7-7.1',
        },
      },
    },
    {
      status: { state: 'Succeeded' },
      is: { state: 'Failed', message: expect.stringContaining('does not say where') as string },
    },
  ])('$status.state is $is.state', ({ status, is }) => {
    expect(progressOf(status)).toMatchObject(is as object);
  });
});

describe('the binary log of a MySQL', () => {
  const taken = (creationTimestamp: string, status: object, archive = ARCHIVE): UntypedObject =>
    engine.backup(
      { name: `b-${creationTimestamp}`, creationTimestamp, annotations: { 'dbaas.io/archive': archive } },
      { state: 'Succeeded', ...status },
    );
  const WHOLE = { latestRestorableTime: '2026-03-01T11:59:00Z' };
  const HOLED = { ...WHOLE, conditions: [GAP] };

  it.each<{ what: string; backups: UntypedObject[]; shipping: string; begins: string }>([
    { what: 'is nobody’s knowledge before there is a backup', backups: [], shipping: 'Unknown', begins: ARCHIVE },
    {
      what: 'arrives where the operator tells how far it reaches',
      backups: [taken('2026-03-01T10:00:00Z', WHOLE)],
      shipping: 'Working',
      begins: ARCHIVE,
    },
    {
      what: 'with a hole begins anew in another folder, which gets a first backup',
      backups: [taken('2026-03-01T09:00:00Z', WHOLE), taken('2026-03-01T10:00:00Z', HOLED)],
      shipping: 'Failing',
      begins: folderOf('8.4', { again: '-2' }),
    },
    {
      what: 'is judged by the newest backup',
      backups: [taken('2026-03-01T10:00:00Z', WHOLE), taken('2026-03-01T09:00:00Z', HOLED)],
      shipping: 'Working',
      begins: ARCHIVE,
    },
    {
      what: 'is not judged by what was in a former folder',
      backups: [taken('2026-03-01T10:00:00Z', HOLED, folderOf('8.4', { life: 9 }))],
      shipping: 'Unknown',
      begins: ARCHIVE,
    },
  ])('$what', ({ backups, shipping, begins }) => {
    const standing = engine.standing();
    const observed = new ObservedObjects().with(PXC, standing).with(PXC_BACKUP, ...backups);
    const told = provider.status(aClusterThatRan({ engine: 'mysql', ...BACKED_UP }), observed).archive;
    expect(told).toMatchObject({ storage: 'main', path: ARCHIVE, shipping });
    expect(told?.failingSince).toBe(shipping === 'Failing' ? GAP.lastTransitionTime : undefined);
    const rendered = engine.upstream({ standing, backups });
    expect(rendered.metadata.annotations?.['dbaas.io/archive']).toBe(begins);
  });

  it('has a hole in the words of the operator', () => {
    const observed = new ObservedObjects().with(PXC, engine.standing());
    observed.with(PXC_BACKUP, taken('2026-03-01T10:00:00Z', HOLED));
    const told = provider.status(aClusterThatRan({ engine: 'mysql', ...BACKED_UP }), observed).archive;
    expect(told?.trouble).toBe('A part of the binary log is missing: GTIDs 5-9 are missing.');
  });
});
