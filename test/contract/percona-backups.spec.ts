import { isDeepStrictEqual } from 'node:util';
import type { KubeObject, ResourceType } from '../../src/kube/meta/index.js';
import { runApplier, takesBackups, type DesiredChild } from '../../src/providers/contract/index.js';
import { FORMAT as PBM } from '../../src/providers/mongodb/backups/index.js';
import { FORMAT as XTRABACKUP } from '../../src/providers/mysql/backups/index.js';
import type { BackupFormat } from '../../src/providers/percona/backups/index.js';
import type { PerconaCluster } from '../../src/providers/percona/upstream.js';
import type { BackupStorageSpec } from '../../src/resources/backup-storage/index.js';
import type { RecoverySource } from '../../src/resources/database-cluster/index.js';
import { anApplyInput } from '../builders/apply-input.js';
import { aBackupStorage } from '../builders/backup-storage.js';
import { aDatabaseBackup } from '../builders/database-backup.js';
import { ObservedObjects } from '../builders/observed.js';
import { MONGODB_CONTRACT } from './mongodb-contract.js';
import { MYSQL_CONTRACT } from './mysql-contract.js';
import { judgeOf, missingCrds, type Admission } from './operator-crds.js';

const ACCEPTED: Admission = { unknownFields: [], errors: [] };
const keyless = { credentialsRef: undefined, workloadIdentity: true };
const notS3 = { region: undefined };

const STORAGES: Readonly<Record<string, Partial<BackupStorageSpec>>> = {
  'S3 by keys': {},
  'S3 by identity': keyless,
  'a store like S3': { ...notS3, prefix: 'prod/eu', endpoint: 'http://minio:9000', forcePathStyle: true },
  'one with an authority': {
    ...notS3,
    endpoint: 'https://s3.example.com',
    caRef: { name: 'store-ca', key: 'ca.crt' },
  },
  GCS: { ...notS3, type: 'GCS' },
  'GCS by identity': { ...notS3, ...keyless, type: 'GCS' },
  Azure: { ...notS3, type: 'Azure', prefix: 'prod', endpoint: 'https://acme.blob.core.windows.net' },
};

const SOURCES: readonly Partial<RecoverySource>[] = [
  {},
  { latest: true },
  { time: '2026-11-22T12:30:00Z' },
  { time: '2026-11-22T13:30:00.5+01:00' },
];

const CONTRACTS = [
  { contract: MONGODB_CONTRACT, format: PBM as unknown as BackupFormat, backupId: '2026-11-22T11:50:00Z', refused: 1 },
  {
    contract: MYSQL_CONTRACT,
    format: XTRABACKUP as unknown as BackupFormat,
    backupId: 'orders-2026-11-22-11:50:00-full',
    refused: 2,
  },
];

const kinds = CONTRACTS.flatMap(({ format }) => Object.values(format.dialect.kinds));
const skipped = missingCrds(kinds);
const describeWithCrds = skipped ? describe.skip : describe;

describe.each(CONTRACTS)('backups of $contract.name', ({ contract, format, backupId, refused }) => {
  const usable = Object.values(STORAGES).filter((spec) => format.refuseStorage(aBackupStorage(spec)) === undefined);

  function render(
    spec: Partial<BackupStorageSpec>,
    source?: RecoverySource,
    standing?: PerconaCluster,
  ): DesiredChild[] {
    const storage = aBackupStorage(spec);
    const ran = contract.cluster({ backup: { storageRef: { name: 'main' }, resources: { cpu: '2' } } });
    // What has served is not filled any more.
    const cluster = { ...ran, status: { incarnation: { number: 1 } } };
    const observed = new ObservedObjects();
    if (standing) observed.with(format.dialect.kinds.cluster, standing);
    const incarnation = { number: 1, ...(source && { source }) };
    const input = { cluster, engine: contract.engine, storage, sourceStorage: storage, observed, incarnation };
    return runApplier(contract.provider.applier(anApplyInput(input)));
  }

  /** As the core has made it, and the operator has brought it up. */
  function standing(children: readonly DesiredChild[], source?: RecoverySource): PerconaCluster {
    const made = children[0]!.object as PerconaCluster;
    const record = { 'dbaas.io/incarnation': JSON.stringify({ number: 1, source }) };
    const metadata = { ...made.metadata, uid: 'u1', annotations: { ...made.metadata.annotations, ...record } };
    return { ...made, metadata, status: { state: 'ready' } };
  }

  const sources = SOURCES.map((more) => ({ storage: 'main', archive: 'team-a/events-1-v8.0', backupId, ...more }));
  const born = usable.map((spec) => render(spec));
  const orders = usable.flatMap((spec) =>
    sources.map((source) => render(spec, source, standing(render(spec, source), source))[1]!.object),
  );
  const requests = born.map((children) => {
    const { backups } = contract.provider;
    if (!takesBackups(backups)) throw new Error('no backups');
    const observed = new ObservedObjects().with(format.dialect.kinds.cluster, standing(children));
    return backups.request({ cluster: contract.cluster(), backup: aDatabaseBackup(), observed }).object;
  });

  it('go to every kind of storage but those that are refused with the way around', () => {
    expect(usable).toHaveLength(Object.keys(STORAGES).length - refused);
    expect(orders).toHaveLength(usable.length * SOURCES.length);
  });

  describeWithCrds(`by the CRDs of its operator${skipped ? ` (skipped: ${skipped})` : ''}`, () => {
    const { cluster, backup, restore } = format.dialect.kinds;

    it.each<{ what: string; type: ResourceType; objects: readonly KubeObject[] }>([
      { what: 'the section of the cluster', type: cluster, objects: born.map(([first]) => first!.object) },
      { what: 'what asks for a backup', type: backup, objects: requests },
      { what: 'what asks for a restore', type: restore, objects: orders },
    ])('$what has no field that the operator does not know, and none that it refuses', ({ type, objects }) => {
      const judge = judgeOf(type);
      expect(objects.map((object) => judge(object)).filter((verdict) => !isDeepStrictEqual(verdict, ACCEPTED))).toEqual(
        [],
      );
    });

    it('would be noticed if it were wrong', () => {
      const [order] = orders as (KubeObject & { spec: object })[];
      expect(judgeOf(restore)({ ...order!, spec: { ...order!.spec, backupSource: 'x' } } as KubeObject).errors).toEqual(
        [expect.stringContaining('backupSource')],
      );
    });
  });
});
