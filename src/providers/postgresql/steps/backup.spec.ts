import { renderPostgresql, observing } from '../../../../test/builders/apply-input.js';
import { aBackupStorage } from '../../../../test/builders/backup-storage.js';
import { anArchiver, anObjectStore, SERVER_NAME } from '../../../../test/builders/barman.js';
import { aCnpgCluster } from '../../../../test/builders/cnpg.js';
import { aDatabaseCluster } from '../../../../test/builders/database-cluster.js';
import { aDatabaseEngine, aVersion, imageOf } from '../../../../test/builders/database-engine.js';
import { ObservedObjects } from '../../../../test/builders/observed.js';
import type { BackupStorageSpec } from '../../../resources/backup-storage/index.js';
import type { ClusterBackup } from '../../../resources/database-cluster/index.js';
import type { ApplyInput } from '../../contract/index.js';
import { OBJECT_STORE, type ObjectStoreSpec } from '../upstream-backups.js';
import { CNPG_CLUSTER } from '../upstream.js';
import { RENDERED_CONFIG } from './rollout.js';

const BACKED_UP = { storageRef: { name: 'main' } };

const renderBackup = (changes: Partial<ApplyInput> = {}): ReturnType<typeof renderPostgresql> =>
  renderPostgresql({ cluster: aDatabaseCluster({ backup: BACKED_UP }), storage: aBackupStorage(), ...changes });

const storeOf = (backup: Partial<ClusterBackup>, storage: Partial<BackupStorageSpec> = {}): ObjectStoreSpec =>
  renderBackup({
    cluster: aDatabaseCluster({ backup: { ...BACKED_UP, ...backup } }),
    storage: aBackupStorage(storage),
  }).stores[0]!.spec;

const azure: Partial<BackupStorageSpec> = {
  type: 'Azure',
  region: undefined,
  endpoint: 'https://acme.blob.core.windows.net',
};
const gcs: Partial<BackupStorageSpec> = { type: 'GCS', region: undefined };
const keyless = { credentialsRef: undefined, workloadIdentity: true };

describe('the archive', () => {
  it('is shipped to by the plugin, into a folder of this very life of the database', () => {
    expect(renderBackup().cluster.spec.plugins).toEqual([anArchiver()]);
  });

  it.each([
    { of: 'a restored database', changes: { incarnation: { number: 2 } }, expected: 'orders-0b0e4a1e-2-v17' },
    {
      of: 'another version',
      changes: { cluster: aDatabaseCluster({ version: '16', backup: BACKED_UP }) },
      expected: 'orders-0b0e4a1e-1-v16',
    },
  ])('of $of is another', ({ changes, expected }) => {
    expect(renderBackup(changes).cluster.spec.plugins?.[0]?.parameters.serverName).toBe(expected);
  });

  it('changes with the image, and not before: settings that must go first keep the old version', () => {
    const live = aCnpgCluster({ annotations: { [RENDERED_CONFIG]: '{"old_setting":"1"}' } });
    const cluster = aDatabaseCluster({ version: '18.4', backup: BACKED_UP });
    const staged = renderBackup({ cluster, observed: observing(live) }).cluster.spec;
    expect([staged.imageName, staged.plugins?.[0]?.parameters.serverName]).toEqual([imageOf('17.6'), SERVER_NAME]);
    const ready = aCnpgCluster({ annotations: { [RENDERED_CONFIG]: '{}' } });
    const next = renderBackup({ cluster, observed: observing(ready) }).cluster.spec;
    expect([next.imageName, next.plugins?.[0]?.parameters.serverName]).toEqual([
      imageOf('18.4'),
      'orders-0b0e4a1e-1-v18',
    ]);
  });

  describe('that was interrupted', () => {
    const shipped = (number: number, storage = 'main', plugins = [anArchiver()]) =>
      observing(
        aCnpgCluster({
          spec: { plugins },
          annotations: { 'dbaas.io/archiving': `{"number":${number},"storage":"${storage}"}` },
        }),
      );

    it.each<{ when: string; changes: Partial<ApplyInput>; folder: string; record: object }>([
      { when: 'it begins', changes: {}, folder: SERVER_NAME, record: { number: 1, storage: 'main' } },
      {
        when: 'it goes on',
        changes: { observed: shipped(1) },
        folder: SERVER_NAME,
        record: { number: 1, storage: 'main' },
      },
      {
        when: 'it goes on after an interruption',
        changes: { observed: shipped(2) },
        folder: `${SERVER_NAME}-2`,
        record: { number: 2, storage: 'main' },
      },
      {
        when: 'backups were off for a while',
        changes: { observed: shipped(1, 'main', []) },
        folder: `${SERVER_NAME}-2`,
        record: { number: 2, storage: 'main' },
      },
      {
        when: 'it was elsewhere, and comes back',
        changes: { observed: shipped(2, 'other') },
        folder: `${SERVER_NAME}-3`,
        record: { number: 3, storage: 'main' },
      },
      {
        when: 'the record is not one of ours',
        changes: { observed: observing(aCnpgCluster({ annotations: { 'dbaas.io/archiving': 'null' } })) },
        folder: SERVER_NAME,
        record: { number: 1, storage: 'main' },
      },
    ])('has no hole in it: $when', ({ changes, folder, record }) => {
      const { spec, metadata } = renderBackup(changes).cluster;
      expect(spec.plugins?.[0]?.parameters.serverName).toBe(folder);
      expect(JSON.parse(metadata.annotations!['dbaas.io/archiving']!)).toEqual({ ...record, life: 1 });
    });

    it('is remembered while there are no backups', () => {
      const rendered = renderBackup({ cluster: aDatabaseCluster(), observed: shipped(4, 'other') }).cluster;
      expect(rendered.metadata.annotations).toMatchObject({ 'dbaas.io/archiving': '{"number":4,"storage":"other"}' });
      expect(renderBackup({ cluster: aDatabaseCluster() }).cluster.metadata.annotations).not.toHaveProperty(
        'dbaas.io/archiving',
      );
    });
  });

  it('goes by the catalogue where the tag of an image tells nothing', () => {
    const engine = aDatabaseEngine({ versions: [aVersion('17.6', { image: 'mirror.example/pg:stable' })] });
    expect(renderBackup({ engine }).cluster.spec.plugins).toEqual([anArchiver()]);
  });

  it.each<{ when: string; changes: Partial<ApplyInput>; stores: number }>([
    { when: 'nobody asks for backups', changes: { cluster: aDatabaseCluster() }, stores: 0 },
    { when: 'the storage is not known', changes: { storage: undefined }, stores: 0 },
    {
      when: 'the plugin is not there: its name alone would hold the operator up',
      changes: { observed: new ObservedObjects().withoutKind(OBJECT_STORE) },
      stores: 0,
    },
    {
      when: "somebody else's store has the name: whoever writes the children says so",
      changes: { observed: new ObservedObjects().with(OBJECT_STORE, anObjectStore({ labels: {} })) },
      stores: 1,
    },
  ])('is none while $when', ({ changes, stores }) => {
    const rendered = renderBackup(changes);
    expect(rendered.cluster.spec).not.toHaveProperty('plugins');
    expect(rendered.stores).toHaveLength(stores);
  });

  it('stays with the store that is ours', () => {
    const observed = new ObservedObjects().with(OBJECT_STORE, anObjectStore()).with(CNPG_CLUSTER, aCnpgCluster());
    expect(renderBackup({ observed }).cluster.spec.plugins).toEqual([anArchiver()]);
  });
});

describe('the store', () => {
  it('is one for each cluster, and says which storage it was made from', () => {
    expect(renderBackup().stores.map(({ metadata }) => metadata)).toEqual([
      {
        name: 'orders-backups',
        namespace: 'team-a',
        labels: { 'app.kubernetes.io/component': 'backup' },
        annotations: { 'dbaas.io/storage': 'main' },
      },
    ]);
  });

  it.each<[Partial<BackupStorageSpec>, string]>([
    [{}, 's3://backups/team-a'],
    [{ prefix: 'prod/eu' }, 's3://backups/prod/eu/team-a'],
    [gcs, 'gs://backups/team-a'],
    [{ ...azure, prefix: 'prod' }, 'https://acme.blob.core.windows.net/backups/prod/team-a'],
  ])('made from %j leads to %s', (storage, destinationPath) => {
    expect(storeOf({}, storage).configuration.destinationPath).toBe(destinationPath);
  });

  it.each<{ of: string; storage: Partial<BackupStorageSpec>; expected: object }>([
    {
      of: 'S3 by keys',
      storage: {},
      expected: {
        s3Credentials: {
          accessKeyId: { name: 'keys', key: 'accessKeyId' },
          secretAccessKey: { name: 'keys', key: 'secretAccessKey' },
        },
      },
    },
    {
      of: 'S3 by identity',
      storage: keyless,
      expected: { s3Credentials: { inheritFromIAMRole: true } },
    },
    {
      of: 'GCS by keys',
      storage: gcs,
      expected: { googleCredentials: { applicationCredentials: { name: 'keys', key: 'serviceAccountKey' } } },
    },
    {
      of: 'GCS by identity',
      storage: { ...gcs, ...keyless },
      expected: { googleCredentials: { gkeEnvironment: true } },
    },
    {
      of: 'Azure',
      storage: azure,
      expected: {
        azureCredentials: {
          storageAccount: { name: 'keys', key: 'accountName' },
          storageKey: { name: 'keys', key: 'accountKey' },
        },
      },
    },
  ])('enters $of', ({ storage, expected }) => {
    const { s3Credentials, googleCredentials, azureCredentials } = storeOf({}, storage).configuration;
    expect({ s3Credentials, googleCredentials, azureCredentials }).toEqual(expected);
  });

  it('knows the address and the certificates of a store that is not that of Amazon', () => {
    const caRef = { name: 'store-ca', key: 'ca.crt' };
    const { configuration } = storeOf({}, { endpoint: 'https://s3.example.com', caRef });
    expect(configuration).toMatchObject({ endpointURL: 'https://s3.example.com', endpointCA: caRef });
  });

  it('of Azure has its address in the destination alone', () => {
    expect(storeOf({}, azure).configuration).not.toHaveProperty('endpointURL');
  });

  it.each<{ of: string; storage: Partial<BackupStorageSpec>; names: Record<string, string> | undefined }>([
    { of: 'S3', storage: {}, names: { AWS_DEFAULT_REGION: 'eu-west-3' } },
    {
      of: 'a store like S3',
      storage: { region: undefined, endpoint: 'http://minio:9000' },
      names: {
        AWS_DEFAULT_REGION: 'us-east-1',
        AWS_REQUEST_CHECKSUM_CALCULATION: 'when_required',
        AWS_RESPONSE_CHECKSUM_VALIDATION: 'when_required',
      },
    },
    { of: 'GCS', storage: gcs, names: undefined },
    { of: 'Azure', storage: azure, names: undefined },
  ])('tells the client of $of what Barman has no field for', ({ storage, names }) => {
    const { env } = storeOf({}, storage).instanceSidecarConfiguration;
    expect(env && Object.fromEntries(env.map(({ name, value }) => [name, value]))).toEqual(names);
  });

  it('has log and backups compressed', () => {
    expect(storeOf({}).configuration).toMatchObject({ wal: { compression: 'gzip' }, data: { compression: 'gzip' } });
  });

  it.each([
    [{ recoveryWindowDays: 14 }, '14d'],
    [undefined, undefined],
  ])('keeps by %j for %s', (retention, expected) => {
    expect(storeOf({ retention }).retentionPolicy).toBe(expected);
  });

  it.each([
    [undefined, { cpu: '500m', memory: '512Mi' }],
    [{ memory: '2Gi' }, { cpu: '500m', memory: '2Gi' }],
    [
      { cpu: '2', memory: '2Gi' },
      { cpu: '2', memory: '2Gi' },
    ],
  ])('asked for %j gives its process %j', (resources, expected) => {
    const { resources: given } = storeOf({ resources }).instanceSidecarConfiguration;
    expect(given).toEqual({ requests: expected, limits: expected });
  });
});
