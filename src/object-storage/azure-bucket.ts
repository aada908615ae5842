import {
  BlobServiceClient,
  newPipeline,
  StorageSharedKeyCredential,
  type BlobItem,
  type BlobPrefix,
  type BlockBlobClient,
  type ContainerClient,
  type Pipeline,
  type RequestPolicyFactory,
} from '@azure/storage-blob';
import { pathInBucket, type Bucket, type ListQuery } from './bucket.js';
import type { GuardedAgents } from './egress/guarded-agents.js';
import type { BucketOptions } from './bucket-options.js';
import { fullPrefix, pageOfNames, type RawPage } from './page-of-names.js';

export function openAzureBucket({ location, credentials, agents }: BucketOptions): Bucket {
  if (credentials.kind !== 'Azure') throw new TypeError('Azure needs the key of an account');
  const key = new StorageSharedKeyCredential(credentials.accountName, credentials.accountKey);
  const container = new BlobServiceClient(location.endpoint!, guardedPipeline(key, agents)).getContainerClient(
    location.bucket,
  );
  const at = (name: string): BlockBlobClient => container.getBlockBlobClient(pathInBucket(location.prefix, name));
  return {
    put: async (name, content, abortSignal) => {
      await at(name).upload(content, content.byteLength, { abortSignal });
    },
    get: (name, abortSignal) => at(name).downloadToBuffer(0, undefined, { abortSignal }),
    delete: async (name, abortSignal) => {
      await at(name).delete({ abortSignal });
    },
    list: async (query, abortSignal) => {
      const page = await pageOf(container, query, { prefix: fullPrefix(location.prefix, query), abortSignal });
      return pageOfNames(location.prefix, query, page);
    },
    close: () => undefined,
  };
}

/** What one page holds, whichever of its two ways of listing the client was asked for. There is always a first. */
interface AzurePage {
  readonly segment: { readonly blobItems: readonly BlobItem[]; readonly blobPrefixes?: readonly BlobPrefix[] };
  readonly continuationToken?: string;
}

async function pageOf(
  container: ContainerClient,
  { isShallow, limit, page }: ListQuery,
  options: { prefix: string; abortSignal: AbortSignal },
): Promise<RawPage> {
  const settings = { maxPageSize: limit, continuationToken: page };
  const pages = isShallow
    ? container.listBlobsByHierarchy('/', options).byPage(settings)
    : container.listBlobsFlat(options).byPage(settings);
  const { segment, continuationToken } = ((await pages.next()) as IteratorYieldResult<AzurePage>).value;
  return {
    objects: segment.blobItems.map(({ name, properties: { contentLength, lastModified } }) => ({
      name,
      size: contentLength,
      modified: lastModified,
    })),
    folders: (segment.blobPrefixes ?? []).map(({ name }) => name),
    next: continuationToken,
  };
}

/** Connections of this client are made by our agents; it tries once, as the others do. */
function guardedPipeline(key: StorageSharedKeyCredential, agents: GuardedAgents): Pipeline {
  const pipeline = newPipeline(key, { retryOptions: { maxTries: 1 } });
  const guard: RequestPolicyFactory = {
    create: (next) => ({
      sendRequest: (request) => {
        request.agent = request.url.startsWith('https:') ? agents.https : agents.http;
        return next.sendRequest(request);
      },
    }),
  };
  pipeline.factories.unshift(guard);
  return pipeline;
}
