import type { LookupFunction } from 'node:net';
import { ManualClock } from '../../test/doubles/manual-clock.js';
import { AZURE_KEY, AzureStore } from '../../test/doubles/object-stores/azure-store.js';
import { GCS_KEY, GcsStore, STRANGERS_KEY } from '../../test/doubles/object-stores/gcs-store.js';
import { S3_KEYS, S3Store, type S3ErrorCode } from '../../test/doubles/object-stores/s3-store.js';
import type { BucketTarget } from './bucket-visitor.js';
import { StorageProber, type ProbeResult } from './probe.js';

const LOOPBACK = { allowed: ['127.0.0.0/8'] };
const prober = new StorageProber({ egress: LOOPBACK });

const inS3 = (store: S3Store, change: Partial<BucketTarget['location']> = {}): BucketTarget => ({
  location: { type: 'S3', bucket: 'backups', prefix: 'prod/eu', endpoint: store.url, forcePathStyle: true, ...change },
  credentials: { kind: 'S3', ...S3_KEYS },
});

const refused = (reason: string, step = 'write'): object => ({ usable: false, reason, step });

describe('the probe of an S3 bucket', () => {
  let store: S3Store;

  beforeEach(async () => {
    store = await S3Store.start();
  });

  afterEach(() => store.stop());

  const objectsWritten = (): string[] => store.server.requests.filter((line) => line.startsWith('PUT'));

  it('writes under the prefix, lists, reads back, deletes, and leaves nothing', async () => {
    expect(await prober.probe(inS3(store))).toEqual({ usable: true });
    const verbs = store.server.requests.map((line) => line.split(' ')[0]);
    expect(verbs).toEqual(['PUT', 'GET', 'GET', 'DELETE']);
    expect(objectsWritten()[0]).toMatch(/^PUT \/backups\/prod\/eu\/\.dbaas-probe\/[0-9a-f]{24}/);
    expect(store.keysIn('backups')).toEqual([]);
  });

  it('names another object each time, so that two replicas never meet', async () => {
    await prober.probe(inS3(store));
    await prober.probe(inS3(store, { prefix: undefined }));
    const [first, second] = objectsWritten();
    expect(first).not.toBe(second);
    expect(second).toMatch(/^PUT \/backups\/\.dbaas-probe\//);
  });

  it.each<{ code: S3ErrorCode; method: string; reason: string; step?: string }>([
    { code: 'AccessDenied', method: 'PUT', reason: 'AccessDenied' },
    { code: 'AccessDenied', method: 'GET', reason: 'AccessDenied', step: 'list' },
    { code: 'AccessDenied', method: 'DELETE', reason: 'AccessDenied', step: 'delete' },
    { code: 'QuotaExceeded', method: 'PUT', reason: 'BucketFull' },
    { code: 'XMinioStorageFull', method: 'PUT', reason: 'BucketFull' },
    { code: 'PermanentRedirect', method: 'PUT', reason: 'WrongRegion' },
    { code: 'SlowDown', method: 'PUT', reason: 'EndpointUnavailable' },
    { code: 'InternalError', method: 'PUT', reason: 'EndpointUnavailable' },
    { code: 'RequestTimeTooSkewed', method: 'PUT', reason: 'ClockSkew' },
    { code: 'MethodNotAllowed', method: 'PUT', reason: 'ProbeFailed' },
  ])('says $reason when the store answers $code to $method', async ({ code, method, reason, step }) => {
    store.refusals.set(method, code);
    expect(await prober.probe(inS3(store))).toMatchObject(refused(reason, step));
    store.refusals.clear();
    expect(await prober.probe(inS3(store))).toEqual({ usable: true });
  });

  it.each([
    { what: 'an unknown key', keys: { ...S3_KEYS, accessKeyId: 'AKIDUNKNOWN' } },
    { what: 'a wrong secret', keys: { ...S3_KEYS, secretAccessKey: 'guessed' } },
  ])('says InvalidCredentials of $what, and shows nothing of it', async ({ keys }) => {
    const result = await prober.probe({ ...inS3(store), credentials: { kind: 'S3', ...keys } });
    expect(result).toMatchObject(refused('InvalidCredentials'));
    expect(JSON.stringify(result)).not.toContain(keys.secretAccessKey);
    expect(JSON.stringify(result)).not.toContain(keys.accessKeyId);
  });

  it('says BucketNotFound of a bucket that is not there', async () => {
    expect(await prober.probe(inS3(store, { bucket: 'elsewhere' }))).toMatchObject(refused('BucketNotFound'));
  });

  it('says ReadBackMismatch when other bytes come back, and still deletes what it wrote', async () => {
    store.corruption = Buffer.from('something else');
    expect(await prober.probe(inS3(store))).toMatchObject(refused('ReadBackMismatch', 'read back'));
    expect(store.keysIn('backups')).toEqual([]);
  });

  it('takes no more than an answer has reason to be, and fills no memory with the rest', async () => {
    store.corruption = Buffer.alloc(4 * 1024 * 1024);
    const tooLarge = { ...refused('ProbeFailed', 'read back'), code: 'RESPONSE_TOO_LARGE' };
    expect(await prober.probe(inS3(store))).toEqual(tooLarge);
    expect(store.keysIn('backups')).toEqual([]);
  });

  it('deletes what it could write and could not find again', async () => {
    store.refusals.set('GET', 'AccessDenied');
    await prober.probe(inS3(store));
    expect(store.keysIn('backups')).toEqual([]);
  });

  it('says EndpointUnreachable when nobody listens', async () => {
    const target = inS3(store);
    await store.stop();
    expect(await prober.probe(target)).toMatchObject({ ...refused('EndpointUnreachable'), code: 'ECONNREFUSED' });
    store = await S3Store.start();
  });

  it('says ClockSkew of a store that lives in another hour', async () => {
    const late = await S3Store.start({ now: () => Date.now() + 3_600_000 });
    const result = await prober.probe(inS3(late));
    await late.stop();
    expect(result).toMatchObject(refused('ClockSkew'));
  });

  describe('of a store that never answers', () => {
    const silent = async (signal?: AbortSignal): Promise<{ clock: ManualClock; result: Promise<ProbeResult> }> => {
      store.server.isSilent = true;
      const clock = new ManualClock();
      const result = new StorageProber({ egress: LOOPBACK, clock, timeoutMs: 5_000 }).probe(inS3(store), signal);
      result.catch(() => undefined);
      while (store.server.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
      return { clock, result };
    };

    it('gives up after its time', async () => {
      const { clock, result } = await silent();
      await clock.advance(5_000);
      expect(await result).toEqual(refused('Timeout'));
    });

    it('ends with its caller, who is told no untruth about the store', async () => {
      const ending = new AbortController();
      const { result } = await silent(ending.signal);
      ending.abort(new Error('the process ends'));
      await expect(result).rejects.toThrow('the process ends');
    });
  });
});

describe('egress', () => {
  const strict = (resolve?: LookupFunction): StorageProber => new StorageProber({ egress: { allowed: [] }, resolve });
  const resolvingTo =
    (...addresses: string[]): LookupFunction =>
    (_host, options, callback) => {
      const found = addresses.map((address) => ({ address, family: 4 }));
      if (options.all) callback(null, found);
      else callback(null, addresses[0]!, 4);
    };

  const at = (endpoint: string): BucketTarget => ({
    location: { type: 'S3', bucket: 'backups', endpoint, forcePathStyle: true },
    credentials: { kind: 'S3', ...S3_KEYS },
  });

  it.each([
    'http://127.0.0.1:9',
    'http://[::1]:9',
    'http://[::ffff:127.0.0.1]:9',
    'http://169.254.169.254',
    'http://169.254.10.1',
    'http://[fd00:ec2::254]',
    'http://0.0.0.0:9',
    'http://2130706433:9',
    'http://metadata.google.internal',
    'https://metadata.google.internal',
  ])('never calls %s', async (endpoint) => {
    expect(await strict().probe(at(endpoint))).toMatchObject(refused('EndpointForbidden'));
  });

  it.each([
    { what: 'leads to the machine itself', addresses: ['127.0.0.1'] },
    { what: 'leads to the metadata service', addresses: ['169.254.169.254'] },
    { what: 'leads there too', addresses: ['203.0.113.9', '127.0.0.1'] },
  ])('judges where a name leads at that moment: one that $what is not called', async ({ addresses }) => {
    const result = await strict(resolvingTo(...addresses)).probe(at('http://store.example.com'));
    expect(result).toMatchObject(refused('EndpointForbidden'));
  });

  it('judges each connection anew: a name that turns to the machine later gains nothing', async () => {
    const store = await S3Store.start();
    const { port } = store.server;
    const prober = new StorageProber({ egress: { allowed: ['127.0.0.1/32'] }, resolve: resolvingTo('127.0.0.1') });
    const rebound = new StorageProber({ egress: { allowed: ['127.0.0.1/32'] }, resolve: resolvingTo('127.0.0.2') });
    const target = at(`http://store.example.com:${port}`);
    expect(await prober.probe(target)).toEqual({ usable: true });
    expect(await rebound.probe(target)).toMatchObject(refused('EndpointForbidden'));
    await store.stop();
  });
});

describe('the probe of a GCS bucket', () => {
  let store: GcsStore;

  beforeAll(async () => {
    store = await GcsStore.start();
  });

  afterAll(() => store.stop());

  const probe = (bucket: string, key = GCS_KEY): Promise<ProbeResult> =>
    new StorageProber({ egress: LOOPBACK, google: store.options }).probe({
      location: { type: 'GCS', bucket, prefix: 'prod' },
      credentials: { kind: 'GCS', ...key },
    });

  it('writes, reads back and deletes', async () => {
    expect(await probe('backups')).toEqual({ usable: true });
    expect(store.objects.size).toBe(0);
  });

  it.each([
    { reason: 'BucketNotFound', bucket: 'elsewhere', key: GCS_KEY },
    { reason: 'InvalidCredentials', bucket: 'backups', key: STRANGERS_KEY },
  ])('says $reason', async ({ reason, bucket, key }) => {
    expect(await probe(bucket, key)).toMatchObject(refused(reason));
  });
});

describe('the probe of an Azure container', () => {
  let store: AzureStore;

  beforeAll(async () => {
    store = await AzureStore.start();
  });

  afterAll(() => store.stop());

  const probe = (bucket: string, key = AZURE_KEY, egress = LOOPBACK): Promise<ProbeResult> =>
    new StorageProber({ egress }).probe({
      location: { type: 'Azure', bucket, prefix: 'prod', endpoint: store.url },
      credentials: { kind: 'Azure', ...key },
    });

  it('writes, reads back and deletes', async () => {
    expect(await probe('backups')).toEqual({ usable: true });
    expect(store.blobs.size).toBe(0);
  });

  it.each([
    { reason: 'BucketNotFound', bucket: 'elsewhere', key: AZURE_KEY },
    { reason: 'InvalidCredentials', bucket: 'backups', key: { ...AZURE_KEY, accountKey: 'Z3Vlc3NlZA==' } },
    { reason: 'InvalidCredentials', bucket: 'backups', key: { ...AZURE_KEY, accountName: 'other' } },
  ])('says $reason', async ({ reason, bucket, key }) => {
    expect(await probe(bucket, key)).toMatchObject(refused(reason));
  });

  it('keeps to the same rules of egress', async () => {
    expect(await probe('backups', AZURE_KEY, { allowed: [] })).toMatchObject(refused('EndpointForbidden'));
  });
});
