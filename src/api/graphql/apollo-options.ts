import type { ApolloServerPlugin } from '@apollo/server';
import type { ApolloDriverConfig } from '@nestjs/apollo';
import type { FastifyRequest } from 'fastify';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { GraphQlSettings } from '../../config/index.js';
import type { Logger } from '../../kube/logger.js';
import type { GraphQlContext } from '../common/caller.js';
import type { RateLimiter } from '../common/limits/rate-limiter.js';
import { GRAPHQL_PATH } from '../common/paths.js';
import { batchStatus } from './batch-status.plugin.js';
import { apolloCache } from './documents/apollo-cache.js';
import { errorFormat, type ErrorFormat } from './format-error.js';
import { PARSE_LIMITS, rulesFor } from './limits/limits.js';
import { limitObjects } from './limits/max-objects.plugin.js';
import { rateLimitPlugin } from './limits/rate-limit.plugin.js';
import { refuseSubscriptions } from './limits/refuse-subscriptions.plugin.js';
import { storedByNobody } from './no-store.plugin.js';
import { requestContext, type Doorkeepers } from './request-context.js';
import { describeRoots } from './root-descriptions.js';

type ApolloOptions = Omit<ApolloDriverConfig, 'driver'>;

export interface ApolloParts extends Doorkeepers {
  readonly limiter: RateLimiter;
  readonly logger: Logger;
  readonly settings: GraphQlSettings;
}

/** How queries and mutations are served over HTTP. Subscriptions have servers of their own, see `socket/` and `events/`. */
export function apolloOptions({ limiter, logger, settings, ...doorkeepers }: ApolloParts): ApolloOptions {
  const formatError = errorFormat(logger, settings);
  return {
    path: GRAPHQL_PATH,
    autoSchemaFile: true,
    sortSchema: true,
    transformSchema: describeRoots,
    inheritResolversFromInterfaces: true,
    graphiql: false,
    // A rule of ours refuses it where it is off, so that every transport has the same.
    introspection: true,
    csrfPrevention: true,
    allowBatchedHttpRequests: true,
    includeStacktraceInErrorResponses: false,
    autoTransformHttpErrors: false,
    // HTTP ends last: Apollo would close the whole server as soon as Nest begins to stop.
    stopOnApplicationShutdown: true,
    parseOptions: PARSE_LIMITS,
    validationRules: rulesFor(settings),
    persistedQueries: { cache: apolloCache(doorkeepers.documents) },
    context: (request: FastifyRequest) => requestContext(request, doorkeepers),
    formatError: (_formatted, error) => format(error, formatError),
    plugins: [
      ...storedByNobody,
      nameRequests,
      batchStatus,
      refuseSubscriptions,
      limitObjects(),
      rateLimitPlugin(limiter),
    ],
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

function format(thrown: unknown, formatError: ErrorFormat): GraphQLFormattedError {
  const error = thrown instanceof GraphQLError ? thrown : new GraphQLError('', { originalError: asError(thrown) });
  return formatError(error, error.extensions['requestId'] as string | undefined);
}

const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));
