import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQlContext } from '../../common/caller.js';
import { refusalOf } from '../refusal.js';
import { objectsAskedFor, refuseObjects } from './max-objects.js';

/**
 * Not a rule of validation: how large pages are may be said by variables, which no rule is shown. What a batch asks for is
 * summed up: its operations are one request.
 */
export function limitObjects(): ApolloServerPlugin<GraphQlContext> {
  const askedBefore = new WeakMap<object, number>();
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ operation, document, schema, request: { variables }, contextValue: { req } }) => {
        if (!operation || !req) return;
        try {
          const objects = objectsAskedFor(operation, { schema, document, variables }) + (askedBefore.get(req) ?? 0);
          refuseObjects(objects);
          askedBefore.set(req, objects);
        } catch (error) {
          throw refusalOf(error, req);
        }
      },
    }),
  };
}
