import { LRUCache } from 'lru-cache';
import { ProblemError } from '../../domain/problem.js';
import type { KubeClient } from '../../kube/client/index.js';
import type { Clock } from '../../kube/clock.js';
import { apiVersionOf } from '../../kube/meta/index.js';
import type { DatabaseEngine, EngineOperatorStatus } from '../../resources/database-engine/index.js';
import { kindOf } from '../../resources/declare/index.js';
import { KINDS } from '../../resources/kinds.js';
import type { Caller } from '../auth/caller.js';
import type { EngineCatalogue } from '../engines/engine-catalogue.js';

/** Of the product, as it was built. */
export class ProductVersion {
  constructor(readonly value: string) {}
}

export interface EngineInUse {
  readonly name: string;
  /** Absent until it has been looked for. */
  readonly operator?: EngineOperatorStatus;
}

export interface Versions {
  readonly version: string;
  /** Of the API server; null while it does not answer. */
  readonly kubernetes: string | null;
  /** Of REST. */
  readonly apiVersions: readonly string[];
  /** Of the custom resources. */
  readonly resourceVersions: readonly string[];
  /** Null for who may not list engines. */
  readonly engines: readonly EngineInUse[] | null;
}

const REST_VERSIONS = ['v1'];
const RESOURCE_VERSIONS = [...new Set(KINDS.map((kind) => apiVersionOf(kindOf(kind).type)))];
/** An API server is upgraded now and then; of several, some before others. */
const REMEMBER_MS = 60_000;
const PATIENCE_MS = 2_000;
const MAX_ENGINES = 500;

/** What runs here, for whoever has to write a bug report or decide what a client may use. */
export class VersionReport {
  readonly #kubernetes: LRUCache<'kubernetes', { readonly gitVersion: string }>;

  constructor(
    private readonly product: ProductVersion,
    client: KubeClient,
    private readonly catalogue: Pick<EngineCatalogue, 'list'>,
    clock: Clock,
  ) {
    this.#kubernetes = new LRUCache({
      max: 1,
      ttl: REMEMBER_MS,
      ttlResolution: 0,
      perf: { now: () => clock.monotonicMs() },
      fetchMethod: () => client.getPath('/version', AbortSignal.timeout(PATIENCE_MS)),
    });
  }

  async for(caller: Caller): Promise<Versions> {
    const [kubernetes, engines] = await Promise.all([this.kubernetesVersion(), this.enginesSeenBy(caller)]);
    return {
      version: this.product.value,
      kubernetes,
      apiVersions: REST_VERSIONS,
      resourceVersions: RESOURCE_VERSIONS,
      engines,
    };
  }

  /** What else is told does not depend on it. */
  private async kubernetesVersion(): Promise<string | null> {
    try {
      return (await this.#kubernetes.fetch('kubernetes'))?.gitVersion ?? null;
    } catch {
      return null;
    }
  }

  private async enginesSeenBy(caller: Caller): Promise<EngineInUse[] | null> {
    try {
      const { items } = await this.catalogue.list(caller, { limit: MAX_ENGINES });
      return items.map(inUse);
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'forbidden') return null;
      throw error;
    }
  }
}

const inUse = ({ metadata, status }: DatabaseEngine): EngineInUse => ({
  name: metadata.name,
  operator: status?.operator,
});
