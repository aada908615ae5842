import { aBackupStorage } from '../../../../test/builders/backup-storage.js';
import { anApplyInput } from '../../../../test/builders/apply-input.js';
import { aDatabaseBackup } from '../../../../test/builders/database-backup.js';
import { aDatabaseCluster } from '../../../../test/builders/database-cluster.js';
import { ObservedObjects } from '../../../../test/builders/observed.js';
import { catalogueOf } from '../../../../test/contract/matrix.js';
import type { UntypedObject } from '../../../kube/meta/index.js';
import { POD } from '../../../kube/meta/index.js';
import { runApplier, type BackupSubject } from '../../contract/index.js';
import { MariadbProvider } from '../provider.js';
import { MARIADB, PHYSICAL_BACKUP, type Mariadb, type PhysicalBackup } from '../upstream.js';
import { BACKUPS } from './driver.js';
import { orderName } from './order-name.js';

const ARCHIVE = 'team-a/orders-0b0e4a1e-1-v11.8';
const BEGUN = '2026-11-23T09:05:01Z';
const ENDED = '2026-11-23T09:07:00Z';
const UID = 'b-1';

const cluster = aDatabaseCluster({
  engine: 'mariadb',
  version: '11.8.2',
  clusterSize: 1,
  backup: { storageRef: { name: 'main' } },
});
const rendered = runApplier(
  new MariadbProvider().applier(
    anApplyInput({
      cluster,
      engine: catalogueOf('mariadb'),
      storage: aBackupStorage(),
      observed: new ObservedObjects(),
    }),
  ),
).find(({ type }) => type === MARIADB)!.object as Mariadb;
const standing: Mariadb = { ...rendered, status: { currentPrimary: 'orders-0' } };
const pod = (isReady: boolean): UntypedObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'orders-0', namespace: 'team-a' },
  spec: { containers: [{ name: 'mariadb', image: 'mariadb:11.8.2' }] },
  status: { conditions: [{ type: 'Ready', status: isReady ? 'True' : 'False' }] },
});

const backup = aDatabaseBackup({ name: 'nightly', metadata: { uid: UID } });

interface Standing {
  readonly mariadb?: Mariadb;
  readonly isReady?: boolean;
  readonly order?: Partial<PhysicalBackup>;
}

function subject({ mariadb = standing, isReady = true, order }: Standing = {}): BackupSubject {
  const around = new ObservedObjects().with(MARIADB, mariadb).with(POD, pod(isReady));
  if (!order) return { cluster, backup, observed: around };
  const metadata = {
    name: 'nightly',
    annotations: { 'dbaas.io/archive': ARCHIVE },
    ownerReferences: [{ apiVersion: 'dbaas.io/v1alpha1', kind: 'DatabaseBackup', name: 'nightly', uid: UID }],
    ...order.metadata,
  };
  return { cluster, backup, observed: around.with(PHYSICAL_BACKUP, { ...order, metadata } as PhysicalBackup) };
}

const told = (status: string, reason: string): PhysicalBackup['status'] => ({
  lastScheduleTime: BEGUN,
  conditions: [{ type: 'Complete', status, reason, lastTransitionTime: ENDED }],
});

describe('a backup of a MariaDB', () => {
  it.each<[string, Standing, string | undefined]>([
    ['it serves', {}, undefined],
    ['its primary does not', { isReady: false }, 'The primary does not serve.'],
    [
      'the operator has not been told where to',
      { mariadb: { ...standing, metadata: { ...standing.metadata, annotations: {} } } },
      'The operator has not been told yet that backups go to the BackupStorage "main".',
    ],
    [
      'somebody has spoiled what it was told',
      {
        mariadb: {
          ...standing,
          metadata: {
            ...standing.metadata,
            annotations: { ...standing.metadata.annotations, 'dbaas.io/backup-target': 'null' },
          },
        },
      },
      'The operator has not been told yet that backups go to the BackupStorage "main".',
    ],
  ])('can be taken or not: %s', (_when, found, why) => {
    expect(BACKUPS.whyNot(subject(found))).toBe(why);
  });

  it('is asked for once, into the folder of this life of the data', () => {
    const object = BACKUPS.request(subject()).object as PhysicalBackup;
    expect(object.metadata).toMatchObject({ name: 'nightly', annotations: { 'dbaas.io/archive': ARCHIVE } });
    expect(object.spec).toMatchObject({
      mariaDbRef: { name: 'orders' },
      target: 'PreferReplica',
      compression: 'gzip',
      storage: { s3: { bucket: 'backups', prefix: ARCHIVE } },
    });
    expect(object.spec).not.toHaveProperty('schedule');
  });

  it('lets no other grow too old: when a backup goes is not for the operator to say', () => {
    const { spec } = BACKUPS.request(subject()).object as PhysicalBackup;
    const hours = Number(/^(\d+)h$/.exec(spec.maxRetention ?? '')?.[1]);
    expect(hours / (24 * 365)).toBeGreaterThanOrEqual(99);
    // A duration of Go is nanoseconds in 63 bits: a longer one is refused as it is read.
    expect(hours * 3_600).toBeLessThan(2 ** 63 / 1e9);
  });

  it.each([
    ['nightly', 'nightly'],
    ['n'.repeat(48), 'n'.repeat(48)],
  ])('%s is asked for by the name %s', (name, order) => {
    expect(orderName(name)).toBe(order);
  });

  it('has a shorter name where the operator would find none for its jobs, and another for each', () => {
    const names = ['a', 'b'].map((end) => orderName(`${'n'.repeat(60)}${end}`));
    expect(names.map(({ length }) => length <= 48)).toEqual([true, true]);
    expect(names[0]).not.toBe(names[1]);
  });

  it.each<[string, Partial<PhysicalBackup> | undefined, object]>([
    ['nobody has asked', undefined, { state: 'Absent' }],
    ['another has the name', { metadata: { name: 'nightly', ownerReferences: [] } }, { state: 'Absent' }],
    ['nothing is said', {}, { state: 'Running', message: 'The operator has been asked for it.' }],
    ['it runs', { status: told('False', 'JobRunning') }, { state: 'Running', startedAt: BEGUN }],
    [
      'the operator calls complete what has failed',
      { status: told('True', 'JobFailed') },
      { state: 'Failed', message: expect.stringContaining('PhysicalBackup nightly say why') },
    ],
    [
      'somebody deletes it',
      { metadata: { name: 'nightly', deletionTimestamp: ENDED } },
      { state: 'Failed', message: expect.stringContaining('deletes') },
    ],
    [
      'it does not say when it began',
      { status: { conditions: told('True', 'JobComplete')!.conditions } },
      { state: 'Failed', message: expect.stringContaining('does not say where') },
    ],
    [
      'it is complete',
      { status: told('True', 'JobComplete') },
      {
        state: 'Succeeded',
        facts: {
          backupId: 'physicalbackup-20261123090501.xb.gz',
          archive: ARCHIVE,
          path: `${ARCHIVE}/physicalbackup-20261123090501.xb.gz`,
          startedAt: BEGUN,
          completedAt: ENDED,
          version: '11.8.2',
        },
      },
    ],
  ])('is judged by the reason, and by its own object: %s', (_when, order, progress) => {
    expect(BACKUPS.progress(subject({ order }))).toMatchObject(progress);
  });

  it('is let go of by its order, whose file stays', () => {
    expect(BACKUPS.release(subject({ order: {} }))).toMatchObject([{ do: 'delete', key: { name: 'nightly' } }]);
    expect(BACKUPS.release(subject())).toEqual([]);
  });
});
