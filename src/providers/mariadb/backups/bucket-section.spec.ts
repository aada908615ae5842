import { aBackupStorage } from '../../../../test/builders/backup-storage.js';
import { bucketSecretName } from '../../../domain/naming.js';
import type { BackupStorageSpec } from '../../../resources/backup-storage/index.js';
import { bucketSection, refuseStorage } from './bucket-section.js';
import { SECRETS } from './secrets.js';

const ARCHIVE = 'team-a/orders-0b0e4a1e-1-v11.8';
const KEYS = bucketSecretName('orders', 'main');
const azure: Partial<BackupStorageSpec> = {
  type: 'Azure',
  region: undefined,
  endpoint: 'https://acme.blob.core.windows.net',
};

describe('a folder of a bucket', () => {
  it.each<{ of: string; storage: Partial<BackupStorageSpec>; expected: object }>([
    {
      of: 'Amazon',
      storage: { region: 'eu-west-3', prefix: 'prod' },
      expected: {
        prefix: `prod/${ARCHIVE}`,
        endpoint: 's3.eu-west-3.amazonaws.com',
        region: 'eu-west-3',
        tls: { enabled: true },
      },
    },
    {
      of: 'a store on the network, without TLS',
      storage: { region: undefined, endpoint: 'http://minio:9000' },
      expected: { prefix: ARCHIVE, endpoint: 'minio:9000', tls: { enabled: false } },
    },
    {
      of: 'a store with an authority of its own',
      storage: { endpoint: 'https://s3.example.com', caRef: { name: 'store-ca', key: 'ca.crt' } },
      expected: {
        endpoint: 's3.example.com',
        tls: { enabled: true, caSecretKeyRef: { name: 'store-ca', key: 'ca.crt' } },
      },
    },
  ])('of $of is named as the operator wants it', ({ storage, expected }) => {
    expect(bucketSection('orders', aBackupStorage(storage), ARCHIVE).s3).toMatchObject({
      bucket: 'backups',
      accessKeyIdSecretKeyRef: { name: KEYS, key: 'accessKeyId' },
      secretAccessKeySecretKeyRef: { name: KEYS, key: 'secretAccessKey' },
      ...expected,
    });
  });

  it('of Azure has its account from the address', () => {
    expect(bucketSection('orders', aBackupStorage(azure), ARCHIVE)).toEqual({
      azureBlob: {
        containerName: 'backups',
        prefix: ARCHIVE,
        serviceURL: 'https://acme.blob.core.windows.net',
        storageAccountName: 'acme',
        storageAccountKey: { name: KEYS, key: 'accountKey' },
        tls: { enabled: true },
      },
    });
  });

  it.each<Partial<BackupStorageSpec>>([{}, azure])('made from %j can be used', (storage) => {
    expect(refuseStorage(aBackupStorage(storage))).toBeUndefined();
  });

  it.each<[Partial<BackupStorageSpec>, RegExp]>([
    [{ ...azure, endpoint: 'https://blobs.example.com' }, /<account>\.blob\.core\.windows\.net/],
    [{ type: 'GCS' }, /HMAC key/],
    [{ credentialsRef: undefined, workloadIdentity: true }, /give the storage keys/],
  ])('made from %j is refused by %s', (storage, reason) => {
    expect(refuseStorage(aBackupStorage(storage))).toMatch(reason);
  });
});

describe('the keys of a bucket', () => {
  it.each([
    [
      { kind: 'S3', accessKeyId: 'id', secretAccessKey: 'secret' },
      { accessKeyId: 'id', secretAccessKey: 'secret' },
    ],
    [{ kind: 'Azure', accountName: 'acme', accountKey: 'secret' }, { accountKey: 'secret' }],
    [{ kind: 'GCS', clientEmail: 'mail', privateKey: 'secret' }, {}],
  ] as const)('%j are %j', (credentials, keys) => {
    expect(SECRETS.bucketKeys(credentials)).toEqual(keys);
  });
});
