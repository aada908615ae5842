import {
  BlobServiceClient,
  newPipeline,
  StorageSharedKeyCredential,
  type BlockBlobClient,
  type Pipeline,
  type RequestPolicyFactory,
} from '@azure/storage-blob';
import { pathInBucket, type Bucket } from './bucket.js';
import type { GuardedAgents } from './egress/guarded-agents.js';
import type { BucketOptions } from './bucket-options.js';

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
    close: () => undefined,
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
