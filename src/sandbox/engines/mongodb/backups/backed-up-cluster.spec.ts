import { aPsmdb } from '../../../../../test/builders/stand-in-psmdb.js';
import type { StorageSpec } from '../psmdb.js';
import { mainStorage, storageNamed } from './backed-up-cluster.js';

const withStorages = (storages: Record<string, StorageSpec>, enabled = true) =>
  aPsmdb({ spec: { backup: { enabled, image: '', storages } } });

const s3 = { bucket: 'backups', endpointUrl: 'https://minio:9000' };
const other = { bucket: 'others' };

describe('a storage', () => {
  it.each([
    { storage: { type: 's3', s3 }, section: s3 },
    { storage: { type: 'minio', minio: { ...s3, endpointUrl: 'minio:9000', secure: true } }, section: s3 },
    {
      storage: { type: 'minio', minio: { ...s3, endpointUrl: 'minio:9000' } },
      section: { ...s3, endpointUrl: 'http://minio:9000' },
    },
  ])('of type $storage.type is at $section.endpointUrl', ({ storage, section }) => {
    expect(storageNamed(withStorages({ one: storage }), 'one')).toEqual(section);
  });

  it.each<{ storages: Record<string, StorageSpec>; error: RegExp }>([
    { storages: {}, error: /unable to get storage 'one'/ },
    { storages: { one: { type: 'gcs', gcs: {} } }, error: /S3 alone/ },
    { storages: { one: { type: 's3' } }, error: /S3 alone/ },
  ])('is none of $storages', ({ storages, error }) => {
    expect(() => storageNamed(withStorages(storages), 'one')).toThrow(error);
  });
});

it.each<{ what: string; storages: Record<string, StorageSpec>; section: object | undefined }>([
  { what: 'the only one', storages: { one: { type: 's3', s3 } }, section: s3 },
  {
    what: 'that which is said to be',
    storages: { one: { type: 's3', s3: other }, two: { type: 's3', main: true, s3 } },
    section: s3,
  },
  { what: 'none of several', storages: { one: { type: 's3', s3 }, two: { type: 's3', s3 } }, section: undefined },
  { what: 'none of a kind that the sandbox does not know', storages: { one: { type: 'gcs' } }, section: undefined },
])('the main storage is $what', ({ storages, section }) => {
  expect(mainStorage(withStorages(storages))).toEqual(section);
  expect(mainStorage(withStorages(storages, false))).toBeUndefined();
});
