import type { Bucket, BucketWork } from '../../src/object-storage/index.js';
import type { StorageTrouble, StorageVisit } from '../../src/reconcilers/buckets/index.js';
import type { BackupStorage } from '../../src/resources/backup-storage/index.js';
import { namesPage } from './object-stores/listing.js';

interface Content {
  readonly text: string;
  readonly modifiedAt: Date;
}

const SOME_TIME = '2026-11-22T12:00:00Z';

/** A bucket in memory that every storage leads to, and that can be in trouble. */
export class MemoryBucket {
  readonly objects = new Map<string, Content>();
  /** Every visit ends so, until it is taken out. */
  trouble: StorageTrouble | undefined;
  visits = 0;

  put(name: string, text: string, modifiedAt = SOME_TIME): this {
    this.objects.set(name, { text, modifiedAt: new Date(modifiedAt) });
    return this;
  }

  /** With all that lies in it. */
  remove(folder: string): void {
    for (const name of this.names) if (name.startsWith(`${folder}/`)) this.objects.delete(name);
  }

  get names(): string[] {
    return [...this.objects.keys()].sort();
  }

  text(name: string): string {
    return this.objects.get(name)!.text;
  }

  /** As a visit of a storage, to code under test. */
  readonly visit = async <T>(_storage: BackupStorage, work: BucketWork<T>): Promise<StorageVisit<T>> => {
    this.visits += 1;
    if (this.trouble) return { isDone: false, trouble: this.trouble };
    return { isDone: true, value: await work(this.asBucket, new AbortController().signal) };
  };

  get asBucket(): Bucket {
    const { objects } = this;
    return {
      put: async (name, content) => void this.put(name, Buffer.from(content).toString()),
      get: async (name) => Buffer.from(objects.get(name)!.text),
      delete: async (name) => void objects.delete(name),
      list: async ({ startsWith: prefix, isShallow, limit, page }) => {
        const delimiter = isShallow ? '/' : undefined;
        const { names, folders, next } = namesPage(objects.keys(), { prefix, delimiter, limit, after: page });
        return {
          objects: names.map((name) => {
            const { text, modifiedAt } = objects.get(name)!;
            return { name, sizeBytes: text.length, modifiedAt };
          }),
          folders: folders.map((name) => name.slice(0, -1)),
          next,
        };
      },
      close: () => undefined,
    };
  }
}
