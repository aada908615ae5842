import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { execute, GraphQLError, subscribe, type GraphQLFormattedError } from 'graphql';
import { ProblemError } from '../../../domain/problem.js';
import { KubeRuntime } from '../../../kube/kube-runtime.js';
import { bearerTokenOf } from '../../../services/auth/authenticator.js';
import { asksFor } from '../../common/accept.js';
import type { CallerRequest } from '../../common/caller.js';
import { GRAPHQL_PATH } from '../../common/paths.js';
import { EVENT_STREAM, EventStream, STREAM_HEADERS } from '../../common/streams/event-stream.js';
import { sendRefusal } from '../refusal.js';
import { CallerSessions, type CallerSession } from '../sessions/caller-session.js';
import { OperationJudge, type JudgedOperation } from '../sessions/operation-judge.js';
import { eventRequestOf } from './event-request.js';
import { failureEvent, operationEvents, type Outcome } from './operation-events.js';

const RESPONSE_JSON = 'application/graphql-response+json';
/** As Apollo's answers are: what is asked for may be credentials. */
const HEADERS = { ...STREAM_HEADERS, 'Cache-Control': 'no-store' };
/** The only operation of its session. */
const OPERATION = 'only';
/** Sent at once: without a first line, a client would not learn that it is being served until something happens. */
const OPENING = ':\n\n';

/**
 * Operations as Server-Sent Events, at the address of all the others, for who accepts nothing else more: `graphql-sse`, in
 * its mode of distinct connections. Not by the handler of that library, which keeps what a slow reader does not read.
 */
@Injectable()
export class OperationEventServer implements OnModuleInit, OnModuleDestroy {
  readonly #open = new Set<EventStream>();

  constructor(
    private readonly http: HttpAdapterHost,
    private readonly runtime: KubeRuntime,
    private readonly sessions: CallerSessions,
    private readonly judge: OperationJudge,
  ) {}

  onModuleInit(): void {
    const fastify = this.http.httpAdapter.getInstance<FastifyInstance>();
    // Never `done` where it is answered: of a client that has gone, an answer would look as if there were none yet.
    fastify.addHook('preHandler', (request, reply, done) =>
      wantsEvents(request) ? void this.answer(request, reply) : done(),
    );
  }

  /** Ended without `complete`: clients come back, and are told how things stand. */
  onModuleDestroy(): void {
    for (const stream of this.#open) stream.complete();
  }

  private async answer(request: CallerRequest, reply: FastifyReply): Promise<void> {
    try {
      const stream = await this.open(request);
      void reply.headers(HEADERS).send(stream);
    } catch (error) {
      sendRefusal(error, { request, reply, show: this.judge.show });
    }
  }

  private async open(request: CallerRequest): Promise<EventStream> {
    let stream: EventStream | undefined;
    let endedBy: unknown;
    const session = this.sessions.begin(request.id, (error) => {
      endedBy = error;
      stream?.fail(error);
    });
    try {
      const outcome = await this.begin(session, request);
      stream = this.streamOf(outcome, session);
      // Before there was a stream to be told.
      if (endedBy !== undefined) stream.fail(endedBy);
      return stream;
    } catch (error) {
      session.end();
      throw error;
    } finally {
      request.allowance = session.requester.allowance;
    }
  }

  private async begin(session: CallerSession, request: CallerRequest): Promise<Outcome> {
    const asked = eventRequestOf(request);
    await session.admit(bearerTokenOf(request.headers.authorization));
    const judged = this.judge.judge(session, OPERATION, asked);
    if (!('args' in judged)) return { errors: judged };
    refuseUnsafe(judged, request);
    return judged.operation.operation === 'subscription' ? subscribe(judged.args) : execute(judged.args);
  }

  private streamOf(outcome: Outcome, session: CallerSession): EventStream {
    const show = (errors: readonly GraphQLError[]): GraphQLFormattedError[] => this.judge.show(errors, session.id);
    const stream: EventStream = new EventStream(operationEvents(outcome, show), {
      clock: this.runtime.clock,
      problemEvent: (error) => failureEvent(error, show),
      onEnd: () => {
        this.#open.delete(stream);
        session.end();
        if (Symbol.asyncIterator in outcome) void outcome[Symbol.asyncIterator]().return?.();
      },
    });
    this.#open.add(stream);
    stream.push(OPENING);
    return stream;
  }
}

/** By GET and POST alone: other methods of this address have their own answer. */
function wantsEvents({ routeOptions, method, headers }: FastifyRequest): boolean {
  if (routeOptions.url !== GRAPHQL_PATH || (method !== 'GET' && method !== 'POST')) return false;
  return asksFor(EVENT_STREAM, headers.accept, RESPONSE_JSON);
}

function refuseUnsafe({ operation: { operation } }: JudgedOperation, { method }: FastifyRequest): void {
  if (method === 'POST' || operation !== 'mutation') return;
  throw new ProblemError('method_not_allowed', 'Mutations are taken by POST only.');
}
