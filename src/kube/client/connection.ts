import type { RequestOptions } from 'node:https';
import { isDeepStrictEqual } from 'node:util';
import { KubeConfig } from '@kubernetes/client-node';
import { Agent, ProxyAgent, type Dispatcher } from 'undici';
import type { Clock } from '../clock.js';
import { errorOfCredentials } from './error-mapping.js';
import { readTokenFile } from './token-file.js';

/** Loading credentials reads files and may look at an exec plugin's cache: often enough to follow rotation. */
const CREDENTIALS_FRESH_MS = 10_000;
const TCP_KEEP_ALIVE_MS = 30_000;

/** Time limits are ours (see Transport), and one socket per watch is cheaper here than HTTP/2's multiplexing. */
const AGENT_OPTIONS = { allowH2: false, headersTimeout: 0, bodyTimeout: 0, keepAliveTimeout: 30_000 } as const;

export interface Session {
  readonly dispatcher: Dispatcher;
  readonly headers: Readonly<Record<string, string>>;
}

type TlsMaterial = Pick<RequestOptions, 'ca' | 'cert' | 'key' | 'rejectUnauthorized' | 'servername'>;

/**
 * One cluster as one user: the shared pool of sockets and the credentials of the moment. The kubeconfig library does
 * the authenticating (tokens, certificates, exec plugins); its own agents, one per call, are never used.
 */
export class Connection {
  readonly origin: string;
  readonly basePath: string;
  readonly host: string;

  private session: Session | undefined;
  private loading: Promise<Session> | undefined;
  private tls: TlsMaterial | undefined;
  private loadedAtMs = 0;
  private readonly retired = new Set<Dispatcher>();

  /** @throws Error when the kubeconfig names no current cluster. */
  constructor(
    private kubeConfig: KubeConfig,
    private readonly clock: Clock,
  ) {
    const server = kubeConfig.getCurrentCluster()?.server;
    if (!server) throw new Error('the kubeconfig has no current cluster');
    const url = new URL(server);
    this.origin = url.origin;
    this.host = url.host;
    this.basePath = url.pathname.replace(/\/$/, '');
  }

  /** Concurrent callers share one load: an exec plugin must not be started once per request. */
  async current(): Promise<Session> {
    if (this.session && this.clock.monotonicMs() - this.loadedAtMs < CREDENTIALS_FRESH_MS) return this.session;
    this.loading ??= this.load().finally(() => (this.loading = undefined));
    return this.loading;
  }

  /** When no connection could be made: certificates may have been rotated or have expired. */
  reloadCredentials(): void {
    this.loadedAtMs = -Infinity;
  }

  /** After a 401: they may have been revoked, and what a credential plugin said before is of no use either. */
  dropCredentials(refused: Session): void {
    // Of many requests that were refused together the first has seen to it.
    if (this.session && !isDeepStrictEqual(refused.headers, this.session.headers)) return;
    this.kubeConfig = withoutMemory(this.kubeConfig);
    this.reloadCredentials();
  }

  /** Ends every request that is still running. */
  async close(): Promise<void> {
    const dispatchers = [...this.retired, ...(this.session ? [this.session.dispatcher] : [])];
    await Promise.all(dispatchers.map((dispatcher) => dispatcher.destroy()));
  }

  private async load(): Promise<Session> {
    const options = await this.authenticate();
    this.session = { dispatcher: this.dispatcherFor(options), headers: authHeaders(options) };
    this.loadedAtMs = this.clock.monotonicMs();
    return this.session;
  }

  private async authenticate(): Promise<RequestOptions> {
    const options: RequestOptions = { headers: {} };
    try {
      await this.kubeConfig.applyToHTTPSOptions(options);
      const token = readTokenFile(this.kubeConfig);
      return token ? { ...options, headers: { ...options.headers, Authorization: `Bearer ${token}` } } : options;
    } catch (error) {
      throw errorOfCredentials(error);
    }
  }

  /** The same pool for as long as the certificates are the same. */
  private dispatcherFor({ ca, cert, key, rejectUnauthorized, servername }: RequestOptions): Dispatcher {
    const tls: TlsMaterial = { ca, cert, key, rejectUnauthorized, servername };
    if (this.session && isDeepStrictEqual(tls, this.tls)) return this.session.dispatcher;
    if (this.session) this.retire(this.session.dispatcher);
    this.tls = tls;
    return this.openDispatcher(tls);
  }

  private openDispatcher(tls: TlsMaterial): Dispatcher {
    const options = this.kubeConfig.createDispatcherOptions(this.kubeConfig.getCurrentCluster(), tls);
    if (options.type === 'socks') throw new Error('SOCKS proxies are not supported; use an HTTP proxy in proxy-url');
    if (options.type === 'proxy') return new ProxyAgent({ ...AGENT_OPTIONS, ...options });
    const keepAlive = { keepAlive: true, keepAliveInitialDelay: TCP_KEEP_ALIVE_MS };
    return new Agent({ ...AGENT_OPTIONS, connect: { ...keepAlive, ...('connect' in options && options.connect) } });
  }

  /** Requests under way finish on the old certificate. */
  private retire(dispatcher: Dispatcher): void {
    this.retired.add(dispatcher);
    void dispatcher.close().finally(() => this.retired.delete(dispatcher));
  }
}

/** The library remembers what plugins printed for as long as its object lives. */
function withoutMemory({ clusters, users, contexts, currentContext }: KubeConfig): KubeConfig {
  const fresh = new KubeConfig();
  fresh.loadFromOptions({ clusters, users, contexts, currentContext });
  return fresh;
}

function authHeaders({ headers, auth }: RequestOptions): Record<string, string> {
  const named = Object.entries((headers ?? {}) as Record<string, unknown>).map(([name, value]) => [
    name,
    String(value),
  ]);
  const basic = auth ? [['Authorization', `Basic ${Buffer.from(auth).toString('base64')}`]] : [];
  return Object.fromEntries([...named, ...basic]) as Record<string, string>;
}
