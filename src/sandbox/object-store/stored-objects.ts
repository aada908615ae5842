/** What is known of an object without reading it. */
export interface StoredObject {
  readonly key: string;
  readonly size: number;
  /** MD5 of the content, in hex. */
  readonly etag: string;
  /** RFC 3339. */
  readonly modifiedAt: string;
}

/** Buckets and what is in them. Keys are texts, whatever they look like: nothing is a path. */
export interface StoredObjects {
  hasBucket(bucket: string): boolean;
  /** In no particular order. */
  list(bucket: string): readonly StoredObject[];
  find(bucket: string, key: string): StoredObject | undefined;
  /** undefined when it is gone. */
  read(bucket: string, key: string): Promise<Buffer | undefined>;
  /** Whole or not at all. */
  write(bucket: string, key: string, content: Buffer): Promise<StoredObject>;
  remove(bucket: string, key: string): Promise<void>;
}
