import { Storage, type StorageOptions } from '@google-cloud/storage';
import { JWT } from 'google-auth-library';
import { pathInBucket, type Bucket } from './bucket.js';
import type { BucketOptions, GoogleOptions } from './bucket-options.js';
import type { StorageCredentials } from './credentials.js';
import { fullPrefix, pageOfNames, type RawPage } from './page-of-names.js';

/** The address is Google's own and no user's: there is nothing for the egress rules to judge. */
export function openGcsBucket({ location, credentials, timeoutMs, google }: BucketOptions): Bucket {
  const storage = new Storage({
    ...google,
    ...identityOf(credentials, google),
    timeout: timeoutMs,
    retryOptions: { autoRetry: false, maxRetries: 0 },
  });
  const bucket = storage.bucket(location.bucket);
  const at = (name: string): ReturnType<typeof bucket.file> => bucket.file(pathInBucket(location.prefix, name));
  return {
    put: (name, content) => at(name).save(Buffer.from(content), { resumable: false, validation: false }),
    get: async (name) => (await at(name).download({ validation: false }))[0],
    delete: async (name) => {
      await at(name).delete();
    },
    list: async (query) => {
      const [, , answer] = await bucket.getFiles({
        autoPaginate: false,
        prefix: fullPrefix(location.prefix, query),
        delimiter: query.isShallow ? '/' : undefined,
        maxResults: query.limit,
        pageToken: query.page,
      });
      return pageOfNames(location.prefix, query, pageOf(answer as GcsPage));
    },
    close: () => undefined,
  };
}

/** https://cloud.google.com/storage/docs/json_api/v1/objects/list */
interface GcsPage {
  readonly items?: readonly { name?: string; size?: string; updated?: string }[];
  readonly prefixes?: readonly string[];
  readonly nextPageToken?: string;
}

function pageOf({ items = [], prefixes = [], nextPageToken }: GcsPage): RawPage {
  return {
    objects: items.map(({ name, size, updated }) => ({ name, size, modified: updated })),
    folders: prefixes,
    next: nextPageToken,
  };
}

const SCOPE = 'https://www.googleapis.com/auth/devstorage.read_write';

function identityOf(credentials: StorageCredentials, google: GoogleOptions | undefined): StorageOptions {
  if (credentials.kind !== 'GCS') return {};
  const { clientEmail: email, privateKey: key, projectId } = credentials;
  return { projectId, authClient: new JWT({ ...google?.clientOptions, email, key, scopes: [SCOPE] }) };
}
