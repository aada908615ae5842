import { once } from 'node:events';
import { Agent, createServer, request as httpsRequest, type Server } from 'node:https';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { KeyPair } from '../envtest/authority.js';
import { FaultPlan, type Fault } from './fault-plan.js';

export interface FaultProxyOptions {
  /** The API server: its address, its authority, and the token under which it knows the proxy's client. */
  readonly upstream: { readonly url: string; readonly caCertificate: string; readonly token: string };
  /** What the proxy shows of itself. */
  readonly identity: KeyPair;
  /** PEM: only clients with a certificate of this authority may connect. */
  readonly clientAuthority: string;
  /** The only token that is accepted. */
  readonly token: string;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: Buffer;
  readonly isWatch: boolean;
  path: string;
}

type FaultHandler = (exchange: Exchange, fault: Fault) => Promise<void>;

const HOP_BY_HOP = ['connection', 'keep-alive', 'transfer-encoding', 'content-length'];

/** Stands between a client and an API server, over TLS with certificates on both sides, and does harm as planned. */
export class FaultProxy {
  /** What happens to each request from now on. */
  plan = FaultPlan.none();

  readonly #sockets = new Set<Socket>();
  readonly #agent: Agent;
  readonly #server: Server;
  /** Where the first watch of each path began. */
  readonly #firstVersions = new Map<string, string>();
  readonly #handlers: Readonly<Record<Fault['kind'], FaultHandler>> = {
    drop: async ({ response }) => void response.socket?.destroy(),
    break: (exchange, fault) => this.forward(exchange, fault),
    halfClose: (exchange, fault) => this.forward(exchange, fault),
    truncate: (exchange, fault) => this.forward(exchange, fault),
    loseAnswer: (exchange) => this.loseAnswer(exchange),
    delay: async (exchange, fault) => {
      if (fault.kind === 'delay') await sleep(fault.ms);
      await this.forward(exchange);
    },
    duplicate: (exchange, fault) => this.duplicate(exchange, fault),
    rewind: (exchange) => this.rewind(exchange),
    refuse: async ({ response }, fault) => void (fault.kind === 'refuse' && refuse(response, fault)),
  };
  #identity: KeyPair;
  #clientAuthority: string;
  #token: string;
  #open: Promise<void> = Promise.resolve();
  #resume: () => void = () => undefined;

  private constructor(private readonly options: FaultProxyOptions) {
    this.#identity = options.identity;
    this.#clientAuthority = options.clientAuthority;
    this.#token = options.token;
    this.#agent = new Agent({ ca: options.upstream.caCertificate, keepAlive: true });
    this.#server = createServer({ ...this.secureContext(), requestCert: true }, (request, response) => {
      // A client that has gone, or a server that is away: there is nobody to tell.
      this.serve(request, response).catch(() => response.socket?.destroy());
    });
    this.#server.keepAliveTimeout = 60_000;
    this.#server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => this.#sockets.delete(socket));
    });
  }

  static async start(options: FaultProxyOptions): Promise<FaultProxy> {
    const proxy = new FaultProxy(options);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get url(): string {
    return `https://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Connections of clients. */
  get openSockets(): number {
    return this.#sockets.size;
  }

  /** From now on every other token has expired. */
  acceptOnly(token: string): void {
    this.#token = token;
  }

  /** Shows another certificate; as after any restart of a server nobody stays connected. */
  present(identity: KeyPair): void {
    this.#identity = identity;
    this.secureAnew();
  }

  /** From now on the certificates of any other authority's clients have expired. */
  admitClientsOf(authority: string): void {
    this.#clientAuthority = authority;
    this.secureAnew();
  }

  breakConnections(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Nothing moves, in neither direction; connections stay. */
  pause(): void {
    const { promise, resolve } = Promise.withResolvers<void>();
    [this.#open, this.#resume] = [promise, resolve];
  }

  resume(): void {
    this.#resume();
  }

  async stop(): Promise<void> {
    this.resume();
    this.breakConnections();
    this.#agent.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  private secureContext(): { cert: string; key: string; ca: string } {
    return { cert: this.#identity.certificate, key: this.#identity.privateKey, ca: this.#clientAuthority };
  }

  private secureAnew(): void {
    this.#server.setSecureContext(this.secureContext());
    this.breakConnections();
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = Buffer.concat(await request.toArray());
    await this.#open;
    if (request.headers.authorization !== `Bearer ${this.#token}`) {
      return refuse(response, { code: 401, reason: 'Unauthorized' });
    }
    const path = request.url!;
    const isWatch = new URL(path, this.url).searchParams.has('watch');
    const exchange = { request, response, body, path, isWatch };
    const fault = this.plan.next({ method: request.method!, isWatch });
    await (fault ? this.#handlers[fault.kind](exchange, fault) : this.forward(exchange));
  }

  private async loseAnswer(exchange: Exchange): Promise<void> {
    await drain(await this.ask(exchange), exchange.isWatch);
    exchange.response.socket?.destroy();
  }

  private async duplicate(exchange: Exchange, fault: Fault): Promise<void> {
    if (exchange.isWatch) return this.forward(exchange, fault);
    await drain(await this.ask(exchange), false);
    return this.forward(exchange);
  }

  private async rewind(exchange: Exchange): Promise<void> {
    const url = new URL(exchange.path, this.url);
    const version = this.#firstVersions.get(url.pathname);
    if (version && url.searchParams.has('resourceVersion')) url.searchParams.set('resourceVersion', version);
    exchange.path = `${url.pathname}${url.search}`;
    return this.forward(exchange);
  }

  private rememberVersion({ path, isWatch }: Exchange): void {
    const { pathname, searchParams } = new URL(path, this.url);
    const version = searchParams.get('resourceVersion');
    if (isWatch && version && !this.#firstVersions.has(pathname)) this.#firstVersions.set(pathname, version);
  }

  /** The server's answer, as soon as its headers are there. */
  private async ask({ request, response, body, path }: Exchange): Promise<IncomingMessage> {
    const { upstream } = this.options;
    const headers = { ...withoutHopByHop(request.headers), authorization: `Bearer ${upstream.token}` };
    const lengths = body.length > 0 ? { 'content-length': body.length } : {};
    const asked = httpsRequest(`${upstream.url}${path}`, {
      agent: this.#agent,
      method: request.method,
      headers: { ...headers, ...lengths, host: new URL(upstream.url).host },
    });
    response.on('close', () => asked.destroy());
    asked.end(body);
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    // It may break while nobody reads; whoever reads is told by the read itself.
    asked.on('error', () => undefined);
    answer.on('error', () => undefined);
    return answer;
  }

  private async forward(exchange: Exchange, fault?: Fault): Promise<void> {
    const { response } = exchange;
    this.rememberVersion(exchange);
    const answer = await this.ask(exchange);
    response.writeHead(answer.statusCode!, withoutHopByHop(answer.headers)).flushHeaders();
    for await (const chunk of harmed(answer, fault)) {
      await this.#open;
      if (!response.write(chunk)) await drained(response);
    }
    await this.#open;
    end(response, fault);
  }
}

/** Resolves when more may be written, or nobody is there to read it. */
async function drained(response: ServerResponse): Promise<void> {
  if (response.closed || response.destroyed) return;
  const settled = new AbortController();
  const either = ['drain', 'close'].map((event) => once(response, event, { signal: settled.signal }));
  await Promise.race(either);
  settled.abort();
}

function withoutHopByHop(headers: IncomingMessage['headers']): OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.includes(name)));
}

/** A watch has no end to wait for: that it began is all the server did. */
async function drain(answer: IncomingMessage, isWatch: boolean): Promise<void> {
  if (isWatch) answer.destroy();
  else await answer.toArray();
}

async function* harmed(answer: IncomingMessage, fault: Fault | undefined): AsyncGenerator<Buffer> {
  if (fault?.kind === 'duplicate') return yield* twice(answer);
  if (!fault || !('afterBytes' in fault)) return yield* answer as AsyncIterable<Buffer>;
  let left = fault.afterBytes;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    yield chunk.subarray(0, left);
    left -= chunk.length;
    if (left <= 0) return;
  }
}

async function* twice(answer: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  for await (const chunk of answer) {
    rest = Buffer.concat([rest, chunk]);
    const lines = rest.subarray(0, rest.lastIndexOf('\n') + 1).toString();
    rest = rest.subarray(rest.lastIndexOf('\n') + 1);
    for (const line of lines.split('\n').filter(Boolean)) yield Buffer.from(`${line}\n${line}\n`);
  }
  yield rest;
}

function end(response: ServerResponse, fault: Fault | undefined): void {
  if (fault?.kind === 'break') response.socket?.destroy();
  else if (fault?.kind === 'halfClose') response.socket?.end();
  else response.end();
}

function refuse(
  response: ServerResponse,
  { code, reason, retryAfterSeconds }: { code: number; reason: string; retryAfterSeconds?: number },
): void {
  const status = { kind: 'Status', apiVersion: 'v1', status: 'Failure', code, reason, message: `planned: ${reason}` };
  const headers = retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) };
  response.writeHead(code, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(status));
}
