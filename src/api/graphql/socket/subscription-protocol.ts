import {
  getOperationAST,
  GraphQLError,
  parse,
  specifiedRules,
  validate,
  type ExecutionArgs,
  type GraphQLSchema,
} from 'graphql';
import type { Context, ServerOptions, SubscribePayload } from 'graphql-ws';
import type { GraphQLFormattedError } from 'graphql';
import type { Logger } from '../../../kube/logger.js';
import { ProblemError } from '../../../domain/problem.js';
import type { GraphQlContext } from '../../common/caller.js';
import { formatGraphQlError } from '../format-error.js';
import { refuseManyObjects } from '../limits/max-objects.js';
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
    onSubscribe: ({ extra }, id, payload) => prepare({ schema, id, session: extra.session }, payload),
    onComplete: ({ extra }, id) => extra.session.endOperation(id),
    onNext: (...[context, , , , result]) => result.errors && { ...result, errors: format(context, result.errors) },
    onError: (context, _id, _payload, errors) => format(context, errors),
  };
}

interface Asked {
  readonly schema: GraphQLSchema;
  readonly id: string;
  readonly session: SocketSession;
}

function prepare(
  { schema, id, session }: Asked,
  { query, operationName, variables }: SubscribePayload,
): ExecutionArgs | readonly GraphQLError[] {
  const contextValue: GraphQlContext = { requester: session.requester };
  try {
    const document = parse(query, PARSE_LIMITS);
    const errors = validate(schema, document, [...specifiedRules, ...LIMIT_RULES]);
    if (errors.length > 0) return errors;
    const operation = getOperationAST(document, operationName);
    if (operation) refuseManyObjects(operation, { schema, document, variables });
    if (operation) session.beginOperation(id, operation, document);
    return { schema, document, operationName, variableValues: variables, contextValue };
  } catch (error) {
    if (error instanceof GraphQLError) return [error];
    if (error instanceof ProblemError) return [new GraphQLError(error.message, { originalError: error })];
    throw error;
  }
}
