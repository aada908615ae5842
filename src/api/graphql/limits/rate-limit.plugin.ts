import type { ApolloServerPlugin } from '@apollo/server';
import { refuseExcess, type RateLimiter } from '../../common/limits/rate-limiter.js';
import type { GraphQlContext } from '../../common/caller.js';
import { refusalOf } from '../refusal.js';
import { costOf } from './operation-cost.js';

/** Counts each request before anything of it is carried out; the headers of its answer are written as REST's are. */
export function rateLimitPlugin(limiter: RateLimiter): ApolloServerPlugin<GraphQlContext> {
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ operation, document, contextValue: { req, requester } }) => {
        if (!operation || !requester?.caller) return;
        const { kind, cost } = costOf(operation, document);
        const allowance = limiter.take(requester.caller, kind, cost);
        if (req) req.allowance = allowance;
        try {
          refuseExcess(allowance);
        } catch (error) {
          throw refusalOf(error, req);
        }
      },
    }),
  };
}
