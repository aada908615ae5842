export type { BucketLocation, ObjectStorageType } from './bucket.js';
export type { FailureReason } from './classify-failure.js';
export {
  CREDENTIAL_KEYS,
  IncompleteCredentialsError,
  readCredentials,
  type StorageCredentials,
} from './credentials.js';
export { StorageProber, type ProbeResult, type ProbeStep, type ProbeTarget } from './probe.js';
