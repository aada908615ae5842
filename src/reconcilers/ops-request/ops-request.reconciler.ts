import type { ClusterCaches } from '../../caches/index.js';
import { noSuchCluster } from '../../domain/validation/reference-rules.js';
import { isNotFound } from '../../kube/client/index.js';
import type { Clock } from '../../kube/clock.js';
import { ConflictError, type ReconcileContext, type Reconciler, type Result } from '../../kube/manager/index.js';
import type { ObjectKey, OwnerReference } from '../../kube/meta/index.js';
import { handlerOf, inOrder, isRunning, isTerminal } from '../../operations/index.js';
import { isSupported, type ProviderRegistry } from '../../providers/contract/index.js';
import { DATABASE_CLUSTER, type DatabaseCluster } from '../../resources/database-cluster/index.js';
import type { OpsRequest } from '../../resources/ops-request/index.js';
import { waitLimitMs } from './moves/accept.js';
import { Advancer } from './moves/advance.js';
import { retire } from './moves/retire.js';
import { Starter } from './moves/start.js';
import { Unwinder } from './moves/unwind.js';
import { Waiter } from './moves/wait.js';
import {
  cancellation,
  failure,
  subjectOf,
  type ActiveRun,
  type OperationRun,
  type Outcome,
  type Target,
} from './operation-run.js';
import type { OperationWriter } from './operation-writer.js';
import { rollbackCause } from './status/conditions.js';

export interface OperationDependencies {
  readonly writer: OperationWriter;
  readonly caches: ClusterCaches;
  readonly providers: ProviderRegistry;
  readonly clock: Clock;
  readonly deliveryManagers: readonly string[];
}

const CATALOGUE_RECHECK_MS = 5_000;

/**
 * Carries operations out. Its key is the cluster and not the request: all operations of a cluster are looked at in one
 * run, one run at a time, so that two can never start beside one another by accident.
 */
export class OpsRequestReconciler implements Reconciler {
  readonly #waiter: Waiter;
  readonly #advancer: Advancer;
  readonly #unwinder: Unwinder;

  constructor(private readonly options: OperationDependencies) {
    const { writer, deliveryManagers } = options;
    this.#unwinder = new Unwinder(writer);
    this.#advancer = new Advancer(writer, this.#unwinder);
    this.#waiter = new Waiter(writer, new Starter({ writer, deliveryManagers, activate }));
  }

  async reconcile(key: ObjectKey, ctx: ReconcileContext): Promise<Result> {
    const siblings = this.options.caches.operationsOf(key);
    const backups = this.options.caches.backupsOf(key);
    const nowMs = this.options.clock.now().getTime();
    let wakeAfterMs = Infinity;
    for (const request of inOrder(siblings)) {
      wakeAfterMs = Math.min(wakeAfterMs, await this.lookAt({ ctx, request, siblings, backups, nowMs }, key));
    }
    if (Number.isFinite(wakeAfterMs)) return { requeueAfterMs: Math.max(wakeAfterMs, 1) };
  }

  private async lookAt(run: OperationRun, key: ObjectKey): Promise<number> {
    try {
      return await (isTerminal(run.request) ? retire(run, this.options.writer) : this.carryOn(run, key));
    } catch (error) {
      // What the cache still showed is gone by now: nothing has failed, the next look sees it.
      if (isNotFound(error)) throw new ConflictError('the cache is behind a deletion', { cause: error });
      throw error;
    }
  }

  private async carryOn(run: OperationRun, key: ObjectKey): Promise<number> {
    const cluster = this.options.caches.clusters.store.get(key);
    const orphaned = await this.orphanedBy(run, key, cluster);
    if (orphaned) return this.end(run, orphaned);
    const unsupported = this.unsupportedBy(run, cluster!);
    if (unsupported) return this.end(run, unsupported);
    const begun = isRunning(run.request);
    if (wantsCancel(run) && !begun)
      return this.end(run, cancellation('UserCancelled', 'It was called off before its turn.'));
    const target = this.targetOf(cluster!);
    if (!target) return this.awaitCatalogue(run, cluster!);
    return begun ? this.lookAtActive(activate(run, target)) : this.lookAtWaiting(run, target);
  }

  private async lookAtWaiting(run: OperationRun, target: Target): Promise<number> {
    if (ownerOf(run.request)) return this.#waiter.lookAt(run, target);
    await this.options.writer.adopt(run, target.cluster);
    return 0;
  }

  /** What this release has no plug-in for, and what has begun under a release that could do it. */
  private unsupportedBy({ request }: OperationRun, { spec: { engine } }: DatabaseCluster): Outcome | undefined {
    const provider = this.options.providers.find(engine);
    if (!provider) return failure('Unsupported', `No engine "${engine}" is installed.`);
    const handler = handlerOf(request, provider);
    if (!isRunning(request) || (handler && isSupported(handler))) return undefined;
    return failure('Unsupported', `This release cannot carry on an operation of type ${request.spec.type}.`);
  }

  /** An entry that somebody deleted, or that has not arrived: no fault of the operation's, which goes on when it is back. */
  private async awaitCatalogue(run: OperationRun, { spec: { engine } }: DatabaseCluster): Promise<number> {
    if (isRunning(run.request) || run.nowMs < waitLimitMs(run.request)) return CATALOGUE_RECHECK_MS;
    return this.end(run, failure('PreconditionsNotMet', `The catalogue has no DatabaseEngine "${engine}".`));
  }

  private lookAtActive(run: ActiveRun): Promise<number> {
    const { status = {} } = run.request;
    if (rollbackCause(status)) return this.#unwinder.lookAt(run);
    if (wantsCancel(run) && status.cancellable && hasWayBack(run)) {
      return this.#unwinder.begin(run, cancellation('UserCancelled', 'It was called off.'), status);
    }
    return this.#advancer.lookAt(run);
  }

  private targetOf(cluster: DatabaseCluster): Target | undefined {
    const { caches, providers } = this.options;
    const provider = providers.find(cluster.spec.engine);
    const engine = caches.engines.store.get(cluster.spec.engine);
    const world = caches.backupWorld(cluster.metadata.namespace);
    return provider && engine && { cluster, engine, provider, world, observed: caches.observe(cluster) };
  }

  /** Nothing to work on: the cluster was never there, is going, or is another one of the same name. */
  private async orphanedBy(
    { request, ctx }: OperationRun,
    key: ObjectKey,
    cluster: DatabaseCluster | undefined,
  ): Promise<Outcome | undefined> {
    const owner = ownerOf(request);
    if (cluster && !cluster.metadata.deletionTimestamp && owner?.uid === (owner && cluster.metadata.uid))
      return undefined;
    if (cluster || owner) return cancellation('ClusterDeleted', `The database "${key.name}" was deleted.`);
    if (await this.options.writer.clusterExists(key, ctx.signal))
      throw new ConflictError('the cluster is not cached yet');
    return failure('Invalid', `spec.clusterRef.name: ${noSuchCluster(key)}.`);
  }

  private async end(run: OperationRun, outcome: Outcome): Promise<number> {
    await this.options.writer.end(run, outcome);
    return Infinity;
  }
}

const wantsCancel = ({ request: { spec, metadata } }: OperationRun): boolean =>
  spec.cancel === true || metadata.deletionTimestamp !== undefined;

/** Asked anew: what the status says may be a moment old, and meanwhile the point of no return may have been passed. */
const hasWayBack = (run: ActiveRun): boolean => run.handler.undo(subjectOf(run)).state !== 'Impossible';

const ownerOf = ({ metadata, spec }: OpsRequest): OwnerReference | undefined =>
  metadata.ownerReferences?.find(({ kind, name }) => kind === DATABASE_CLUSTER.kind && name === spec.clusterRef.name);

/** Only what is known to be supported comes here. */
function activate(run: OperationRun, target: Target): ActiveRun {
  const handler = handlerOf(run.request, target.provider);
  if (!handler || !isSupported(handler))
    throw new Error(`no handler for an operation of type ${run.request.spec.type}`);
  return { ...run, target, handler };
}
