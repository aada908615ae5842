import { openAzureBucket } from './azure-bucket.js';
import type { Bucket, ObjectStorageType } from './bucket.js';
import type { BucketOptions } from './bucket-options.js';
import { openGcsBucket } from './gcs-bucket.js';
import { openS3Bucket } from './s3-bucket.js';

const OPENERS: Readonly<Record<ObjectStorageType, (options: BucketOptions) => Bucket>> = {
  S3: openS3Bucket,
  GCS: openGcsBucket,
  Azure: openAzureBucket,
};

/** Connects nowhere yet. */
export function openBucket(options: BucketOptions): Bucket {
  return OPENERS[options.location.type](options);
}
