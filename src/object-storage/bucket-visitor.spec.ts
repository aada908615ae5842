import { ManualClock } from '../../test/doubles/manual-clock.js';
import { AZURE_KEY, AzureStore } from '../../test/doubles/object-stores/azure-store.js';
import { GCS_KEY, GcsStore } from '../../test/doubles/object-stores/gcs-store.js';
import { S3_KEYS, S3Store } from '../../test/doubles/object-stores/s3-store.js';
import { BucketVisitor, type BucketTarget, type BucketWork, type VisitResult } from './bucket-visitor.js';
import { findObject, listFolder, readText } from './named-objects.js';

const EGRESS = { allowed: ['127.0.0.0/8'] };
const LIMITS = { timeoutMs: 10_000, maxReceivedBytes: 256 * 1024 };
const NAMES = ['a', 'a.b', 'a/1', 'a/2', 'a/b/3', 'a/b/4', 'a/c/5', 'ab/6'];

interface Place {
  readonly target: BucketTarget;
  readonly visitor: BucketVisitor;
  readonly stop: () => Promise<void>;
}

const PLACES: Readonly<Record<string, () => Promise<Place>>> = {
  S3: async () => {
    const store = await S3Store.start();
    const location = { type: 'S3', bucket: 'backups', endpoint: store.url, forcePathStyle: true } as const;
    const credentials = { kind: 'S3', ...S3_KEYS } as const;
    return {
      target: { location, credentials },
      visitor: new BucketVisitor({ egress: EGRESS }),
      stop: () => store.stop(),
    };
  },
  GCS: async () => {
    const store = await GcsStore.start();
    const location = { type: 'GCS', bucket: 'backups' } as const;
    const visitor = new BucketVisitor({ egress: EGRESS, google: store.options });
    return { target: { location, credentials: { kind: 'GCS', ...GCS_KEY } }, visitor, stop: () => store.stop() };
  },
  Azure: async () => {
    const store = await AzureStore.start();
    const location = { type: 'Azure', bucket: 'backups', endpoint: store.url } as const;
    const credentials = { kind: 'Azure', ...AZURE_KEY } as const;
    return {
      target: { location, credentials },
      visitor: new BucketVisitor({ egress: EGRESS }),
      stop: () => store.stop(),
    };
  },
};

describe.each(Object.keys(PLACES))('a visit to a bucket of %s', (type) => {
  let place: Place;

  beforeAll(async () => {
    place = await PLACES[type]!();
  });

  afterAll(() => place.stop());

  const visit = <T>(work: BucketWork<T>, prefix?: string, bucket = 'backups'): Promise<VisitResult<T>> => {
    const { target, visitor } = place;
    return visitor.visit({ ...target, location: { ...target.location, bucket, prefix } }, work, LIMITS);
  };

  const valueOf = async <T>(result: Promise<VisitResult<T>>): Promise<T> => {
    const found = await result;
    if (!found.isDone) throw new Error(`${found.reason} ${found.code}`);
    return found.value;
  };

  const fill: BucketWork<void> = async (bucket, signal) => {
    for (const name of NAMES) await bucket.put(name, Buffer.from(`content of ${name}`), signal);
  };

  it.each([undefined, 'prod/eu'])('lists names counted from the prefix %s', async (prefix) => {
    await valueOf(visit(fill, prefix));
    const folder = await valueOf(visit((bucket, signal) => listFolder(bucket, 'a', { atMost: 100 }, signal), prefix));
    expect(folder).toMatchObject({ folders: [], isWhole: true });
    expect(folder.objects.map(({ name }) => name)).toEqual(['a/1', 'a/2', 'a/b/3', 'a/b/4', 'a/c/5']);
    expect(folder.objects[0]).toMatchObject({ sizeBytes: 'content of a/1'.length, modifiedAt: expect.any(Date) });
    expect(folder.objects[0]!.modifiedAt.getTime()).toBeGreaterThan(Date.UTC(2026, 0));
  });

  it('tells the folders of a folder, and what lies in it, alone', async () => {
    const query = { atMost: 100, isShallow: true };
    const found = await valueOf(visit((bucket, signal) => listFolder(bucket, 'a', query, signal)));
    expect(found.folders).toEqual(['a/b', 'a/c']);
    expect(found.objects.map(({ name }) => name)).toEqual(['a/1', 'a/2']);
  });

  it('goes from page to page, and misses nothing and repeats nothing', async () => {
    const walk: BucketWork<string[]> = async (bucket, signal) => {
      const seen: string[] = [];
      for (let page: string | undefined = undefined, isFirst = true; isFirst || page; isFirst = false) {
        const listing: Awaited<ReturnType<typeof bucket.list>> = await bucket.list(
          { startsWith: 'a/', isShallow: true, limit: 1, page },
          signal,
        );
        seen.push(...listing.objects.map(({ name }) => name), ...listing.folders);
        page = listing.next;
      }
      return seen;
    };
    expect(await valueOf(visit(walk, 'prod/eu'))).toEqual(['a/1', 'a/2', 'a/b', 'a/c']);
  });

  it('finds an object by its whole name, and takes no longer one for it', async () => {
    const has = (name: string): Promise<boolean> =>
      valueOf(visit(async (bucket, signal) => (await findObject(bucket, name, signal)) !== undefined, 'prod/eu'));
    expect([await has('a/1'), await has('a'), await has('a/b'), await has('a/9')]).toEqual([true, true, false, false]);
  });

  it('reads a text, and none that is larger than it may be', async () => {
    const read = (name: string, maxBytes: number): Promise<string | undefined> =>
      valueOf(visit((bucket, signal) => readText(bucket, name, maxBytes, signal)));
    expect(await read('a/1', 100)).toBe('content of a/1');
    expect([await read('a/1', 5), await read('a/9', 100)]).toEqual([undefined, undefined]);
  });

  it('never takes a bucket that is not there for an empty one', async () => {
    const looking = visit((bucket, signal) => findObject(bucket, 'a/1', signal), undefined, 'elsewhere');
    expect(await looking).toMatchObject({ isDone: false, reason: 'BucketNotFound' });
  });

  it('cannot leave the prefix', async () => {
    const climb: BucketWork<unknown> = (bucket, signal) => bucket.list({ startsWith: '../', limit: 1 }, signal);
    expect(await visit(climb, 'prod/eu')).toMatchObject({ isDone: false });
  });
});

describe('a visit', () => {
  let store: S3Store;
  let target: BucketTarget;

  beforeEach(async () => {
    store = await S3Store.start();
    target = {
      location: { type: 'S3', bucket: 'backups', endpoint: store.url, forcePathStyle: true },
      credentials: { kind: 'S3', ...S3_KEYS },
    };
  });

  afterEach(() => store.stop());

  const read: BucketWork<Uint8Array> = (bucket, signal) => bucket.get('a', signal);

  it('ends with its caller, who is told no untruth about the store', async () => {
    store.server.isSilent = true;
    const ending = new AbortController();
    const result = new BucketVisitor({ egress: EGRESS }).visit(target, read, LIMITS, ending.signal);
    ending.abort(new Error('the process ends'));
    await expect(result).rejects.toThrow('the process ends');
  });

  it('has so much time and no more', async () => {
    store.server.isSilent = true;
    const clock = new ManualClock();
    const result = new BucketVisitor({ egress: EGRESS, clock }).visit(target, read, LIMITS);
    while (store.server.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await clock.advance(LIMITS.timeoutMs);
    expect(await result).toEqual({ isDone: false, reason: 'Timeout' });
  });

  it('brings no more than an answer has reason to be', async () => {
    store.buckets.get('backups')!.set('a', Buffer.alloc(4 * LIMITS.maxReceivedBytes));
    const result = await new BucketVisitor({ egress: EGRESS }).visit(target, read, LIMITS);
    expect(result).toEqual({ isDone: false, reason: 'ProbeFailed', code: 'RESPONSE_TOO_LARGE' });
  });
});
