import { Agent, fetch } from 'undici';
import type { Response } from 'undici';
import { WatchStream } from './watch-stream.js';

/** Where an API server is and who asks. */
export interface Connection {
  readonly url: string;
  /** PEM of the authority that signed the server's certificate. */
  readonly ca: string;
  readonly token: string;
}

/** JSON as it came. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests assert on every level of it
export type Wire = any;

export interface ApiResponse {
  readonly status: number;
  readonly headers: Response['headers'];
  /** Parsed when it is JSON, text otherwise. */
  readonly body: Wire;
}

export interface RequestOptions {
  readonly body?: unknown;
  readonly contentType?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

const JSON_TYPE = 'application/json';

export const PATCH_TYPES = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  apply: 'application/apply-patch+yaml',
} as const;

/** The wire and nothing above it: a suite that speaks through a client library would test that library too. */
export class ApiClient {
  readonly #agent: Agent;

  constructor(private readonly connection: Connection) {
    // As many connections as there are watches and requests at a time.
    this.#agent = new Agent({ connect: { ca: connection.ca } });
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  async request(method: string, path: string, options: RequestOptions = {}): Promise<ApiResponse> {
    const response = await this.send(method, path, options);
    const text = await response.text();
    // The index of OpenAPI is JSON of type text/plain on a real server.
    const isJson = text.startsWith('{') || (response.headers.get('content-type')?.startsWith(JSON_TYPE) && text !== '');
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  }

  get = (path: string, options?: RequestOptions): Promise<ApiResponse> => this.request('GET', path, options);
  post = (path: string, body: unknown, options?: RequestOptions): Promise<ApiResponse> =>
    this.request('POST', path, { ...options, body });
  put = (path: string, body: unknown, options?: RequestOptions): Promise<ApiResponse> =>
    this.request('PUT', path, { ...options, body });
  delete = (path: string, body?: unknown, options?: RequestOptions): Promise<ApiResponse> =>
    this.request('DELETE', path, { ...options, body });

  patch(type: keyof typeof PATCH_TYPES, path: string, body: unknown, options?: RequestOptions): Promise<ApiResponse> {
    return this.request('PATCH', path, { contentType: PATCH_TYPES[type], ...options, body });
  }

  apply(
    manager: string,
    path: string,
    body: unknown,
    { force, ...options }: RequestOptions & { force?: boolean } = {},
  ): Promise<ApiResponse> {
    const query = { fieldManager: manager, ...(force ? { force: 'true' } : {}), ...options.query };
    return this.patch('apply', path, body, { ...options, query });
  }

  /** Resolves when the server has begun to answer. */
  async watch(path: string, query: Readonly<Record<string, string>> = {}, headers = {}): Promise<WatchStream> {
    const abort = new AbortController();
    const response = await this.send('GET', path, { query: { ...query, watch: 'true' }, headers }, abort.signal);
    return new WatchStream(response, abort);
  }

  private send(
    method: string,
    path: string,
    { body, contentType = JSON_TYPE, query, headers }: RequestOptions,
    signal?: AbortSignal,
  ): Promise<Response> {
    const search = query ? `?${new URLSearchParams(query).toString()}` : '';
    const isRaw = typeof body === 'string' || body instanceof Uint8Array;
    return fetch(`${this.connection.url}${path}${search}`, {
      method,
      dispatcher: this.#agent,
      redirect: 'manual',
      headers: {
        ...(this.connection.token ? { authorization: `Bearer ${this.connection.token}` } : {}),
        accept: JSON_TYPE,
        'user-agent': 'conformance/1.0',
        ...(body === undefined ? {} : { 'content-type': contentType }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isRaw ? body : JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
  }
}
