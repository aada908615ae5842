import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KubeConfig } from '@kubernetes/client-node';

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** Becomes true when the client has let go of the connection's stream. */
  isClosed: boolean;
}

export type Answer = (response: ServerResponse, request: SeenRequest) => void;

/** Answers requests with exact bytes, in the order of a script; what comes after its end is left without an answer. */
export class ScriptedServer {
  readonly requests: SeenRequest[] = [];
  private readonly answers: Answer[] = [];
  private readonly connections = new Set<unknown>();
  private server!: Server;

  static async start(): Promise<ScriptedServer> {
    const scripted = new ScriptedServer();
    scripted.server = createServer((request, response) => void scripted.serve(request, response));
    scripted.server.on('connection', (socket) => scripted.connections.add(socket));
    await new Promise<void>((resolve) => scripted.server.listen(0, '127.0.0.1', resolve));
    return scripted;
  }

  /** How many sockets were ever opened. */
  get connectionCount(): number {
    return this.connections.size;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get kubeConfig(): KubeConfig {
    const kubeConfig = new KubeConfig();
    kubeConfig.loadFromClusterAndUser(
      // Plain HTTP is refused by the library unless TLS checks are off.
      { name: 'scripted', server: this.url, skipTLSVerify: true },
      { name: 'tester', token: 'a-token' },
    );
    return kubeConfig;
  }

  script(...answers: Answer[]): void {
    this.answers.push(...answers);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const url = new URL(incoming.url!, this.url);
    const seen: SeenRequest = {
      method: incoming.method!,
      path: url.pathname,
      query: url.searchParams,
      headers: incoming.headers,
      body: Buffer.concat(chunks).toString(),
      isClosed: false,
    };
    response.on('close', () => (seen.isClosed = true));
    this.requests.push(seen);
    this.answers.shift()?.(response, seen);
  }
}

export const json =
  (code: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  (response) =>
    void response.writeHead(code, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));

export const refusal = (code: number, reason: string, more: Record<string, unknown> = {}): Answer =>
  json(code, { kind: 'Status', apiVersion: 'v1', status: 'Failure', code, reason, message: `${reason}!`, ...more });

/** Breaks the connection without an answer. */
export const hangUp: Answer = (response) => void response.socket?.destroy();

/** Takes the request and never says a word. */
export const silence: Answer = () => undefined;

/** The bytes, then a clean end. */
export const streamOnce =
  (...chunks: (string | Buffer)[]): Answer =>
  (response) => {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    for (const chunk of chunks) response.write(chunk);
    response.end();
  };

/** A stream that the test writes to, and ends or breaks, when it likes. */
export class OpenStream {
  private response: ServerResponse | undefined;

  readonly answer: Answer = (response) => {
    this.response = response;
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.flushHeaders();
  };

  get isOpen(): boolean {
    return this.response !== undefined;
  }

  send(...events: unknown[]): void {
    for (const event of events) this.response!.write(`${JSON.stringify(event)}\n`);
  }

  sendBytes(bytes: string | Buffer): void {
    this.response!.write(bytes);
  }

  end(): void {
    this.response!.end();
  }

  break(): void {
    this.response!.socket!.destroy();
  }
}
