import { Global, Module, type Type } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import { RateLimiter } from '../../src/api/common/limits/rate-limiter.js';
import { WatchCounter } from '../../src/api/common/limits/watch-counter.js';
import { ProblemFilter } from '../../src/api/common/problem.filter.js';
import { GraphqlApiModule } from '../../src/api/graphql/graphql-api.module.js';
import { CallerSessions } from '../../src/api/graphql/sessions/caller-session.js';
import { GraphQlSettings, RateSettings } from '../../src/config/index.js';
import { ProblemError } from '../../src/domain/problem.js';
import { KubeRuntime } from '../../src/kube/kube-runtime.js';
import type { EventHandler, HandlerRegistration } from '../../src/kube/informer/index.js';
import type { DatabaseCluster } from '../../src/resources/database-cluster/index.js';
import { Refusals } from '../../src/services/audit/refusals.js';
import { Authenticator, type Authenticated } from '../../src/services/auth/authenticator.js';
import type { Caller } from '../../src/services/auth/caller.js';
import { StorageReader } from '../../src/services/backup-storages/storage-reader.js';
import { ClusterCredentials } from '../../src/services/clusters/cluster-credentials.js';
import { ClusterReader } from '../../src/services/clusters/cluster-reader.js';
import { ClusterWatcher } from '../../src/services/clusters/cluster-watcher.js';
import { ClusterWriter } from '../../src/services/clusters/cluster-writer.js';
import { EngineCatalogue } from '../../src/services/engines/engine-catalogue.js';
import { OperationCapabilities } from '../../src/services/operations/operation-capabilities.js';
import { OperationReader } from '../../src/services/operations/operation-reader.js';
import { OperationWatcher } from '../../src/services/operations/operation-watcher.js';
import { OperationWriter } from '../../src/services/operations/operation-writer.js';
import { ServicesModule } from '../../src/services/services.module.js';
import { ManualClock } from './manual-clock.js';
import { RecordingLogger } from './recording-logger.js';

/** An informer as far as watchers use one: tests push the changes. */
export class FakeInformer {
  readonly handlers = new Set<EventHandler<DatabaseCluster>>();

  /** Of the handlers one is the watcher's own, for what goes while somebody is away. */
  get watches(): number {
    return this.handlers.size - 1;
  }

  addHandler(handler: EventHandler<DatabaseCluster>): HandlerRegistration {
    this.handlers.add(handler);
    return { hasSynced: () => true, remove: () => void this.handlers.delete(handler) };
  }

  add(cluster: DatabaseCluster): void {
    for (const handler of this.handlers) handler.add?.(cluster, false);
  }

  update(cluster: DatabaseCluster): void {
    for (const handler of this.handlers) handler.update?.(cluster, cluster);
  }

  delete(cluster: DatabaseCluster): void {
    for (const handler of this.handlers) handler.delete?.(cluster);
  }
}

/** Knows the tokens that a test has not revoked; a token is the name of its caller. */
export class FakeAuthenticator {
  readonly revoked = new Set<string>();
  /** Instead of an answer. */
  failure: Error | undefined;

  authenticate(token: string | undefined): Promise<Authenticated> {
    if (this.failure) return Promise.reject(this.failure);
    if (!token || this.revoked.has(token)) return Promise.reject(new ProblemError('unauthenticated', 'No such token.'));
    const caller = { username: token, groups: [] };
    return Promise.resolve({ caller, token: { judgedBy: 'TokenReview' }, holdsForMs: 60_000 });
  }
}

export interface Stubs {
  readonly reader?: Partial<ClusterReader>;
  readonly writer?: Partial<ClusterWriter>;
  readonly credentials?: Partial<ClusterCredentials>;
  readonly catalogue?: Partial<EngineCatalogue>;
  readonly operations?: Partial<OperationReader>;
  readonly operationWriter?: Partial<OperationWriter>;
  readonly operationWatcher?: Partial<OperationWatcher>;
  readonly capabilities?: Partial<OperationCapabilities>;
  readonly storages?: Partial<StorageReader>;
}

/** Allows everything but what is asked of the namespace `secret`. */
const access = {
  requireList: (_caller: Caller, _verb: string, namespace: string) =>
    namespace === 'secret' ? Promise.reject(new ProblemError('not_found', 'No such namespace.')) : Promise.resolve(),
  mayWatch: (_caller: Caller, { namespace }: { namespace?: string }) => Promise.resolve(namespace !== 'secret'),
};

export interface GraphQlAnswer {
  readonly status: number;
  readonly headers: Headers;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- Tests poke at wire answers of unknown shape.
  readonly body: any;
}

const NO_LIMITS: RateSettings = { readsPerMinute: 0, writesPerMinute: 0, watchesPerCaller: 0 };

/** GraphQL alone, over real HTTP and WebSocket, on services that a test stubs. */
export class GraphQlApp {
  readonly informer = new FakeInformer();
  readonly authenticator = new FakeAuthenticator();
  readonly logger = new RecordingLogger();
  readonly clock = new ManualClock();
  #nest: NestFastifyApplication | undefined;
  #url = '';

  private constructor(
    private readonly rates: RateSettings,
    private readonly settings: GraphQlSettings,
  ) {}

  static async start(
    stubs: Stubs = {},
    reviewMs = 60_000,
    { graphQl = {}, ...rates }: Partial<RateSettings> & { graphQl?: Partial<GraphQlSettings> } = {},
  ): Promise<GraphQlApp> {
    const app = new GraphQlApp({ ...NO_LIMITS, ...rates }, { introspection: true, page: false, ...graphQl });
    await app.listen(stubs, reviewMs);
    return app;
  }

  private async listen(stubs: Stubs, reviewMs: number): Promise<void> {
    const module = await Test.createTestingModule({ imports: [this.process(), GraphqlApiModule] })
      .overrideModule(ServicesModule)
      .useModule(this.services(stubs))
      .overrideProvider(CallerSessions)
      .useFactory({
        factory: (rates: RateLimiter, watches: WatchCounter) =>
          new CallerSessions(this.authenticator as unknown as Authenticator, { rates, watches }, reviewMs),
        inject: [RateLimiter, WatchCounter],
      })
      // What no test stubs is there, and does nothing.
      .useMocker(() => ({}))
      .compile();
    this.#nest = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
    await this.#nest.listen(0, '127.0.0.1');
    this.#url = await this.#nest.getUrl();
  }

  private process(): Type {
    const filter = { provide: APP_FILTER, useValue: new ProblemFilter(this.logger) };
    @Global()
    @Module({
      providers: [
        { provide: KubeRuntime, useValue: { logger: this.logger, clock: this.clock } },
        { provide: RateSettings, useValue: this.rates },
        { provide: GraphQlSettings, useValue: this.settings },
        filter,
      ],
      exports: [KubeRuntime, RateSettings, GraphQlSettings],
    })
    class StubProcess {}
    return StubProcess;
  }

  private services({ reader, writer, credentials, catalogue, ...operations }: Stubs): Type {
    const watcher = new ClusterWatcher(this.informer as never, access as never);
    const values = new Map<unknown, unknown>([
      [Authenticator, this.authenticator],
      [Refusals, { note: () => undefined }],
      [ClusterReader, reader ?? {}],
      [ClusterWriter, writer ?? {}],
      [ClusterWatcher, watcher],
      [ClusterCredentials, credentials ?? {}],
      [EngineCatalogue, catalogue ?? {}],
      [OperationReader, operations.operations ?? {}],
      [OperationWriter, operations.operationWriter ?? {}],
      [OperationWatcher, operations.operationWatcher ?? {}],
      [OperationCapabilities, operations.capabilities ?? {}],
      [StorageReader, operations.storages ?? {}],
    ]);
    const providers = [...values].map(([provide, useValue]) => ({ provide: provide as never, useValue }));
    @Module({ providers, exports: providers.map(({ provide }) => provide) })
    class StubServices {}
    return StubServices;
  }

  get url(): string {
    return this.#url;
  }

  /** A query as `alice`, unless headers say otherwise. */
  async query(query: string, variables?: object, headers?: Record<string, string>): Promise<GraphQlAnswer> {
    return this.post({ query, variables }, headers);
  }

  async post(
    body: unknown,
    headers: Record<string, string> = { authorization: 'Bearer alice' },
  ): Promise<GraphQlAnswer> {
    const response = await fetch(`${this.#url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    return { status: response.status, headers: response.headers, body: await response.json() };
  }

  socket(connectionParams: Record<string, unknown> = { authorization: 'Bearer alice' }): Client {
    const url = `${this.#url.replace('http', 'ws')}/graphql`;
    return createClient({ url, connectionParams, webSocketImpl: WebSocket, retryAttempts: 0, lazy: true });
  }

  async stop(): Promise<void> {
    await this.#nest?.close();
  }
}
