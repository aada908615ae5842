import type { ServerOptions } from 'node:https';
import { MemoryObjects } from '../../../src/sandbox/object-store/memory-objects.js';
import type { S3ErrorCode } from '../../../src/sandbox/object-store/s3-errors.js';
import { S3Server } from '../../../src/sandbox/object-store/s3-server.js';
import type { StoreAnswer, StoreRequest, StoreServer } from '../../../src/sandbox/object-store/store-server.js';

export type { S3ErrorCode } from '../../../src/sandbox/object-store/s3-errors.js';

export const S3_KEYS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI-a-secret-of-the-tests' } as const;

export interface S3StoreOptions {
  readonly buckets?: readonly string[];
  readonly tls?: ServerOptions;
  readonly now?: () => number;
}

/** The sandbox's object store, in memory, with the faults that are found in the wild. */
export class S3Store {
  /** The next requests of a method are refused so, until it is taken out. */
  readonly refusals = new Map<string, S3ErrorCode>();
  /** Given back instead of what was written. */
  corruption: Buffer | undefined;
  #s3!: S3Server;

  private constructor(private readonly objects: MemoryObjects) {}

  static async start({ buckets = ['backups'], tls, now = Date.now }: S3StoreOptions = {}): Promise<S3Store> {
    const objects = new MemoryObjects(buckets, now);
    const store = new S3Store(objects);
    store.#s3 = await S3Server.start({
      keys: S3_KEYS,
      objects,
      tls,
      now,
      interpose: (request, proceed) => store.meddle(request, proceed),
      // As the real ones, it quotes what was sent: nothing of it may come out on our side.
      describeError: () => `You sent ${S3_KEYS.accessKeyId} and ${S3_KEYS.secretAccessKey}.`,
    });
    return store;
  }

  get url(): string {
    return this.#s3.url;
  }

  get server(): StoreServer {
    return this.#s3.http;
  }

  /** Contents by key, by bucket; a bucket that is taken out has vanished. */
  get buckets(): Map<string, Map<string, Buffer>> {
    return this.objects.buckets;
  }

  keysIn(bucket: string): string[] {
    return [...(this.buckets.get(bucket)?.keys() ?? [])].sort();
  }

  stop(): Promise<void> {
    return this.#s3.stop();
  }

  private async meddle({ method, url }: StoreRequest, proceed: () => Promise<StoreAnswer>): Promise<StoreAnswer> {
    const refusal = this.refusals.get(method);
    if (refusal) return this.#s3.protocol.failure(refusal);
    const answer = await proceed();
    const { corruption } = this;
    const isContent = method === 'GET' && answer.status === 200 && !url.searchParams.has('list-type');
    if (!isContent || !corruption) return answer;
    return { ...answer, headers: { 'content-length': String(corruption.length) }, body: corruption };
  }
}
