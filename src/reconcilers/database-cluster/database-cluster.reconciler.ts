import { isNamespaceTerminating, isNotFound } from '../../kube/client/index.js';
import { ConflictError, type ReconcileContext, type Reconciler, type Result } from '../../kube/manager/index.js';
import { formatTime, keyOf, type ObjectKey } from '../../kube/meta/index.js';
import { formatFieldErrors } from '../../kube/schema/index.js';
import { addFinalizer, hasFinalizer, patchStatusIfChanged } from '../../kube/writes/index.js';
import { CLEANUP_FINALIZER, credentialsSecretName, FIELD_MANAGER } from '../../domain/naming.js';
import { reasonOf } from '../../domain/errors.js';
import { unknownEngine } from '../../domain/validation/engine-rules.js';
import { availableUpgrades } from '../../domain/version.js';
import {
  DATABASE_CLUSTER,
  type DatabaseCluster,
  type DatabaseClusterStatus,
} from '../../resources/database-cluster/index.js';
import { rebirthOf, refillOf, summaryOf, type OperationSummary } from '../../operations/index.js';
import type { MonitoringConfig } from '../../resources/monitoring-config/index.js';
import { ChildWriter } from './children/write.js';
import type { ClusterDependencies } from './cluster-dependencies.js';
import {
  IN_SYNC,
  incarnationStatusOf,
  NOT_APPLIED,
  ownUpstreamOf,
  VALID,
  type ClusterRun,
  type Step,
  type Verdict,
} from './cluster-run.js';
import { Credentials } from './credentials/credentials.js';
import { BucketKeys } from './secrets/bucket-keys.js';
import { InheritedUsers } from './secrets/inherited-users.js';
import { ClusterFinalizer } from './cluster-finalizer.js';
import type { ObservedChildren } from '../../caches/index.js';
import { ClusterBackups } from './status/cluster-backups.js';
import { foldStatus } from './status/fold.js';
import { applyChildren } from './steps/apply-children.js';
import { awaitEnd } from './steps/await-end.js';
import { awaitStorage } from './steps/await-storage.js';
import { resolveDataSource } from './steps/resolve-data-source.js';
import { awaitOperator, runPreReconcileHook } from './steps/await-dependencies.js';
import { guardUpstream } from './steps/guard-upstream.js';
import { inheritUsers } from './steps/inherit-users.js';
import { syncBucketKeys } from './steps/sync-bucket-keys.js';
import { syncCredentials } from './steps/sync-credentials.js';
import { validateSpec } from './steps/validate-spec.js';
import { reportPhase } from './status/report-phase.js';
import { withAuthors } from '../kept-authors.js';

interface PassResult {
  readonly wrote: boolean;
  readonly requeueAfterMs?: number;
}

/** Makes what runs equal to what a DatabaseCluster asks for, and its status equal to what runs. */
export class DatabaseClusterReconciler implements Reconciler {
  /** The inputs of the last pass that found nothing to do, by key: seen again, there still is nothing to do. */
  readonly #settled = new Map<string, string>();
  readonly #steps: readonly Step[];
  readonly #finalizer: ClusterFinalizer;
  readonly #backups: ClusterBackups;
  readonly #keys: BucketKeys;

  constructor(private readonly options: ClusterDependencies) {
    const { client, caches } = options;
    const credentials = new Credentials(client, (key) => caches.credentials.store.get(key));
    this.#keys = new BucketKeys(client, caches);
    const before = [validateSpec, awaitOperator, resolveDataSource, guardUpstream, awaitStorage, runPreReconcileHook];
    const secrets = [
      inheritUsers(new InheritedUsers(client, caches)),
      syncCredentials(credentials),
      syncBucketKeys(this.#keys),
    ];
    this.#steps = [...before, ...secrets, applyChildren(new ChildWriter(client)), awaitEnd];
    this.#backups = new ClusterBackups(options);
    this.#finalizer = new ClusterFinalizer(options);
  }

  async reconcile(key: ObjectKey, ctx: ReconcileContext): Promise<Result> {
    try {
      return await this.lookAt(key, ctx);
    } catch (error) {
      // What the cache still showed is gone by now: nothing has failed, the next look sees it.
      if (isNotFound(error)) throw new ConflictError('the cache is behind a deletion', { cause: error });
      throw error;
    }
  }

  private async lookAt(key: ObjectKey, ctx: ReconcileContext): Promise<Result> {
    const cluster = this.options.caches.clusters.store.get(key);
    if (!cluster) return this.forget(key);
    const observed = this.options.caches.observe(cluster);
    const inputs = this.versionOfInputs(cluster, observed);
    if (this.#settled.get(keyOf(key)) === inputs) return;
    if (cluster.metadata.deletionTimestamp) return this.#finalizer.finalize(cluster, observed, ctx);

    const held = await this.holdForCleanup(cluster, ctx);
    const { wrote, requeueAfterMs } = await this.pass(held, observed, ctx);
    if (requeueAfterMs) return { requeueAfterMs };
    if (!wrote) this.#settled.set(keyOf(key), inputs);
  }

  private async pass(cluster: DatabaseCluster, observed: ObservedChildren, ctx: ReconcileContext): Promise<PassResult> {
    const run = this.begin(cluster, observed, ctx);
    if (!run) return { wrote: await this.writeStatus(cluster, this.foldUnknownEngine(cluster, observed), ctx) };
    await this.runSteps(run).catch((error: unknown) => waitForNamespaceToGo(run, error));
    const statusChanged = await this.writeStatus(cluster, this.fold(run), ctx);
    return { wrote: run.wrote || statusChanged, requeueAfterMs: run.requeueAfterMs };
  }

  private forget(key: ObjectKey): void {
    this.#settled.delete(keyOf(key));
  }

  /** Before anything is created: a delete that arrives in between would orphan it. */
  private async holdForCleanup(cluster: DatabaseCluster, ctx: ReconcileContext): Promise<DatabaseCluster> {
    if (hasFinalizer(cluster, CLEANUP_FINALIZER)) return cluster;
    const write = { finalizer: CLEANUP_FINALIZER, fieldManager: FIELD_MANAGER, signal: ctx.signal };
    return ctx.recordWrite(DATABASE_CLUSTER, await addFinalizer(this.options.client, DATABASE_CLUSTER, cluster, write));
  }

  /** Undefined when no plug-in or no catalogue entry knows the engine. */
  private begin(cluster: DatabaseCluster, observed: ObservedChildren, ctx: ReconcileContext): ClusterRun | undefined {
    const { caches, providers } = this.options;
    const provider = providers.find(cluster.spec.engine);
    const engine = caches.engines.store.get(cluster.spec.engine);
    if (!provider || !engine) return undefined;
    const monitoring = this.monitoringOf(cluster);
    const operations = caches.operationsOf(cluster.metadata);
    return {
      ctx,
      cluster,
      provider,
      engine,
      monitoring,
      observed,
      world: caches.backupWorld(cluster.metadata.namespace),
      now: this.options.clock.now(),
      rebirth: rebirthOf(operations),
      refill: refillOf(operations),
      specValid: VALID,
      synced: IN_SYNC,
      bindable: true,
      wrote: false,
    };
  }

  private async runSteps(run: ClusterRun): Promise<void> {
    for (const step of this.#steps) {
      if ((await step(run)) === 'stop') return;
    }
  }

  private monitoringOf({ metadata, spec }: DatabaseCluster): MonitoringConfig | undefined {
    const name = spec.monitoring?.configRef.name;
    return name ? this.options.caches.monitoringConfigs.store.get({ namespace: metadata.namespace, name }) : undefined;
  }

  private fold(run: ClusterRun): DatabaseClusterStatus {
    const { cluster, specValid, synced, blockage, observed, provider, engine } = run;
    // What is there under our name and is not ours says nothing of this cluster.
    const foreign = blockage?.reason === reasonOf('name_taken') && !ownUpstreamOf(run);
    const observation = foreign ? undefined : provider.status(cluster, observed);
    return foldStatus({
      cluster,
      now: this.now(),
      specValid,
      synced,
      blockage,
      observation,
      incarnation: incarnationStatusOf(run),
      binding: foreign || !run.bindable ? undefined : credentialsSecretName(cluster.metadata.name),
      operations: this.operationsOf(cluster),
      ...this.#backups.fold(cluster, observation),
      missingMonitoringConfig: run.monitoring ? undefined : cluster.spec.monitoring?.configRef.name,
      availableUpgrades: observation?.version ? availableUpgrades(engine, observation.version) : undefined,
    });
  }

  /** What runs goes on and is shown: a catalogue entry that was deleted by mistake stops nothing. */
  private foldUnknownEngine(cluster: DatabaseCluster, observed: ObservedChildren): DatabaseClusterStatus {
    const provider = this.options.providers.find(cluster.spec.engine);
    const upstream = provider && ownUpstreamOf({ provider, observed, cluster });
    const observation = upstream && provider.status(cluster, observed);
    const verdict: Verdict = {
      status: 'False',
      reason: reasonOf('unknown_engine'),
      message: this.explainUnknown(cluster),
    };
    return foldStatus({
      cluster,
      now: this.now(),
      specValid: verdict,
      synced: verdict,
      observation,
      incarnation: cluster.status?.incarnation,
      binding: cluster.status?.binding?.name,
      operations: this.operationsOf(cluster),
      ...this.#backups.fold(cluster, observation),
    });
  }

  private explainUnknown({ spec: { engine } }: DatabaseCluster): string {
    const known = this.options.providers.engines();
    return known.includes(engine)
      ? `spec.engine: the catalogue has no DatabaseEngine "${engine}"; put it back, or restart to have the shipped one.`
      : formatFieldErrors([unknownEngine(engine, known)]);
  }

  private async writeStatus(
    cluster: DatabaseCluster,
    status: DatabaseClusterStatus,
    ctx: ReconcileContext,
  ): Promise<boolean> {
    const write = { status: withAuthors(status, cluster), fieldManager: FIELD_MANAGER, signal: ctx.signal };
    const written = await patchStatusIfChanged(this.options.client, DATABASE_CLUSTER, cluster, write);
    if (written === cluster) return false;
    ctx.recordWrite(DATABASE_CLUSTER, written);
    reportPhase(this.options.events, cluster, status);
    return true;
  }

  /** Equal text, equal inputs: every object that a pass reads, by version. */
  private versionOfInputs(cluster: DatabaseCluster, observed: ObservedChildren): string {
    const { engines, credentials } = this.options.caches;
    const { namespace, name, resourceVersion } = cluster.metadata;
    const secret = credentials.store.get({ namespace, name: credentialsSecretName(name) });
    const read = [engines.store.get(cluster.spec.engine), this.monitoringOf(cluster), secret];
    const keys = this.options.providers.find(cluster.spec.engine)?.secrets && this.#keys.versionOf(cluster);
    const versions = [...read.map((object) => object?.metadata.resourceVersion), keys];
    // Of operations the summary alone is read: their own versions change with every line of their logs.
    const operations = JSON.stringify(this.operationsOf(cluster));
    return [resourceVersion, ...versions, operations, this.#backups.versionOf(cluster), observed.version()].join('|');
  }

  private operationsOf({ metadata }: DatabaseCluster): OperationSummary {
    return summaryOf(this.options.caches.operationsOf(metadata));
  }

  private now(): string {
    return formatTime(this.options.clock.now());
  }
}

/** Everything here is on its way out: nothing is to be made any more, and nothing is wrong. */
function waitForNamespaceToGo(run: ClusterRun, error: unknown): void {
  if (!isNamespaceTerminating(error)) throw error;
  run.synced = NOT_APPLIED;
  run.blockage = { reason: reasonOf('namespace_terminating'), message: 'The namespace is being deleted.' };
}
