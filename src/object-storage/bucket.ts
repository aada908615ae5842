export type ObjectStorageType = 'S3' | 'GCS' | 'Azure';

/** Where a bucket is. What a type does not know is absent. */
export interface BucketLocation {
  readonly type: ObjectStorageType;
  readonly bucket: string;
  readonly prefix?: string;
  readonly region?: string;
  readonly endpoint?: string;
  readonly forcePathStyle?: boolean;
}

/** The few things that are asked of a bucket, whoever keeps it. Names count from the prefix. */
export interface Bucket {
  put(name: string, content: Uint8Array, signal: AbortSignal): Promise<void>;
  get(name: string, signal: AbortSignal): Promise<Uint8Array>;
  delete(name: string, signal: AbortSignal): Promise<void>;
  /** One page, in the order of the names. A bucket that is not there rejects: it is not empty. */
  list(query: ListQuery, signal: AbortSignal): Promise<Listing>;
  /** Ends what is open. */
  close(): void;
}

export interface ListQuery {
  /** What the names begin with; that of a folder ends in a slash. */
  readonly startsWith: string;
  /** What lies deeper is told by its folder alone. */
  readonly isShallow?: boolean;
  /** Of one page, folders counted; stores give a thousand at the most. */
  readonly limit: number;
  /** `next` of the page before. */
  readonly page?: string;
}

export interface Listing {
  readonly objects: readonly StoredObject[];
  /** Of a shallow listing: names without the slash at their end. */
  readonly folders: readonly string[];
  /** Where the next page begins, in the store's own words; absent when there is none. */
  readonly next?: string;
}

export interface StoredObject {
  readonly name: string;
  readonly sizeBytes: number;
  readonly modifiedAt: Date;
}

/** The full name of an object; nothing can be named outside of the prefix. */
export function pathInBucket(prefix: string | undefined, name: string): string {
  if (name.split('/').some((segment) => segment === '' || segment === '.' || segment === '..')) {
    throw new RangeError(`${JSON.stringify(name)} is no name of an object under a prefix`);
  }
  return prefix ? `${prefix}/${name}` : name;
}
