import type { ApolloServerPlugin } from '@apollo/server';
import type { ApolloDriverConfig } from '@nestjs/apollo';
import type { FastifyRequest } from 'fastify';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from '../../kube/logger.js';
import type { Authenticator } from '../../services/auth/authenticator.js';
import type { GraphQlContext } from '../common/caller.js';
import type { RateLimiter } from '../common/limits/rate-limiter.js';
import { GRAPHQL_PATH } from '../common/paths.js';
import { formatGraphQlError } from './format-error.js';
import { LIMIT_RULES, PARSE_LIMITS } from './limits/limits.js';
import { limitObjects } from './limits/max-objects.plugin.js';
import { rateLimitPlugin } from './limits/rate-limit.plugin.js';
import { refuseSubscriptions } from './limits/refuse-subscriptions.plugin.js';
import { requestContext } from './request-context.js';
import { describeRoots } from './root-descriptions.js';

type ApolloOptions = Omit<ApolloDriverConfig, 'driver'>;

/** How queries and mutations are served over HTTP. Subscriptions have a server of their own, see `socket/`. */
export function apolloOptions(authenticator: Authenticator, limiter: RateLimiter, logger: Logger): ApolloOptions {
  return {
    path: GRAPHQL_PATH,
    autoSchemaFile: true,
    sortSchema: true,
    transformSchema: describeRoots,
    inheritResolversFromInterfaces: true,
    graphiql: false,
    introspection: true,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    autoTransformHttpErrors: false,
    // HTTP ends last: Apollo would close the whole server as soon as Nest begins to stop.
    stopOnApplicationShutdown: true,
    parseOptions: PARSE_LIMITS,
    validationRules: LIMIT_RULES,
    context: (request: FastifyRequest) => requestContext(request, authenticator),
    formatError: (_formatted, error) => format(error, logger),
    plugins: [nameRequests, refuseSubscriptions, limitObjects, rateLimitPlugin(limiter)],
  };
}

/** Formatting knows only the error, so the error is told whose request it belongs to. */
const nameRequests: ApolloServerPlugin<GraphQlContext> = {
  requestDidStart: async () => ({
    didEncounterErrors: async ({ errors, contextValue }) => {
      for (const error of errors) error.extensions['requestId'] = contextValue.req?.id;
    },
  }),
};

function format(thrown: unknown, logger: Logger): GraphQLFormattedError {
  const error = thrown instanceof GraphQLError ? thrown : new GraphQLError('', { originalError: asError(thrown) });
  return formatGraphQlError(error, { logger, requestId: error.extensions['requestId'] as string | undefined });
}

const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));
