import type { EngineSecrets } from '../../contract/index.js';
import { ROOT_KEY, rootSecretName } from '../names.js';

/** What the keys of a bucket are called in the Secret that backups and restores name. */
export const BUCKET_KEY = {
  accessKeyId: 'accessKeyId',
  secretAccessKey: 'secretAccessKey',
  accountKey: 'accountKey',
} as const;

/**
 * The probes of the members log in as root, whose password comes back with the data: a database that is born with
 * another's is given it. The application's user gets the password of its own binding from the operator.
 */
export const SECRETS: EngineSecrets = {
  bucketKeys: (credentials): Record<string, string> => {
    if (credentials.kind === 'S3') {
      const { accessKeyId, secretAccessKey } = credentials;
      return { [BUCKET_KEY.accessKeyId]: accessKeyId, [BUCKET_KEY.secretAccessKey]: secretAccessKey };
    }
    return credentials.kind === 'Azure' ? { [BUCKET_KEY.accountKey]: credentials.accountKey } : {};
  },
  users: { secretName: rootSecretName, keys: [ROOT_KEY] },
};
