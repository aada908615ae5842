import { AZURE_KEY } from '../../test/doubles/object-stores/azure-store.js';
import { GCS_KEY } from '../../test/doubles/object-stores/gcs-store.js';
import { S3_KEYS } from '../../test/doubles/object-stores/s3-store.js';
import type { ObjectStorageType } from './bucket.js';
import { IncompleteCredentialsError, readCredentials } from './credentials.js';

const SERVICE_ACCOUNT = {
  type: 'service_account',
  client_email: GCS_KEY.clientEmail,
  private_key: GCS_KEY.privateKey,
  project_id: GCS_KEY.projectId,
};
const keyOf = (change: object = {}): Record<string, string> => ({
  serviceAccountKey: JSON.stringify({ ...SERVICE_ACCOUNT, ...change }),
});

describe('credentials from a Secret', () => {
  it.each<{ type: ObjectStorageType; data: Record<string, string>; found: object }>([
    { type: 'S3', data: { ...S3_KEYS }, found: S3_KEYS },
    { type: 'GCS', data: keyOf(), found: GCS_KEY },
    { type: 'Azure', data: { ...AZURE_KEY }, found: AZURE_KEY },
  ])('of the type $type are read whole', ({ type, data, found }) => {
    expect(readCredentials(type, data)).toEqual({ kind: type, ...found });
  });

  it.each<{ what: string; type: ObjectStorageType; data: Record<string, string>; named: string }>([
    { what: 'no secret', type: 'S3', data: { accessKeyId: 'a' }, named: 'secretAccessKey' },
    { what: 'an empty key', type: 'S3', data: { ...S3_KEYS, accessKeyId: '' }, named: 'accessKeyId' },
    { what: 'keys of another type', type: 'Azure', data: { ...S3_KEYS }, named: 'accountName and accountKey' },
    { what: 'a key that is no base64', type: 'Azure', data: { ...AZURE_KEY, accountKey: 'no!' }, named: 'accountKey' },
    { what: 'text', type: 'GCS', data: { serviceAccountKey: 'hunter2' }, named: 'serviceAccountKey' },
    { what: 'a key that is none', type: 'GCS', data: keyOf({ private_key: 'hunter2' }), named: 'private_key' },
    { what: 'no address', type: 'GCS', data: keyOf({ client_email: 1 }), named: 'client_email' },
    {
      what: 'credentials that would have others asked for a token',
      type: 'GCS',
      data: keyOf({ type: 'external_account', credential_source: { url: 'http://169.254.169.254/' } }),
      named: 'service account',
    },
  ])('are refused for $what, by the name of the key alone', ({ type, data, named }) => {
    const read = (): unknown => readCredentials(type, data);
    expect(read).toThrow(IncompleteCredentialsError);
    expect(read).toThrow(named);
    expect(read).not.toThrow('hunter2');
  });
});
