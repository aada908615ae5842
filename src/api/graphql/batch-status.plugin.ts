import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQlContext } from '../common/caller.js';
import { isBatch } from './requests-in.js';

/** The operations of a batch go well or wrong each by itself: one status would speak for all. Theirs are in their errors. */
export const batchStatus: ApolloServerPlugin<GraphQlContext> = {
  requestDidStart: async () => ({
    willSendResponse: async ({ response, contextValue: { req } }) => {
      if (req && isBatch(req)) response.http.status = 200;
    },
  }),
};
