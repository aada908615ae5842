import type { BucketCredentials } from '../../contract/index.js';

/** The words of both operators for what is in the Secret of a bucket. */
export function bucketKeys(credentials: BucketCredentials): Record<string, string> {
  if (credentials.kind === 'S3') {
    return { AWS_ACCESS_KEY_ID: credentials.accessKeyId, AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey };
  }
  if (credentials.kind === 'GCS') {
    return { GCS_CLIENT_EMAIL: credentials.clientEmail, GCS_PRIVATE_KEY: credentials.privateKey };
  }
  return { AZURE_STORAGE_ACCOUNT_NAME: credentials.accountName, AZURE_STORAGE_ACCOUNT_KEY: credentials.accountKey };
}
