/** How one proves to be allowed into a bucket, as read from the Secret of a storage. */
export type BucketCredentials =
  | { readonly kind: 'S3'; readonly accessKeyId: string; readonly secretAccessKey: string }
  | { readonly kind: 'GCS'; readonly clientEmail: string; readonly privateKey: string }
  | { readonly kind: 'Azure'; readonly accountName: string; readonly accountKey: string };

/** Secrets that an engine's operator reads and that the core makes, before anything names them. They enter no cache. */
export interface EngineSecrets {
  /** The keys of a bucket in the operator's own words, where it cannot be told what ours are called. */
  bucketKeys(credentials: BucketCredentials): Readonly<Record<string, string>>;
  readonly users: OperatorUsers;
}

/**
 * The users by which the operator works. They come back with the data, with their passwords of then: a database that is
 * born from another's needs the other's Secret, or its operator is locked out.
 */
export interface OperatorUsers {
  secretName(cluster: string): string;
  /** All of them must be there. */
  readonly keys: readonly string[];
}
