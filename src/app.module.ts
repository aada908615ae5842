import { Global, Module, type DynamicModule } from '@nestjs/common';
import { Registry } from 'prom-client';
import { ApiModule } from './api/api.module.js';
import { ClusterCaches } from './caches/index.js';
import { KubeRuntime } from './kube/kube-runtime.js';
import {
  AuthenticationSettings,
  GraphQlSettings,
  OperationSettings,
  RateSettings,
  type Settings,
} from './config/index.js';
import { Readiness } from './observability/index.js';
import { ProviderRegistry } from './providers/contract/index.js';
import { ProvidersModule } from './providers/registry.js';
import { LoopOptions } from './reconcilers/reconciler-lifecycle.js';
import { ReconcilersModule } from './reconcilers/reconcilers.module.js';
import { AuditLog } from './services/audit/audit-record.js';
import { ProductVersion } from './services/versions/version-report.js';

/** What one process has one of, made before Nest begins. */
export interface ProcessParts {
  readonly version: ProductVersion;
  readonly settings: Settings;
  readonly runtime: KubeRuntime;
  readonly auditLog: AuditLog;
  readonly registry: Registry;
  readonly readiness: Readiness;
  readonly loops: LoopOptions;
}

/** The loops and the API read the same. */
const caches = {
  provide: ClusterCaches,
  useFactory: ({ informers }: KubeRuntime, providers: ProviderRegistry) => new ClusterCaches(informers, providers),
  inject: [KubeRuntime, ProviderRegistry],
};

/** What the use cases and the API take their settings from. */
const SETTINGS = [AuthenticationSettings, GraphQlSettings, OperationSettings, RateSettings];

@Global()
@Module({})
class ProcessModule {
  static with({ version, settings, runtime, auditLog, registry, readiness, loops }: ProcessParts): DynamicModule {
    return {
      module: ProcessModule,
      imports: [ProvidersModule],
      providers: [
        { provide: KubeRuntime, useValue: runtime },
        { provide: ProductVersion, useValue: version },
        { provide: AuditLog, useValue: auditLog },
        { provide: Registry, useValue: registry },
        { provide: Readiness, useValue: readiness },
        { provide: LoopOptions, useValue: loops },
        ...SETTINGS.map((provide) => ({ provide, useValue: settings.get<object>(provide) })),
        caches,
      ],
      exports: [
        KubeRuntime,
        ProductVersion,
        ClusterCaches,
        ...SETTINGS,
        AuditLog,
        Registry,
        Readiness,
        LoopOptions,
        ProvidersModule,
      ],
    };
  }
}

/** The composition root: the API and the loops, over one connection to one Kubernetes cluster. */
@Module({})
export class AppModule {
  static with(parts: ProcessParts): DynamicModule {
    return { module: AppModule, imports: [ProcessModule.with(parts), ApiModule, ReconcilersModule] };
  }
}
