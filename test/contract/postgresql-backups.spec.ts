import { formatFieldError } from '../../src/kube/schema/index.js';
import type { KubeObject, ResourceType } from '../../src/kube/meta/index.js';
import type { ApplyInput } from '../../src/providers/contract/index.js';
import { BACKUPS } from '../../src/providers/postgresql/backups/driver.js';
import { CNPG_BACKUP, OBJECT_STORE } from '../../src/providers/postgresql/upstream-backups.js';
import { CNPG_CLUSTER } from '../../src/providers/postgresql/upstream.js';
import type { BackupStorageSpec } from '../../src/resources/backup-storage/index.js';
import type { ClusterBackup, RecoverySource } from '../../src/resources/database-cluster/index.js';
import type { Cluster as StandInCluster } from '../../src/sandbox/engines/postgresql/cluster.js';
import { withDefaults } from '../../src/sandbox/engines/postgresql/webhook/defaults.js';
import { validateCluster } from '../../src/sandbox/engines/postgresql/webhook/validate-cluster.js';
import { renderPostgresql, type Rendered } from '../builders/apply-input.js';
import { aBackupStorage } from '../builders/backup-storage.js';
import { anArchiver, anObjectStore } from '../builders/barman.js';
import { aCnpgCluster } from '../builders/cnpg.js';
import { aDatabaseBackup } from '../builders/database-backup.js';
import { aDatabaseCluster } from '../builders/database-cluster.js';
import { ObservedObjects } from '../builders/observed.js';
import { judgeOf, missingCrds, type Admission } from './operator-crds.js';

const ACCEPTED: Admission = { unknownFields: [], errors: [] };
const ARCHIVE = 'team-a/payments-1a2b3c4d-1-v17';

const keyless = { credentialsRef: undefined, workloadIdentity: true };
const notS3 = { region: undefined };

const STORAGES: Readonly<Record<string, Partial<BackupStorageSpec>>> = {
  'S3 by keys': {},
  'S3 by identity': keyless,
  'a store like S3': {
    ...notS3,
    prefix: 'prod/eu',
    endpoint: 'https://s3.example.com',
    forcePathStyle: true,
    caRef: { name: 'store-ca', key: 'ca.crt' },
  },
  'GCS by keys': { ...notS3, type: 'GCS' },
  'GCS by identity': { ...notS3, ...keyless, type: 'GCS' },
  Azure: { ...notS3, type: 'Azure', endpoint: 'https://acme.blob.core.windows.net' },
};

const BACKUPS_ASKED: readonly Omit<ClusterBackup, 'storageRef'>[] = [
  {},
  { retention: { recoveryWindowDays: 3650 }, resources: { cpu: '2', memory: '4Gi' } },
];

const SOURCES: readonly Partial<RecoverySource>[] = [
  {},
  { backupId: '20261122T115000' },
  { time: '2026-11-22T12:30:00Z' },
  { backupId: '20261122T115000', time: '2026-11-22T13:30:00.5+01:00' },
  { archive: 'pg-main' },
];

interface Row {
  readonly of: string;
  readonly rendered: Rendered;
}

function render(storage: Partial<BackupStorageSpec>, changes: Partial<ApplyInput> = {}): Rendered {
  return renderPostgresql({ storage: aBackupStorage(storage), sourceStorage: aBackupStorage(storage), ...changes });
}

/** Every storage with every way to ask for backups, and with every kind of source. */
const ROWS: readonly Row[] = Object.entries(STORAGES).flatMap(([of, storage]) => [
  ...BACKUPS_ASKED.map((asked) => ({
    of,
    rendered: render(storage, { cluster: aDatabaseCluster({ backup: { ...asked, storageRef: { name: 'main' } } }) }),
  })),
  ...SOURCES.flatMap((source) =>
    [undefined, { storageRef: { name: 'main' } }].map((backup) => ({
      of: `${of}, recovering ${JSON.stringify(source)}`,
      rendered: render(storage, {
        cluster: aDatabaseCluster({ backup }),
        incarnation: { number: 2, source: { storage: 'main', archive: ARCHIVE, ...source } },
      }),
    })),
  ),
]);

const skipped = missingCrds([CNPG_CLUSTER, CNPG_BACKUP, OBJECT_STORE]);
const describeWithCrds = skipped ? describe.skip : describe;

describeWithCrds(`backups, by the CRDs of their operators${skipped ? ` (skipped: ${skipped})` : ''}`, () => {
  const judge = (type: ResourceType, object: KubeObject): Admission => judgeOf(type)(object);

  it.each(ROWS)('are rendered as they are known there: $of', ({ rendered: { cluster, stores } }) => {
    expect(judge(CNPG_CLUSTER, cluster)).toEqual(ACCEPTED);
    expect(stores.length).toBeGreaterThan(0);
    expect(stores.map((store) => judge(OBJECT_STORE, store))).toEqual(stores.map(() => ACCEPTED));
  });

  it('are asked for as they are known there', () => {
    const observed = new ObservedObjects()
      .with(CNPG_CLUSTER, aCnpgCluster({ spec: { plugins: [anArchiver()] } }))
      .with(OBJECT_STORE, anObjectStore());
    const subject = { cluster: aDatabaseCluster(), backup: aDatabaseBackup(), observed };
    expect(judge(CNPG_BACKUP, BACKUPS.request(subject).object)).toEqual(ACCEPTED);
  });

  it('would be noticed if they were wrong', () => {
    const store = anObjectStore();
    const { configuration } = store.spec;
    const named = { ...store, spec: { ...store.spec, configuration: { ...configuration, serverName: 'orders' } } };
    expect(judge(OBJECT_STORE, named).errors).toHaveLength(1);
    const forever = { ...store, spec: { ...store.spec, retentionPolicy: '0d' } };
    expect(judge(OBJECT_STORE, forever).errors).toHaveLength(1);
    const styled = { ...store, spec: { ...store.spec, configuration: { ...configuration, forcePathStyle: true } } };
    expect(judge(OBJECT_STORE, styled).unknownFields).toEqual(['spec.configuration.forcePathStyle']);
  });
});

describe('backups, by the rules of the webhooks', () => {
  const problemsOf = ({ cluster }: Rendered, before?: Rendered): string[] => {
    const stored = (object: Rendered['cluster']): StandInCluster => withDefaults(object as unknown as StandInCluster);
    return validateCluster(stored(cluster), before && stored(before.cluster)).map(formatFieldError);
  };

  it.each(ROWS)('are accepted: $of', ({ rendered }) => {
    expect(problemsOf(rendered)).toEqual([]);
  });

  it.each(ROWS)('are accepted of a database that had none, and taken away again: $of', ({ rendered }) => {
    const without = renderPostgresql({ cluster: aDatabaseCluster() });
    expect([...problemsOf(rendered, without), ...problemsOf(without, rendered)]).toEqual([]);
  });
});
