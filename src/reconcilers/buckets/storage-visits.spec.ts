import { aBackupStorage } from '../../../test/builders/backup-storage.js';
import { aKubeError, refusing } from '../../../test/builders/kube-error.js';
import { S3_KEYS, S3Store } from '../../../test/doubles/object-stores/s3-store.js';
import { ScriptedKubeClient } from '../../../test/doubles/scripted-kube-client.js';
import { BucketVisitor, findObject, type BucketWork } from '../../object-storage/index.js';
import type { BackupStorageSpec } from '../../resources/backup-storage/index.js';
import { StorageVisits, type StorageVisit } from './storage-visits.js';

const LIMITS = { timeoutMs: 10_000, maxReceivedBytes: 256 * 1024 };
const encoded = (data: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(data).map(([key, text]) => [key, Buffer.from(text).toString('base64')]));

describe('a visit to the bucket of a storage', () => {
  let store: S3Store;
  let keys: Record<string, string> | undefined;
  const client = new ScriptedKubeClient({ get: () => (keys ? { data: encoded(keys) } : refusing('NotFound')()) });

  beforeEach(async () => {
    store = await S3Store.start();
    keys = S3_KEYS;
  });

  afterEach(() => store.stop());

  const visit = <T>(work: BucketWork<T>, spec: Partial<BackupStorageSpec> = {}): Promise<StorageVisit<T>> => {
    const visitor = new BucketVisitor({ egress: { allowed: ['127.0.0.0/8'] } });
    const visits = new StorageVisits({ client, visitor, mayUseOwnIdentity: false });
    const storage = aBackupStorage({ endpoint: store.url, forcePathStyle: true, prefix: 'prod', ...spec });
    return visits.visit(storage, work, LIMITS, new AbortController().signal);
  };

  const write: BucketWork<string> = async (bucket, signal) => {
    await bucket.put('a', Buffer.from('x'), signal);
    return 'written';
  };

  it('is made with what the Secret holds at that moment', async () => {
    expect(await visit(write)).toEqual({ isDone: true, value: 'written' });
    expect(store.keysIn('backups')).toEqual(['prod/a']);
    keys = { ...S3_KEYS, secretAccessKey: 'guessed' };
    const visited = await visit(write);
    expect(visited).toMatchObject({ isDone: false, trouble: { reason: 'InvalidCredentials' } });
    expect(JSON.stringify(visited)).not.toContain('guessed');
    expect(JSON.stringify(visited)).not.toContain(S3_KEYS.accessKeyId);
  });

  it.each<{ what: string; reason: string; prepare?: () => unknown; spec?: Partial<BackupStorageSpec> }>([
    { what: 'no Secret', reason: 'SecretNotFound', prepare: () => (keys = undefined) },
    { what: 'half a Secret', reason: 'SecretIncomplete', prepare: () => (keys = { accessKeyId: 'AKID' }) },
    {
      what: 'an identity that is not lent',
      reason: 'WorkloadIdentityDisabled',
      spec: { credentialsRef: undefined, workloadIdentity: true },
    },
    { what: 'another bucket', reason: 'BucketNotFound', spec: { bucket: 'elsewhere' } },
    { what: 'an address that is refused', reason: 'EndpointForbidden', spec: { endpoint: 'http://169.254.169.254' } },
  ])('ends with $reason with $what', async ({ reason, prepare, spec }) => {
    prepare?.();
    expect(await visit((bucket, signal) => findObject(bucket, 'a', signal), spec)).toMatchObject({
      isDone: false,
      trouble: { reason, message: expect.stringMatching(/\.$/) },
    });
  });

  it('is no statement about the bucket when the API server does not answer', async () => {
    const error = aKubeError('ServiceUnavailable');
    const visits = new StorageVisits({
      client: new ScriptedKubeClient({
        get: () => {
          throw error;
        },
      }),
      visitor: new BucketVisitor({ egress: { allowed: [] } }),
      mayUseOwnIdentity: false,
    });
    const visiting = visits.visit(aBackupStorage(), write, LIMITS, new AbortController().signal);
    await expect(visiting).rejects.toBe(error);
  });
});
