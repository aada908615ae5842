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
  /** Ends what is open. */
  close(): void;
}

/** The full name of an object; nothing can be named outside of the prefix. */
export function pathInBucket(prefix: string | undefined, name: string): string {
  if (name.split('/').some((segment) => segment === '' || segment === '.' || segment === '..')) {
    throw new RangeError(`${JSON.stringify(name)} is no name of an object under a prefix`);
  }
  return prefix ? `${prefix}/${name}` : name;
}
