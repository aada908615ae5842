import { listObjects, readListQuery } from './list-objects.js';
import { renderListing } from './render-listing.js';
import { s3Failure, type S3ErrorCode } from './s3-errors.js';
import { hasSignedBody, isSignedWith, readSignature, timeOf } from './sigv4.js';
import type { StoreAnswer, StoreRequest } from './store-server.js';
import type { StoredObject, StoredObjects } from './stored-objects.js';

export interface S3Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface S3ProtocolOptions {
  readonly keys: S3Keys;
  readonly objects: StoredObjects;
  readonly now?: () => number;
  /** Stands between a request that is properly signed and its answer: how a store is made to misbehave. */
  readonly interpose?: (request: StoreRequest, proceed: () => Promise<StoreAnswer>) => Promise<StoreAnswer>;
  /** What errors say to people. */
  readonly describeError?: (code: S3ErrorCode) => string;
}

const MAX_SKEW_MS = 15 * 60_000;
/** Parts of the address by which other things than objects are asked for. */
const LISTING = [
  'list-type',
  'prefix',
  'delimiter',
  'start-after',
  'continuation-token',
  'max-keys',
  'encoding-type',
  'fetch-owner',
];
/** Clients name the operation with it, and it means nothing. */
const OPERATION = ['x-id'];

/**
 * The protocol of S3 as far as backups use it: objects are put, read, deleted and listed, each request signed by version
 * 4 with the one pair of keys that there is. What is beyond that is answered with NotImplemented.
 */
export class S3Protocol {
  readonly #options: Required<Omit<S3ProtocolOptions, 'keys' | 'objects'>> & Pick<S3ProtocolOptions, 'keys'>;
  readonly #objects: StoredObjects;

  constructor({ keys, objects, now = Date.now, interpose, describeError = String }: S3ProtocolOptions) {
    this.#objects = objects;
    this.#options = { keys, now, describeError, interpose: interpose ?? ((_request, proceed) => proceed()) };
  }

  async answer(request: StoreRequest): Promise<StoreAnswer> {
    const refusal = this.refusalOf(request);
    return refusal ? this.failure(refusal) : this.#options.interpose(request, () => this.perform(request));
  }

  failure(code: S3ErrorCode): StoreAnswer {
    return s3Failure(code, this.#options.describeError(code));
  }

  private refusalOf(request: StoreRequest): S3ErrorCode | undefined {
    const { keys, now } = this.#options;
    const signed = readSignature(request);
    if (!signed) return 'AccessDenied';
    if (signed.accessKeyId !== keys.accessKeyId) return 'InvalidAccessKeyId';
    if (!(Math.abs(timeOf(signed) - now()) <= MAX_SKEW_MS)) return 'RequestTimeTooSkewed';
    const isGenuine = isSignedWith(keys.secretAccessKey, request, signed) && hasSignedBody(request);
    return isGenuine ? undefined : 'SignatureDoesNotMatch';
  }

  private async perform(request: StoreRequest): Promise<StoreAnswer> {
    const place = placeOf(request);
    if (!place) return this.failure('InvalidURI');
    const { bucket, key } = place;
    if (!this.#objects.hasBucket(bucket)) return this.failure('NoSuchBucket');
    return key === '' ? this.ofBucket(bucket, request) : this.ofObject(bucket, key, request);
  }

  private ofBucket(bucket: string, { method, url }: StoreRequest): StoreAnswer {
    const { searchParams } = url;
    if (method === 'HEAD') return { status: 200 };
    if (method !== 'GET') return this.failure('MethodNotAllowed');
    const isListing = searchParams.get('list-type') === '2' && asksOnlyFor(searchParams, [...LISTING, ...OPERATION]);
    if (!isListing) return this.failure('NotImplemented');
    const query = readListQuery(searchParams);
    if (!query) return this.failure('InvalidArgument');
    return renderListing(bucket, searchParams, query, listObjects(this.#objects.list(bucket), query));
  }

  private async ofObject(bucket: string, key: string, request: StoreRequest): Promise<StoreAnswer> {
    const { method, headers, url } = request;
    if (headers['x-amz-copy-source'] || !asksOnlyFor(url.searchParams, OPERATION))
      return this.failure('NotImplemented');
    if (method === 'PUT') return this.put(bucket, key, request);
    if (method === 'DELETE') {
      await this.#objects.remove(bucket, key);
      return { status: 204 };
    }
    return method === 'GET' || method === 'HEAD' ? this.read(bucket, key, method) : this.failure('MethodNotAllowed');
  }

  private async read(bucket: string, key: string, method: 'GET' | 'HEAD'): Promise<StoreAnswer> {
    const found = this.#objects.find(bucket, key);
    const body = found && (method === 'HEAD' ? Buffer.alloc(0) : await this.#objects.read(bucket, key));
    return found && body ? { status: 200, headers: headersOf(found), body } : this.failure('NoSuchKey');
  }

  private async put(bucket: string, key: string, { headers, body }: StoreRequest): Promise<StoreAnswer> {
    if (headers['if-none-match'] === '*' && this.#objects.find(bucket, key)) return this.failure('PreconditionFailed');
    const { etag } = await this.#objects.write(bucket, key, body);
    return { status: 200, headers: { etag: `"${etag}"` } };
  }
}

const asksOnlyFor = (params: URLSearchParams, known: readonly string[]): boolean =>
  [...params.keys()].every((name) => known.includes(name));

const headersOf = ({ size, etag, modifiedAt }: StoredObject): Record<string, string> => ({
  'content-type': 'application/octet-stream',
  'content-length': String(size),
  etag: `"${etag}"`,
  'last-modified': new Date(modifiedAt).toUTCString(),
});

/** Bucket and key, by path or by a host name of the form `<bucket>.localhost`; undefined when they cannot be read. */
function placeOf({ path, headers }: StoreRequest): { bucket: string; key: string } | undefined {
  const [, hosted] = /^([^:]+)\.localhost(?::\d+)?$/.exec(headers.host ?? '') ?? [];
  try {
    const [bucket = '', ...key] = [...(hosted ? [hosted] : []), ...path.slice(1).split('/').map(decodeURIComponent)];
    return { bucket, key: key.join('/') };
  } catch {
    return undefined;
  }
}
