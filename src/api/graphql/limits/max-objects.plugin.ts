import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQlContext } from '../../common/caller.js';
import { refusalOf } from '../refusal.js';
import { refuseManyObjects } from './max-objects.js';

/** Not a rule of validation: how large pages are may be said by variables, which no rule is shown. */
export const limitObjects: ApolloServerPlugin<GraphQlContext> = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ operation, document, schema, request: { variables }, contextValue: { req } }) => {
      if (!operation) return;
      try {
        refuseManyObjects(operation, { schema, document, variables });
      } catch (error) {
        throw refusalOf(error, req);
      }
    },
  }),
};
