import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  type ListObjectsV2CommandOutput,
} from '@aws-sdk/client-s3';
import { pathInBucket, type Bucket } from './bucket.js';
import type { BucketOptions } from './bucket-options.js';
import { fullPrefix, pageOfNames, type RawPage } from './page-of-names.js';

/** What most stores that are not Amazon's expect, and what the signature needs in any case. */
const DEFAULT_REGION = 'us-east-1';

export function openS3Bucket({ location, credentials, agents }: BucketOptions): Bucket {
  const client = new S3Client({
    region: location.region ?? DEFAULT_REGION,
    endpoint: location.endpoint,
    forcePathStyle: location.forcePathStyle ?? false,
    credentials: credentials.kind === 'S3' ? credentials : undefined,
    // Tried again by those who call, who know how long they may.
    maxAttempts: 1,
    requestHandler: { httpAgent: agents.http, httpsAgent: agents.https },
    // Checksums of the newer protocol are refused by older stores.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  const at = (name: string): { Bucket: string; Key: string } => ({
    Bucket: location.bucket,
    Key: pathInBucket(location.prefix, name),
  });
  return {
    put: async (name, content, abortSignal) => {
      await client.send(new PutObjectCommand({ ...at(name), Body: content }), { abortSignal });
    },
    get: async (name, abortSignal) => {
      const { Body } = await client.send(new GetObjectCommand(at(name)), { abortSignal });
      return Body!.transformToByteArray();
    },
    delete: async (name, abortSignal) => {
      await client.send(new DeleteObjectCommand(at(name)), { abortSignal });
    },
    list: async (query, abortSignal) => {
      const command = new ListObjectsV2Command({
        Bucket: location.bucket,
        Prefix: fullPrefix(location.prefix, query),
        Delimiter: query.isShallow ? '/' : undefined,
        MaxKeys: query.limit,
        ContinuationToken: query.page,
      });
      return pageOfNames(location.prefix, query, pageOf(await client.send(command, { abortSignal })));
    },
    close: () => client.destroy(),
  };
}

function pageOf({ Contents, CommonPrefixes, IsTruncated, NextContinuationToken }: ListObjectsV2CommandOutput): RawPage {
  return {
    objects: (Contents ?? []).map(({ Key, Size, LastModified }) => ({ name: Key, size: Size, modified: LastModified })),
    folders: (CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
    next: IsTruncated ? NextContinuationToken : undefined,
  };
}
