import type { ServerOptions } from 'node:https';
import { hasSignedBody, isSignedWith, readSignature } from './sigv4.js';
import { StoreServer, type StoreAnswer, type StoreRequest } from './store-server.js';

export const S3_KEYS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI-a-secret-of-the-tests' } as const;

/** Every error of the protocol that the store can be told to answer with. */
const STATUSES = {
  AccessDenied: 403,
  InvalidAccessKeyId: 403,
  SignatureDoesNotMatch: 403,
  RequestTimeTooSkewed: 403,
  NoSuchBucket: 404,
  NoSuchKey: 404,
  QuotaExceeded: 507,
  XMinioStorageFull: 507,
  PermanentRedirect: 301,
  SlowDown: 503,
  InternalError: 500,
  MethodNotAllowed: 405,
} as const;

export type S3ErrorCode = keyof typeof STATUSES;

const MAX_SKEW_MS = 15 * 60_000;

export interface S3StoreOptions {
  readonly buckets?: readonly string[];
  readonly tls?: ServerOptions;
  readonly now?: () => number;
}

/**
 * The protocol of S3 as far as backups use it: objects in memory, addressed by path, every request signed by version 4
 * with the one pair of keys that it knows. Faults are set as they are found in the wild.
 */
export class S3Store {
  readonly buckets = new Map<string, Map<string, Buffer>>();
  /** The next requests of a method are refused so, until it is taken out. */
  readonly refusals = new Map<string, S3ErrorCode>();
  /** Given back instead of what was written. */
  corruption: Buffer | undefined;
  #server!: StoreServer;

  private constructor(private readonly now: () => number) {}

  static async start({ buckets = ['backups'], tls, now = Date.now }: S3StoreOptions = {}): Promise<S3Store> {
    const store = new S3Store(now);
    for (const bucket of buckets) store.buckets.set(bucket, new Map());
    store.#server = await StoreServer.start((request) => store.answer(request), tls);
    return store;
  }

  get url(): string {
    return this.#server.url;
  }

  get server(): StoreServer {
    return this.#server;
  }

  keysIn(bucket: string): string[] {
    return [...(this.buckets.get(bucket)?.keys() ?? [])].sort();
  }

  stop(): Promise<void> {
    return this.#server.stop();
  }

  private answer(request: StoreRequest): StoreAnswer {
    const refusal = this.refusalOf(request) ?? this.refusals.get(request.method);
    if (refusal) return failure(refusal);
    const [, name = '', ...path] = request.url.pathname.split('/').map(decodeURIComponent);
    const bucket = this.buckets.get(name);
    if (!bucket) return failure('NoSuchBucket');
    const key = path.join('/');
    return key === '' ? list(name, bucket, request.url) : this.ofObject(bucket, key, request);
  }

  private refusalOf(request: StoreRequest): S3ErrorCode | undefined {
    const signed = readSignature(request);
    if (!signed) return 'AccessDenied';
    if (signed.accessKeyId !== S3_KEYS.accessKeyId) return 'InvalidAccessKeyId';
    if (Math.abs(timeOf(signed.time) - this.now()) > MAX_SKEW_MS) return 'RequestTimeTooSkewed';
    const isGenuine = isSignedWith(S3_KEYS.secretAccessKey, request, signed) && hasSignedBody(request);
    return isGenuine ? undefined : 'SignatureDoesNotMatch';
  }

  private ofObject(bucket: Map<string, Buffer>, key: string, { method, body }: StoreRequest): StoreAnswer {
    if (method === 'PUT') {
      bucket.set(key, body);
      return { status: 200, headers: { etag: '"0"' } };
    }
    if (method === 'DELETE') {
      bucket.delete(key);
      return { status: 204 };
    }
    const found = bucket.get(key);
    if (method !== 'GET' && method !== 'HEAD') return failure('MethodNotAllowed');
    if (!found) return failure('NoSuchKey');
    const content = this.corruption ?? found;
    return { status: 200, headers: { 'content-length': String(content.length) }, body: content };
  }
}

/** `20261123T132000Z` */
function timeOf(text: string): number {
  return Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}

const XML = { 'content-type': 'application/xml' };

/** As the real ones, it quotes what was sent: nothing of it may come out on our side. */
function failure(code: S3ErrorCode): StoreAnswer {
  const message = `You sent ${S3_KEYS.accessKeyId} and ${S3_KEYS.secretAccessKey}.`;
  const body = `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return { status: STATUSES[code], headers: XML, body };
}

/** ListObjectsV2, without pages. */
function list(name: string, bucket: ReadonlyMap<string, Buffer>, url: URL): StoreAnswer {
  const prefix = url.searchParams.get('prefix') ?? '';
  const found = [...bucket].filter(([key]) => key.startsWith(prefix)).sort(([a], [b]) => (a < b ? -1 : 1));
  const contents = found.map(([key, { length }]) => `<Contents><Key>${key}</Key><Size>${length}</Size></Contents>`);
  const body = `<?xml version="1.0"?><ListBucketResult><Name>${name}</Name><Prefix>${prefix}</Prefix><KeyCount>${found.length}</KeyCount><IsTruncated>false</IsTruncated>${contents.join('')}</ListBucketResult>`;
  return { status: 200, headers: XML, body };
}
