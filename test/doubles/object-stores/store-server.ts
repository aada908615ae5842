import {
  createServer as createHttpServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';

export interface StoreRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

export interface StoreAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** An HTTP server on a free port of this machine that answers by a function, and can be told to keep silent. */
export class StoreServer {
  readonly requests: string[] = [];
  /** Takes requests and never answers. */
  isSilent = false;

  private constructor(
    private readonly server: ReturnType<typeof createHttpServer>,
    private readonly scheme: string,
  ) {}

  static async start(answer: (request: StoreRequest) => StoreAnswer, tls?: ServerOptions): Promise<StoreServer> {
    let store: StoreServer | undefined = undefined;
    const listener: RequestListener = (request, response) => void store?.serve(answer, request, response);
    const server = tls ? createHttpsServer(tls, listener) : createHttpServer(listener);
    store = new StoreServer(server, tls ? 'https' : 'http');
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return store;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `${this.scheme}://127.0.0.1:${this.port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(
    answer: (request: StoreRequest) => StoreAnswer,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = 'GET', headers, url = '/' } = request;
    this.requests.push(`${method} ${url}`);
    if (this.isSilent) return;
    const {
      status,
      headers: more,
      body = '',
    } = answer({
      method,
      url: new URL(url, this.url),
      headers,
      body: Buffer.concat(chunks),
    });
    response.writeHead(status, more);
    response.end(method === 'HEAD' ? undefined : body);
  }
}
