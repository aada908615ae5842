import { createHash } from 'node:crypto';
import type { StoredObject, StoredObjects } from './stored-objects.js';

/** Forgotten when the process ends. */
export class MemoryObjects implements StoredObjects {
  /** Contents by key, by bucket: may be changed from outside, as by another client. */
  readonly buckets = new Map<string, Map<string, Buffer>>();
  readonly #times = new WeakMap<Buffer, string>();

  constructor(
    buckets: readonly string[],
    private readonly now: () => number,
  ) {
    for (const bucket of buckets) this.buckets.set(bucket, new Map());
  }

  hasBucket(bucket: string): boolean {
    return this.buckets.has(bucket);
  }

  list(bucket: string): readonly StoredObject[] {
    return [...(this.buckets.get(bucket) ?? [])].map(([key, content]) => this.describe(key, content));
  }

  find(bucket: string, key: string): StoredObject | undefined {
    const content = this.buckets.get(bucket)?.get(key);
    return content && this.describe(key, content);
  }

  read(bucket: string, key: string): Promise<Buffer | undefined> {
    return Promise.resolve(this.buckets.get(bucket)?.get(key));
  }

  write(bucket: string, key: string, content: Buffer): Promise<StoredObject> {
    this.buckets.get(bucket)?.set(key, content);
    this.#times.set(content, new Date(this.now()).toISOString());
    return Promise.resolve(this.describe(key, content));
  }

  remove(bucket: string, key: string): Promise<void> {
    this.buckets.get(bucket)?.delete(key);
    return Promise.resolve();
  }

  private describe(key: string, content: Buffer): StoredObject {
    const modifiedAt = this.#times.get(content) ?? new Date(this.now()).toISOString();
    return { key, size: content.length, etag: createHash('md5').update(content).digest('hex'), modifiedAt };
  }
}
