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
  /** The path as it was sent, which is what clients sign: an URL takes `..` and its like out. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

export interface StoreAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export type Answering = (request: StoreRequest) => StoreAnswer | Promise<StoreAnswer>;

export interface StoreServerOptions {
  /** Default: any that is free. */
  readonly port?: number;
  readonly tls?: ServerOptions;
}

const HOST = '127.0.0.1';
/** Whatever is bigger is no object of a sandbox. */
const MAX_BODY_BYTES = 64 * 1024 * 1024;
const MAX_REMEMBERED = 1000;

/** An HTTP server that only this machine reaches and that answers by a function; it can be told to keep silent. */
export class StoreServer {
  /** Methods and targets of the latest requests, the oldest first. */
  readonly requests: string[] = [];
  /** Takes requests and never answers. */
  isSilent = false;

  private constructor(
    private readonly server: ReturnType<typeof createHttpServer>,
    private readonly scheme: string,
  ) {}

  static async start(answer: Answering, { port = 0, tls }: StoreServerOptions = {}): Promise<StoreServer> {
    let store: StoreServer | undefined = undefined;
    const listener: RequestListener = (request, response) => void store?.serve(answer, request, response);
    const server = tls ? createHttpsServer(tls, listener) : createHttpServer(listener);
    store = new StoreServer(server, tls ? 'https' : 'http');
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, HOST, resolve);
    });
    return store;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `${this.scheme}://${HOST}:${this.port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(answer: Answering, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', headers, url = '/' } = request;
    this.remember(`${method} ${url}`);
    try {
      const body = await readBody(request);
      if (this.isSilent) return;
      const parsed = URL.parse(url, this.url);
      if (!body || !parsed) return send(response, method, { status: body ? 400 : 413 });
      send(response, method, await answer({ method, url: parsed, path: url.split('?', 1)[0]!, headers, body }));
    } catch {
      // Whoever asked is gone, or will see that something broke here.
      if (response.headersSent) response.destroy();
      else send(response, method, { status: 500 });
    }
  }

  private remember(line: string): void {
    this.requests.push(line);
    if (this.requests.length > MAX_REMEMBERED) this.requests.shift();
  }
}

/** undefined when there is more than any object may hold. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk as Buffer);
  }
  return size <= MAX_BODY_BYTES ? Buffer.concat(chunks) : undefined;
}

function send(response: ServerResponse, method: string, { status, headers, body = '' }: StoreAnswer): void {
  response.writeHead(status, headers);
  response.end(method === 'HEAD' ? undefined : body);
}
