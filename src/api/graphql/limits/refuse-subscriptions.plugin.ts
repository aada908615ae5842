import type { ApolloServerPlugin } from '@apollo/server';
import { ProblemError } from '../../../domain/problem.js';
import type { GraphQlContext } from '../../common/caller.js';
import { refusalOf } from '../refusal.js';

/** A single answer cannot carry a subscription: without this, its stream would be taken for a value, and fail. */
export const refuseSubscriptions: ApolloServerPlugin<GraphQlContext> = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ operation, contextValue: { req } }) => {
      if (operation?.operation !== 'subscription') return;
      const detail =
        'Subscriptions are served at the same address over WebSocket (`graphql-transport-ws`), or as events (`Accept: text/event-stream`).';
      throw refusalOf(new ProblemError('malformed_request', detail), req);
    },
  }),
};
