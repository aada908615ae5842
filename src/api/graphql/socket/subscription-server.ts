import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { CloseCode, handleProtocols, makeServer, type Server } from 'graphql-ws';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { KubeRuntime } from '../../../kube/kube-runtime.js';
import { withinRequest } from '../../../services/request-scope.js';
import { GRAPHQL_PATH } from '../../common/paths.js';
import { originOf } from '../../common/request-origin.js';
import { traceContextOf } from '../../common/trace-context.js';
import { CallerSessions } from '../sessions/caller-session.js';
import { OperationJudge } from '../sessions/operation-judge.js';
import { Heartbeat } from './heartbeat.js';
import { FORBIDDEN, subscriptionProtocol, type SocketExtra } from './subscription-protocol.js';

/** As much as a body over HTTP may be; the library's own bound is a hundred times as much, before any token is seen. */
const MAX_MESSAGE_BYTES = 1024 * 1024;
/** Several of the largest pages: a reader who is that far behind has stopped. */
const MAX_UNREAD_BYTES = 16 * 1024 * 1024;
const HEARTBEAT_MS = 15_000;
const GOING_AWAY = 1001;
/** Sockets whose other side does not answer the closing must not hold up a shutdown. */
const CLOSING_GRACE_MS = 1_000;

/**
 * Subscriptions over WebSocket, beside HTTP on the same port. Not the server that Nest's module offers: that one reads
 * messages of any size, keeps sockets of other paths hanging, and writes to the console.
 */
@Injectable()
export class SubscriptionServer implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES, handleProtocols });
  readonly #heartbeat = new Heartbeat(this.#sockets);
  #protocol: Server<SocketExtra> | undefined;

  constructor(
    private readonly http: HttpAdapterHost,
    private readonly runtime: KubeRuntime,
    private readonly sessions: CallerSessions,
    private readonly judge: OperationJudge,
  ) {}

  onApplicationBootstrap(): void {
    this.#protocol = makeServer(subscriptionProtocol(this.judge));
    this.#sockets.on('connection', (socket, request) => this.serve(socket, request));
    this.#heartbeat.start(HEARTBEAT_MS);
    this.httpServer().on('upgrade', this.upgrade);
  }

  /** Closed, not completed: to a client completion means that there is nothing more to come, and it would stay away. */
  async onModuleDestroy(): Promise<void> {
    this.httpServer().off('upgrade', this.upgrade);
    this.#heartbeat.stop();
    for (const socket of this.#sockets.clients) socket.close(GOING_AWAY, 'Going away');
    const impatience = setTimeout(
      () => this.#sockets.clients.forEach((socket) => socket.terminate()),
      CLOSING_GRACE_MS,
    );
    await new Promise<void>((resolve) => this.#sockets.close(() => resolve()));
    clearTimeout(impatience);
  }

  private httpServer(): HttpServer {
    return this.http.httpAdapter.getHttpServer() as HttpServer;
  }

  private readonly upgrade = (request: IncomingMessage, connection: Duplex, head: Buffer): void => {
    const isOurs = request.url?.split('?')[0] === GRAPHQL_PATH;
    if (!isOurs) return void connection.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    this.#sockets.handleUpgrade(request, connection, head, (socket) =>
      this.#sockets.emit('connection', socket, request),
    );
  };

  private serve(socket: WebSocket, request: IncomingMessage): void {
    const { logger } = this.runtime;
    const close = (code: number, reason: string): void => socket.close(code, reason);
    const session = this.sessions.begin(randomUUID(), () => close(...FORBIDDEN));
    const origin = originOf(request, session.id);
    const trace = traceContextOf(request.headers);
    const fail = (error: unknown): void => {
      logger.error('GraphQL socket failed', { requestId: session.id, err: error });
      socket.close(CloseCode.InternalServerError, 'Internal server error');
    };
    socket.on('error', (error) => logger.debug('GraphQL socket broke', { requestId: session.id, err: error }));
    const closed = this.#protocol!.opened(
      {
        protocol: socket.protocol,
        send: (data) => send(socket, data),
        close,
        onMessage: (receive) =>
          socket.on('message', (data) => void withinRequest(origin, () => receive(textOf(data)), trace).catch(fail)),
      },
      { session, close },
    );
    socket.once('close', (code, reason) => void closed(code, reason.toString()).catch(fail));
  }
}

/**
 * Resolves when the message is on its way: what comes next is not asked for before. Who asks on and on and never reads is
 * cut off.
 */
function send(socket: WebSocket, data: string): Promise<void> {
  if (socket.bufferedAmount > MAX_UNREAD_BYTES) socket.terminate();
  if (socket.readyState !== socket.OPEN) return Promise.resolve();
  return new Promise((resolve) => socket.send(data, () => resolve()));
}

function textOf(data: RawData): string {
  return (Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer)).toString();
}
