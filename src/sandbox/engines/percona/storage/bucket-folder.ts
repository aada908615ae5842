import type { ArchiveBucket } from '../../mechanics/archive/archive-bucket.js';

/** One folder of a bucket: names go without it. */
export class BucketFolder {
  constructor(
    private readonly bucket: ArchiveBucket,
    /** Without slashes at its ends; empty for the bucket itself. */
    private readonly folder: string,
  ) {}

  put(name: string, content: Buffer | string): Promise<void> {
    return this.bucket.put(this.keyOf(name), Buffer.from(content));
  }

  get(name: string): Promise<Buffer> {
    return this.bucket.get(this.keyOf(name));
  }

  delete(name: string): Promise<void> {
    return this.bucket.delete(this.keyOf(name));
  }

  /** Names that begin so, in order. */
  async list(beginning: string): Promise<string[]> {
    const keys = await this.bucket.list(this.keyOf(beginning));
    return keys.map((key) => key.slice(this.keyOf('').length));
  }

  async deleteAll(beginning: string): Promise<void> {
    for (const name of await this.list(beginning)) await this.delete(name);
  }

  close(): void {
    this.bucket.close();
  }

  private keyOf(name: string): string {
    return this.folder === '' ? name : `${this.folder}/${name}`;
  }
}
