import { Global, Module, type Type } from '@nestjs/common';
import { MODULE_METADATA } from '@nestjs/common/constants.js';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { Test } from '@nestjs/testing';
import { Registry } from 'prom-client';
import { ApiModule } from '../../src/api/api.module.js';
import { GraphqlApiModule } from '../../src/api/graphql/graphql-api.module.js';
import { configureHttp, createHttpAdapter } from '../../src/api/http/http-server.js';
import { RateSettings } from '../../src/config/index.js';
import { KubeRuntime } from '../../src/kube/kube-runtime.js';
import { createMetricsRegistry, HttpMetrics, Readiness } from '../../src/observability/index.js';
import { Authenticator } from '../../src/services/auth/authenticator.js';
import { ServicesModule } from '../../src/services/services.module.js';
import { FakeAuthenticator } from './graphql-app.js';
import { ManualClock } from './manual-clock.js';
import { RecordingLogger } from './recording-logger.js';

@Module({})
class NoGraphQl {}

export interface RestAppOptions {
  /** What stands in for a use case, by its class. The others have no methods: whoever calls them is answered 500. */
  readonly services?: ReadonlyMap<unknown, unknown>;
  readonly controllers?: readonly Type[];
}

/** REST alone, over real HTTP, with everything around its routes, on services that a test stubs. */
export class RestApp {
  readonly authenticator = new FakeAuthenticator();
  readonly clock = new ManualClock();
  readonly logger = new RecordingLogger();
  #nest: NestFastifyApplication | undefined;
  #url = '';

  private constructor() {}

  static async start({ services = new Map(), controllers = [] }: RestAppOptions = {}): Promise<RestApp> {
    const app = new RestApp();
    await app.listen(services, controllers);
    return app;
  }

  private async listen(services: ReadonlyMap<unknown, unknown>, controllers: readonly Type[]): Promise<void> {
    @Module({ imports: [ApiModule], controllers: [...controllers] })
    class Served {}
    const registry = createMetricsRegistry();
    const module = await Test.createTestingModule({ imports: [this.process(registry), Served] })
      .overrideModule(ServicesModule)
      .useModule(this.stubsOf(services))
      .overrideModule(GraphqlApiModule)
      .useModule(NoGraphQl)
      .compile();
    const http = { port: 0, host: '127.0.0.1', requestTimeoutSeconds: 30, maxBodyKib: 1024 };
    this.#nest = module.createNestApplication<NestFastifyApplication>(createHttpAdapter(http));
    await configureHttp(this.#nest, this.logger, new HttpMetrics(registry));
    await this.#nest.listen(0, '127.0.0.1');
    this.#url = await this.#nest.getUrl();
  }

  private process(registry: Registry): Type {
    const noLimits: RateSettings = { readsPerMinute: 0, writesPerMinute: 0, watchesPerCaller: 0 };
    const providers = [
      { provide: KubeRuntime, useValue: { logger: this.logger, clock: this.clock } },
      { provide: RateSettings, useValue: noLimits },
      { provide: Registry, useValue: registry },
      { provide: Readiness, useValue: new Readiness() },
    ];
    @Global()
    @Module({ providers, exports: providers.map(({ provide }) => provide) })
    class StubProcess {}
    return StubProcess;
  }

  private stubsOf(services: ReadonlyMap<unknown, unknown>): Type {
    const tokens = Reflect.getMetadata(MODULE_METADATA.EXPORTS, ServicesModule) as Type[];
    const providers = tokens.map((provide) => ({ provide, useValue: this.standIn(provide, services) }));
    @Module({ providers, exports: tokens })
    class StubServices {}
    return StubServices;
  }

  private standIn(token: Type, services: ReadonlyMap<unknown, unknown>): unknown {
    return services.get(token) ?? (token === Authenticator ? this.authenticator : {});
  }

  /** As `alice`, unless headers say otherwise. */
  fetch(
    path: string,
    { headers, ...init }: RequestInit & { headers?: Record<string, string> } = {},
  ): Promise<Response> {
    return fetch(`${this.#url}${path}`, { ...init, headers: { authorization: 'Bearer alice', ...headers } });
  }

  /** What the routes say of themselves. */
  description(): OpenAPIObject {
    return SwaggerModule.createDocument(this.#nest!, new DocumentBuilder().build());
  }

  async stop(): Promise<void> {
    await this.#nest?.close();
  }
}
