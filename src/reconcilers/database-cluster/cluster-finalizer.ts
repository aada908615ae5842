import { isNotFound } from '../../kube/client/index.js';
import { ConflictError, type ReconcileContext, type Result } from '../../kube/manager/index.js';
import { formatTime, SECRET, type ResourceType, type UntypedObject } from '../../kube/meta/index.js';
import { hasFinalizer, patchStatusIfChanged, removeFinalizer } from '../../kube/writes/index.js';
import { STATE_REASONS } from '../../domain/conditions.js';
import { CLEANUP_FINALIZER, credentialsSecretName, FIELD_MANAGER } from '../../domain/naming.js';
import { summaryOf } from '../../operations/index.js';
import type { CleanupPlan } from '../../providers/contract/index.js';
import {
  DATABASE_CLUSTER,
  type DatabaseCluster,
  type DatabaseClusterStatus,
} from '../../resources/database-cluster/index.js';
import { isOurs } from './children/ownership.js';
import { runChildAction } from '../child-action.js';
import { keysMadeFor } from './secrets/bucket-keys.js';
import { deleteSecret } from './secrets/secret-data.js';
import type { ClusterDependencies } from './cluster-dependencies.js';
import { IN_SYNC, VALID } from './cluster-run.js';
import type { ObservedChildren } from '../../caches/index.js';
import { lastBackupOf, makeLastBackup } from './last-backup.js';
import { ClusterBackups } from './status/cluster-backups.js';
import { foldStatus } from './status/fold.js';
import { reportPhase } from './status/report-phase.js';
import { withAuthors } from '../kept-authors.js';

/** The server lets nothing be made there any more, and takes the volumes whatever we do. */
const NO_LAST_BACKUP = {
  reason: 'LastBackupSkipped',
  message: 'No last backup was taken: the whole namespace is being deleted, and nothing can be made in it any more.',
} as const;

const NOTHING_LEFT: CleanupPlan = { actions: [], done: true };

/** Takes down what we made, in the engine's order, then lets the object go. */
export class ClusterFinalizer {
  readonly #backups: ClusterBackups;

  constructor(private readonly options: ClusterDependencies) {
    this.#backups = new ClusterBackups(options);
  }

  async finalize(cluster: DatabaseCluster, observed: ObservedChildren, ctx: ReconcileContext): Promise<Result> {
    if (!hasFinalizer(cluster, CLEANUP_FINALIZER)) return;
    if (cluster.spec.deletionProtection) return this.hold(cluster, ctx);
    if (await this.awaitsLastBackup(cluster, observed, ctx)) return;
    const plan = this.plan(cluster, observed);
    for (const action of plan.actions) await runChildAction(this.options.client, action, ctx);
    if (!plan.done) {
      const message = plan.waitingFor ?? 'Waiting for the last objects to go.';
      return this.report(cluster, this.foldDeleting(cluster, observed, message), ctx);
    }
    await this.confirmGone(cluster, observed, ctx);
    await this.letGo(cluster, plan, ctx);
  }

  /** Once taking down has begun there is nothing more to back up. */
  private async awaitsLastBackup(
    cluster: DatabaseCluster,
    observed: ObservedChildren,
    ctx: ReconcileContext,
  ): Promise<boolean> {
    const { caches, providers, client } = this.options;
    const upstream = providers.find(cluster.spec.engine)?.upstream;
    const live = upstream && observed.get(upstream, cluster.metadata.name);
    if (!live || live.metadata.deletionTimestamp || !isOurs(cluster, live)) return false;
    const last = lastBackupOf(cluster, caches.backupsOf(cluster.metadata));
    if (!last) return false;
    if (last.missing && (await makeLastBackup(client, last.missing, ctx)) === 'impossible') {
      const { message } = NO_LAST_BACKUP;
      this.options.events.warning(cluster, NO_LAST_BACKUP.reason, message);
      return false;
    }
    await this.report(cluster, this.foldDeleting(cluster, observed, last.waitingFor), ctx);
    return true;
  }

  /** What is not ours is not ours to remove, whatever its name. */
  private plan(cluster: DatabaseCluster, observed: ObservedChildren): CleanupPlan {
    const provider = this.options.providers.find(cluster.spec.engine);
    if (!provider) return planWithoutPlugIn(cluster);
    const upstream = observed.get(provider.upstream, cluster.metadata.name);
    if (upstream && !isOurs(cluster, upstream)) return NOTHING_LEFT;
    return (cluster.status?.incarnation ?? upstream) ? provider.cleanup(cluster, observed) : NOTHING_LEFT;
  }

  /** The second lock; the first, at the door, is the admission policy that ships with the CRDs. */
  private hold(cluster: DatabaseCluster, ctx: ReconcileContext): Promise<void> {
    const message =
      'The deletion was accepted while the cluster is protected; the database keeps running. Set spec.deletionProtection ' +
      'to false to let it be deleted.';
    return this.report(cluster, { ...cluster.status, phase: 'Deleting', message }, ctx);
  }

  private foldDeleting(cluster: DatabaseCluster, observed: ObservedChildren, message: string): DatabaseClusterStatus {
    const { status } = cluster;
    const observation = this.options.providers.find(cluster.spec.engine)?.status(cluster, observed);
    return foldStatus({
      cluster,
      now: formatTime(this.options.clock.now()),
      specValid: VALID,
      synced: IN_SYNC,
      blockage: { reason: STATE_REASONS.deleting, message, phase: 'Deleting' },
      observation,
      ...this.#backups.fold(cluster, observation),
      incarnation: status?.incarnation,
      binding: status?.binding?.name,
      availableUpgrades: status?.availableUpgrades,
      operations: summaryOf(this.options.caches.operationsOf(cluster.metadata)),
    });
  }

  private async report(cluster: DatabaseCluster, status: DatabaseClusterStatus, ctx: ReconcileContext): Promise<void> {
    const write = { status: withAuthors(status, cluster), fieldManager: FIELD_MANAGER, signal: ctx.signal };
    const written = await patchStatusIfChanged(this.options.client, DATABASE_CLUSTER, cluster, write);
    if (written === cluster) return;
    ctx.recordWrite(DATABASE_CLUSTER, written);
    reportPhase(this.options.events, cluster, status);
  }

  private async letGo(cluster: DatabaseCluster, { kept }: CleanupPlan, ctx: ReconcileContext): Promise<void> {
    await this.dropBucketKeys(cluster, ctx);
    if (kept) this.options.events.normal(cluster, 'VolumesKept', `${kept.objects.join(', ')} stay. ${kept.howToUse}`);
    else await this.dropCredentials(cluster, ctx);
    const write = { finalizer: CLEANUP_FINALIZER, fieldManager: FIELD_MANAGER, signal: ctx.signal };
    ctx.recordWrite(DATABASE_CLUSTER, await removeFinalizer(this.options.client, DATABASE_CLUSTER, cluster, write));
  }

  /**
   * The last look is at the server itself. A create whose answer was lost, and that a stalled cache does not show, would
   * leave a database that nobody knows of.
   */
  private async confirmGone(
    cluster: DatabaseCluster,
    observed: ObservedChildren,
    ctx: ReconcileContext,
  ): Promise<void> {
    const upstream = this.options.providers.find(cluster.spec.engine)?.upstream;
    if (!upstream || !observed.serves(upstream)) return;
    const live = await this.readLive(upstream, cluster, cluster.metadata.name, ctx);
    if (live && isOurs(cluster, live)) throw new ConflictError(`the cache does not show ${upstream.kind} yet`);
  }

  /** The passwords go with the data that they open. */
  private async dropCredentials(cluster: DatabaseCluster, ctx: ReconcileContext): Promise<void> {
    const { name } = cluster.metadata;
    const users = this.options.providers.find(cluster.spec.engine)?.secrets?.users;
    for (const secretName of [credentialsSecretName(name), ...(users ? [users.secretName(name)] : [])]) {
      const secret = await this.readLive(SECRET, cluster, secretName, ctx);
      if (secret && isOurs(cluster, secret)) await deleteSecret(this.options.client, secret, ctx);
    }
  }

  /** Copies: whoever needs them has the Secret of the storage. */
  private async dropBucketKeys(cluster: DatabaseCluster, ctx: ReconcileContext): Promise<void> {
    if (!this.options.providers.find(cluster.spec.engine)?.secrets) return;
    for (const secret of keysMadeFor(cluster, this.options.caches))
      await deleteSecret(this.options.client, secret, ctx);
  }

  private async readLive(
    type: ResourceType,
    { metadata: { namespace } }: DatabaseCluster,
    name: string,
    ctx: ReconcileContext,
  ): Promise<UntypedObject | undefined> {
    try {
      return await this.options.client.get(type, { namespace, name }, ctx.signal);
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }
}

/** Whoever made the children is not here to take them down: letting go would leave a database that nobody knows of. */
function planWithoutPlugIn({ spec, status }: DatabaseCluster): CleanupPlan {
  if (!status?.incarnation) return NOTHING_LEFT;
  const waitingFor =
    `This release has no plug-in for engine "${spec.engine}", which made the database: run one that has, or remove what ` +
    `it made by hand and then the finalizer ${CLEANUP_FINALIZER}.`;
  return { actions: [], done: false, waitingFor };
}
