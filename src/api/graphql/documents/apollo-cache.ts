import type { ApolloDriverConfig } from '@nestjs/apollo';
import type { Documents } from './documents.js';

type ApolloCache = Exclude<ApolloDriverConfig['persistedQueries'], false | undefined>['cache'];

/** Apollo keeps what it calls by its hashes among other things, and so puts a prefix before each. */
const hashIn = (key: string): string => key.slice(key.lastIndexOf(':') + 1);

/** The documents, for Apollo's own automatic persisted queries: it remembers what it found to be valid. */
export function apolloCache(documents: Documents): ApolloCache {
  return {
    get: async (key) => documents.find(hashIn(key)),
    set: async (key, text) => documents.remember({ hash: hashIn(key), text }),
    delete: async () => false,
  };
}
