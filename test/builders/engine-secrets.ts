import type { EngineSecrets } from '../../src/providers/contract/index.js';

/** What an operator of no product wants: keys in capitals, and the passwords of two users. */
export const ENGINE_SECRETS: EngineSecrets = {
  bucketKeys: (credentials): Record<string, string> =>
    credentials.kind === 'S3' ? { ID: credentials.accessKeyId, KEY: credentials.secretAccessKey } : {},
  users: { secretName: (cluster) => `${cluster}-secrets`, keys: ['root', 'monitor'] },
};
