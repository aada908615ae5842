import { randomBytes } from 'node:crypto';

import type { KubeObject, UntypedObject } from '../../../kube/meta/index.js';
import { MASTERS_GROUP, StaticTokens } from '../auth/index.js';
import type { StaticToken } from '../auth/index.js';
import { ClusterControllers } from '../controllers/index.js';
import type { TlsIdentity } from '../http/tls-identity.js';
import { SystemWriter } from '../lifecycle/system-writer.js';
import type { EventFilter } from '../watch/watch-hub.js';
import { assemble } from './assemble.js';
import type { Assembly } from './assemble.js';
import { BOOTSTRAP_OBJECTS } from './bootstrap-objects.js';
import { HttpsListener } from './https-listener.js';
import { buildKubeconfig } from './kubeconfig.js';
import { DEFAULT_LIMITS } from './options.js';
import type { EmbeddedApiServerOptions } from './options.js';
import type { RequestListener } from './request-log.js';
import { openServerState } from './server-state.js';
import { backUp, restore } from './store-backup.js';

const LOOPBACK = '127.0.0.1';

interface Running extends Assembly {
  readonly listener: HttpsListener;
  readonly controllers: ClusterControllers;
  readonly tokens: StaticTokens;
  readonly shutdownGraceMs: number;
}

/** A Kubernetes API server within this process: one node of storage, no kubelet, no controllers for workloads. */
export class EmbeddedApiServer {
  private constructor(
    private readonly running: Running,
    /** PEM, for clients to trust. */
    readonly caCertificate: string,
    /** Of `system:admin`, who may do everything. */
    readonly adminToken: string,
  ) {}

  /** Resolves when requests are answered; stored objects and given CRDs are served from the first one on. */
  static async start(options: EmbeddedApiServerOptions = {}): Promise<EmbeddedApiServer> {
    const now = options.clock ?? ((): Date => new Date());
    const limits = { ...DEFAULT_LIMITS, ...options.limits };
    const { secrets, journal } = await openServerState(options.dataDir, now());
    const adminToken = options.auth?.adminToken ?? secrets.adminToken;
    const tokens = new StaticTokens([adminOf(adminToken), ...(options.auth?.tokens ?? [])]);
    const signingKey = Buffer.from(secrets.signingKey, 'hex');
    const assembly = assemble({ journal, now, limits, tokens, signingKey });
    try {
      await bootstrap(assembly, (options.crds ?? []) as readonly KubeObject[]);
      const listener = await listen(assembly, secrets.tls, options);
      const controllers = new ClusterControllers(assembly, { ttlMs: limits.eventTtlMs, now });
      const running = { ...assembly, listener, controllers, tokens, shutdownGraceMs: limits.shutdownGraceMs };
      return new EmbeddedApiServer(running, secrets.tls.caCertificate, adminToken);
    } catch (error) {
      // A definition that is refused, a port that is taken: the next try must find the directory free.
      assembly.hub.endAll();
      assembly.store.close();
      throw error;
    }
  }

  /** `https://127.0.0.1:port`. */
  get url(): string {
    return `https://${LOOPBACK}:${this.running.listener.port}`;
  }

  /** YAML; with the administrator's token unless another is given. */
  kubeconfig(token: string = this.adminToken): string {
    return buildKubeconfig({ url: this.url, caCertificate: this.caCertificate, token });
  }

  /** A new token of a user; it lives as long as this process. */
  createToken(username: string, groups: readonly string[] = []): string {
    const token = randomBytes(32).toString('hex');
    this.running.tokens.add({ token, user: { username, groups } });
    return token;
  }

  /** Tells of every answered request. @returns the way to stop. */
  onRequest(listener: RequestListener): () => void {
    return this.running.log.subscribe(listener);
  }

  /** Fault injection: breaks every watch connection. */
  dropWatches(): void {
    this.running.hub.dropAll();
  }

  /** Fault injection: watchers never hear of changes that match, which are stored all the same. @returns the way to stop. */
  withholdEvents(filter: EventFilter): () => void {
    return this.running.hub.withhold(filter);
  }

  /** Fault injection: forgets all past, so that older watches and pages are answered 410. */
  compactHistory(): void {
    this.running.store.compact();
  }

  /** Everything that is stored, as it stands, like a backup of etcd; frozen. */
  backUp(): UntypedObject[] {
    return backUp(this.running.store);
  }

  /**
   * Stores objects as a restored backup would, uids and status included: past admission, defaults and rules, and in one
   * commit, so that thousands are there at once. @throws TypeError when a kind is not served; then nothing is stored.
   */
  restore(objects: readonly UntypedObject[]): Promise<void> {
    return restore(this.running.store, this.running.registry, objects);
  }

  /** Ends watches cleanly, lets requests finish, closes the store. */
  async stop(): Promise<void> {
    const { hub, listener, controllers, admission, store, shutdownGraceMs } = this.running;
    hub.endAll();
    await listener.close(shutdownGraceMs);
    await controllers.stop();
    await admission.close();
    store.close();
  }
}

function adminOf(token: string): StaticToken {
  return { token, user: { username: 'system:admin', groups: [MASTERS_GROUP] } };
}

function listen(
  { pipeline }: Assembly,
  tls: TlsIdentity,
  { host = LOOPBACK, port = 0 }: EmbeddedApiServerOptions,
): Promise<HttpsListener> {
  return HttpsListener.listen(tls, { host, port }, (request, response) => void pipeline.handle(request, response));
}

async function bootstrap({ store, registry, writes }: Assembly, definitions: readonly KubeObject[]): Promise<void> {
  const writer = new SystemWriter(store, registry, writes, 'apiserver');
  for (const object of BOOTSTRAP_OBJECTS) await writer.createIfAbsent(object);
  for (const definition of definitions) await writer.createOrReplace(definition);
  await store.settled();
}
