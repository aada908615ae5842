import { GraphQLError, type ExecutionArgs, type GraphQLFormattedError } from 'graphql';
import { CloseCode, type Context, type ServerOptions, type SubscribePayload } from 'graphql-ws';
import { ProblemError } from '../../../domain/problem.js';
import { bearerTokenOf } from '../../../services/auth/authenticator.js';
import { toProblem } from '../../common/problem-document.js';
import type { CallerSession } from '../sessions/caller-session.js';
import type { OperationJudge } from '../sessions/operation-judge.js';

/** WebSocket's own code for a server that cannot serve now: clients come back. */
const TRY_AGAIN_LATER = 1013;

/** One socket: who opened it, and how it is closed. */
export interface SocketExtra {
  readonly session: CallerSession;
  readonly close: (code: number, reason: string) => void;
}

type SocketContext = Context<Record<string, unknown>, SocketExtra>;
type ProtocolOptions = ServerOptions<Record<string, unknown>, SocketExtra>;

/** Closes a socket whose token has ended, as one is that never had any. */
export const FORBIDDEN = [CloseCode.Forbidden, 'Forbidden'] as const;

/** `graphql-transport-ws` with the same limits and the same errors as HTTP. */
export function subscriptionProtocol(judge: OperationJudge): ProtocolOptions {
  const format = ({ extra }: SocketContext, errors: readonly GraphQLError[]): GraphQLFormattedError[] =>
    judge.show(errors, extra.session.id);
  return {
    onConnect: ({ extra, connectionParams }) => admit(extra, connectionParams),
    onClose: ({ extra }) => extra.session.end(),
    onSubscribe: ({ extra }, id, payload) => prepare(judge, { id, session: extra.session }, payload),
    onComplete: ({ extra }, id) => extra.session.endOperation(id),
    onNext: (...[context, , , , result]) => result.errors && { ...result, errors: format(context, result.errors) },
    onError: (context, _id, _payload, errors) => format(context, errors),
  };
}

/** False when the token is none; the socket is then closed as Forbidden. */
async function admit(
  { session, close }: SocketExtra,
  params: Readonly<Record<string, unknown>> = {},
): Promise<boolean> {
  try {
    await session.admit(tokenIn(params));
    return true;
  } catch (error) {
    const { code, message } = toProblem(error);
    if (code !== 'unauthenticated') close(TRY_AGAIN_LATER, message);
    return false;
  }
}

interface Asked {
  readonly id: string;
  readonly session: CallerSession;
}

function prepare(
  judge: OperationJudge,
  { id, session }: Asked,
  payload: SubscribePayload,
): ExecutionArgs | readonly GraphQLError[] {
  try {
    const judged = judge.judge(session, id, payload);
    return 'args' in judged ? judged.args : judged;
  } catch (error) {
    if (error instanceof ProblemError) return [new GraphQLError(error.message, { originalError: error })];
    throw error;
  }
}

/** `{authorization: "Bearer ..."}`, spelled as a header or not, or `{token}`. */
function tokenIn({ authorization, Authorization, token }: Readonly<Record<string, unknown>>): string | undefined {
  const header = authorization ?? Authorization;
  if (typeof header === 'string') return bearerTokenOf(header);
  return typeof token === 'string' ? token : undefined;
}
