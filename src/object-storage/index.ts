export type { Bucket, BucketLocation, ObjectStorageType, StoredObject } from './bucket.js';
export {
  BucketVisitor,
  type BucketTarget,
  type BucketWork,
  type VisitLimits,
  type VisitResult,
} from './bucket-visitor.js';
export type { FailureReason } from './classify-failure.js';
export {
  CREDENTIAL_KEYS,
  IncompleteCredentialsError,
  readCredentials,
  type StorageCredentials,
} from './credentials.js';
export { findObject, listFolder, readText, type FolderContent } from './named-objects.js';
export { StorageProber, type ProbeResult, type ProbeStep } from './probe.js';
