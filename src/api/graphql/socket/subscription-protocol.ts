import { GraphQLError, parse, specifiedRules, validate, type ExecutionArgs, type GraphQLSchema } from 'graphql';
import type { Context, ServerOptions, SubscribePayload } from 'graphql-ws';
import type { GraphQLFormattedError } from 'graphql';
import type { Logger } from '../../../kube/logger.js';
import type { GraphQlContext } from '../../common/caller.js';
import { formatGraphQlError } from '../format-error.js';
import { LIMIT_RULES, PARSE_LIMITS } from '../limits/limits.js';
import type { SocketSession } from './socket-session.js';

export interface SocketExtra {
  readonly session: SocketSession;
}

type SocketContext = Context<Record<string, unknown>, SocketExtra>;
type ProtocolOptions = ServerOptions<Record<string, unknown>, SocketExtra>;

/** `graphql-transport-ws` with the same limits and the same errors as HTTP. */
export function subscriptionProtocol(schema: GraphQLSchema, logger: Logger): ProtocolOptions {
  const format = ({ extra }: SocketContext, errors: readonly GraphQLError[]): GraphQLFormattedError[] =>
    errors.map((error) => formatGraphQlError(error, { logger, requestId: extra.session.id }));
  return {
    onConnect: ({ extra, connectionParams }) => extra.session.open(connectionParams),
    onClose: ({ extra }) => extra.session.end(),
    onSubscribe: ({ extra }, _id, payload) => prepare(schema, payload, { requester: extra.session.requester }),
    onNext: (...[context, , , , result]) => result.errors && { ...result, errors: format(context, result.errors) },
    onError: (context, _id, _payload, errors) => format(context, errors),
  };
}

function prepare(
  schema: GraphQLSchema,
  { query, operationName, variables }: SubscribePayload,
  contextValue: GraphQlContext,
): ExecutionArgs | readonly GraphQLError[] {
  try {
    const document = parse(query, PARSE_LIMITS);
    const errors = validate(schema, document, [...specifiedRules, ...LIMIT_RULES]);
    if (errors.length > 0) return errors;
    return { schema, document, operationName, variableValues: variables, contextValue };
  } catch (error) {
    if (error instanceof GraphQLError) return [error];
    throw error;
  }
}
