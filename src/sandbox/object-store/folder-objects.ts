import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { StoredObject, StoredObjects } from './stored-objects.js';

const UNFINISHED = '.part';

/**
 * Objects in a folder of this machine, a file each: one line of JSON that describes it, then the content. Files are
 * named by a hash of the key, so that no key can lead anywhere else, be too long, or be a folder and a file at once.
 */
export class FolderObjects implements StoredObjects {
  readonly #index = new Map<string, Map<string, StoredObject>>();
  #lastChange: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly folder: string,
    private readonly now: () => number,
  ) {}

  /** Makes the buckets that are not there yet. */
  static async open(folder: string, buckets: readonly string[], now: () => number): Promise<FolderObjects> {
    const objects = new FolderObjects(folder, now);
    for (const bucket of buckets) await objects.openBucket(bucket);
    return objects;
  }

  hasBucket(bucket: string): boolean {
    return this.#index.has(bucket);
  }

  list(bucket: string): readonly StoredObject[] {
    return [...(this.#index.get(bucket)?.values() ?? [])];
  }

  find(bucket: string, key: string): StoredObject | undefined {
    return this.#index.get(bucket)?.get(key);
  }

  async read(bucket: string, key: string): Promise<Buffer | undefined> {
    if (!this.find(bucket, key)) return undefined;
    const file = await readFile(this.fileOf(bucket, key)).catch(undefinedWhenMissing);
    return file?.subarray(file.indexOf('\n') + 1);
  }

  write(bucket: string, key: string, content: Buffer): Promise<StoredObject> {
    const etag = createHash('md5').update(content).digest('hex');
    const object = { key, size: content.length, etag, modifiedAt: new Date(this.now()).toISOString() };
    return this.inTurn(async () => {
      const file = this.fileOf(bucket, key);
      await writeFile(file + UNFINISHED, Buffer.concat([Buffer.from(`${JSON.stringify(object)}\n`), content]), {
        mode: 0o600,
      });
      await rename(file + UNFINISHED, file);
      this.#index.get(bucket)?.set(key, object);
      return object;
    });
  }

  remove(bucket: string, key: string): Promise<void> {
    return this.inTurn(async () => {
      await rm(this.fileOf(bucket, key), { force: true });
      this.#index.get(bucket)?.delete(key);
    });
  }

  /** One change after the other: the index and the files must tell the same. */
  private inTurn<T>(change: () => Promise<T>): Promise<T> {
    const turn = this.#lastChange.then(change);
    this.#lastChange = turn.catch(() => undefined);
    return turn;
  }

  private async openBucket(bucket: string): Promise<void> {
    const folder = path.join(this.folder, bucket);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const found = new Map<string, StoredObject>();
    for (const name of await readdir(folder)) {
      const file = path.join(folder, name);
      const object = name.endsWith(UNFINISHED) ? undefined : await describe(file);
      if (object) found.set(object.key, object);
      else await rm(file, { force: true, recursive: true });
    }
    this.#index.set(bucket, found);
  }

  private fileOf(bucket: string, key: string): string {
    return path.join(this.folder, bucket, createHash('sha256').update(key).digest('hex'));
  }
}

async function describe(file: string): Promise<StoredObject | undefined> {
  const content = await readFile(file);
  try {
    return JSON.parse(content.subarray(0, content.indexOf('\n')).toString()) as StoredObject;
  } catch {
    return undefined;
  }
}

function undefinedWhenMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
