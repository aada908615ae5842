import type { Agent } from 'node:https';
import type * as S3Sdk from '@aws-sdk/client-s3';

/** Why an archive cannot be used, as a person may read it: never what a store said, which may quote a secret. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
}

export interface BucketAccess {
  readonly bucket: string;
  readonly endpoint?: string;
  /** Default: the one that stores without regions call theirs. */
  readonly region?: string;
  readonly credentials: BucketKeys;
  /** Trusts the authority of the store. */
  readonly httpsAgent?: Agent;
}

export interface BucketKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

const DEFAULT_REGION = 'us-east-1';

/** Longer than any answer of a store that answers at all. */
const REQUEST_TIMEOUT_MS = 5_000;

/** The few requests that the tools of backups make. Every method rejects with {@link ArchiveError}. */
export class ArchiveBucket {
  private constructor(
    private readonly sdk: typeof S3Sdk,
    private readonly client: S3Sdk.S3Client,
    private readonly bucket: string,
    private readonly signal: AbortSignal,
  ) {}

  /** Connects nowhere yet. The client is loaded when the first archive is used: most sandboxes never do. */
  static async open(access: BucketAccess, signal: AbortSignal): Promise<ArchiveBucket> {
    const sdk = await import('@aws-sdk/client-s3');
    const { endpoint, region = DEFAULT_REGION, credentials, httpsAgent, bucket } = access;
    const client = new sdk.S3Client({
      endpoint,
      region,
      credentials,
      forcePathStyle: endpoint !== undefined,
      maxAttempts: 1,
      requestHandler: {
        requestTimeout: REQUEST_TIMEOUT_MS,
        throwOnRequestTimeout: true,
        ...(httpsAgent && { httpsAgent }),
      },
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
    return new ArchiveBucket(sdk, client, bucket, signal);
  }

  async put(key: string, body: Buffer): Promise<void> {
    const command = new this.sdk.PutObjectCommand({ Bucket: this.bucket, Key: key, Body: body });
    await told(this.client.send(command, { abortSignal: this.signal }));
  }

  async get(key: string): Promise<Buffer> {
    const command = new this.sdk.GetObjectCommand({ Bucket: this.bucket, Key: key });
    const { Body } = await told(this.client.send(command, { abortSignal: this.signal }));
    return Buffer.from(await told(Body!.transformToByteArray()));
  }

  async delete(key: string): Promise<void> {
    const command = new this.sdk.DeleteObjectCommand({ Bucket: this.bucket, Key: key });
    await told(this.client.send(command, { abortSignal: this.signal }));
  }

  /** All keys under a prefix, in order; those after `after` where that is given. */
  async list(prefix: string, after?: string): Promise<string[]> {
    const { client, bucket: Bucket, sdk, signal } = this;
    const keys: string[] = [];
    let ContinuationToken: string | undefined;
    do {
      const input = { Bucket, Prefix: prefix, StartAfter: after, ContinuationToken };
      const page: S3Sdk.ListObjectsV2CommandOutput = await told(
        client.send(new sdk.ListObjectsV2Command(input), { abortSignal: signal }),
      );
      keys.push(...(page.Contents ?? []).flatMap(({ Key }) => Key ?? []));
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
    return keys;
  }

  close(): void {
    this.client.destroy();
  }
}

/** Names the failure by its code alone. */
async function told<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    const { name, code } = error as { name?: string; code?: string };
    throw new ArchiveError(code ?? name ?? 'unknown error');
  }
}
