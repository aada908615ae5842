import { ProblemError } from '../../src/domain/problem.js';
import type { FieldError } from '../../src/kube/schema/index.js';
import type { StatusCause } from '../../src/kube/meta/index.js';
import { KubeError } from '../../src/kube/client/index.js';
import { applyMergePatch } from '../../src/kube/writes/index.js';
import { ProviderRegistry } from '../../src/providers/contract/index.js';
import {
  DATABASE_CLUSTER,
  type DatabaseCluster,
  type DatabaseClusterSpec,
} from '../../src/resources/database-cluster/index.js';
import type { BackupSight } from '../../src/services/backups/backup-sight.js';
import type { ClusterAccess } from '../../src/services/clusters/cluster-access.js';
import { ClusterJudge } from '../../src/services/clusters/cluster-judge.js';
import { ClusterReferences } from '../../src/services/clusters/cluster-references.js';
import { ClusterWriter } from '../../src/services/clusters/cluster-writer.js';
import type { IntentRules } from '../../src/services/clusters/validate-intent.js';
import { aBackupWorld } from '../builders/database-backup.js';
import { aDatabaseCluster } from '../builders/database-cluster.js';
import { aDatabaseEngine } from '../builders/database-engine.js';
import { aKubeError, refusing } from '../builders/kube-error.js';
import { aProvider } from '../builders/provider.js';
import { InMemoryInformer } from './in-memory-informer.js';
import { ManualClock } from './manual-clock.js';
import { ScriptedKubeClient, type KubeCall, type KubeVerb } from './scripted-kube-client.js';

export const ANN = { username: 'ann', groups: [] };
export const ORDERS = { namespace: 'team-a', name: 'orders' };
export const ALLOWED: Partial<ClusterAccess> = {
  type: DATABASE_CLUSTER,
  require: async () => undefined,
  requireCreate: async () => undefined,
};
export const TOO_BIG: FieldError = { path: ['spec', 'clusterSize'], type: 'FieldValueInvalid', detail: 'too big' };

export function aStoredCluster(spec: Partial<DatabaseClusterSpec> = {}, metadata: object = {}): DatabaseCluster {
  const cluster = aDatabaseCluster(spec);
  return { ...cluster, metadata: { ...cluster.metadata, resourceVersion: '10', ...metadata } };
}

export const bodyOf = ({ spec }: DatabaseCluster, metadata: object = {}): object => ({
  metadata: { name: 'orders', ...metadata },
  spec,
});

/** What came of a use case: `done`, or the code of its problem. */
export const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof ProblemError ? error.code : String(error)),
  );

/** A server that holds one cluster, or none, and checks versions as a real one does. */
export class ClusterWorld {
  live: DatabaseCluster | undefined = aStoredCluster();
  problems: FieldError[] = [];
  /** Each happens once, between the writer's read and its write. */
  meanwhile: (() => void)[] = [];
  /** By fields that belong to somebody else, for an apply that is not forced. */
  conflicts: StatusCause[] = [];
  backups = aBackupWorld();
  readonly provider = aProvider();
  readonly informer = new InMemoryInformer<DatabaseCluster>();
  readonly client = new ScriptedKubeClient({
    get: () => this.live ?? refusing('NotFound')(),
    create: (call) => this.commit(call, { ...(call.body as DatabaseCluster) }),
    patch: (call) => this.commit(this.race(call), applyMergePatch(this.live, call.body) as DatabaseCluster),
    apply: (call) => this.commit(this.race(call), this.applied(call)),
    delete: (call) => void this.race(call),
  });

  writer(access: Partial<ClusterAccess> = ALLOWED, client = this.client): ClusterWriter {
    this.provider.validate = () => this.problems;
    const rules: IntentRules = {
      providers: new ProviderRegistry([this.provider]),
      engineNamed: (name) => (name === 'postgresql' ? aDatabaseEngine() : undefined),
    };
    const sight = { seenBy: async () => this.backups } as Partial<BackupSight> as BackupSight;
    const clock = new ManualClock();
    const judge = new ClusterJudge(rules, new ClusterReferences(sight, rules, clock), clock);
    return new ClusterWriter(client, this.informer.asInformer, access as ClusterAccess, judge);
  }

  /** Somebody else writes. */
  change(spec: Partial<DatabaseClusterSpec> = {}): void {
    const { metadata, ...rest } = this.live!;
    const resourceVersion = String(Number(metadata.resourceVersion) + 1);
    this.live = { ...rest, metadata: { ...metadata, resourceVersion }, spec: { ...rest.spec, ...spec } };
  }

  get verbs(): KubeVerb[] {
    return this.client.calls.map(({ verb }) => verb);
  }

  lastBody(verb: KubeVerb): unknown {
    return this.client.calls.findLast((call) => call.verb === verb)?.body;
  }

  private race(call: KubeCall): KubeCall {
    this.meanwhile.shift()?.();
    const body = call.body as { metadata?: { resourceVersion?: string } } | undefined;
    const guard = call.options?.resourceVersion ?? body?.metadata?.resourceVersion;
    if (guard !== undefined && guard !== this.live?.metadata.resourceVersion) throw aKubeError('Conflict');
    return call;
  }

  /** Of one manager's first apply: there is nothing of its own that could go. */
  private applied({ body, options }: KubeCall): DatabaseCluster {
    if (this.conflicts.length > 0 && !options?.force)
      throw KubeError.fromStatus(409, {
        reason: 'Conflict',
        message: 'conflicts',
        details: { causes: this.conflicts },
      });
    return applyMergePatch(this.live ?? {}, body) as DatabaseCluster;
  }

  private commit({ options }: KubeCall, next: DatabaseCluster): DatabaseCluster {
    const resourceVersion = String(Number(this.live?.metadata.resourceVersion ?? 0) + 40);
    const after = { ...next, metadata: { ...next.metadata, resourceVersion } };
    if (!options?.dryRun) this.live = after;
    return after;
  }
}
