import { isAlreadyExists, isNotFound, type KubeClient } from '../../kube/client/index.js';
import type { EventRecorder } from '../../kube/events/index.js';
import { apiVersionOf, type ObjectKey } from '../../kube/meta/index.js';
import { createMergePatch, hasFinalizer, patchStatusIfChanged, removeFinalizer } from '../../kube/writes/index.js';
import { FIELD_MANAGER, LABELS, OPERATION_FINALIZER, OPERATIONS_MANAGER } from '../../domain/naming.js';
import { newBackup } from '../../backups/index.js';
import { withFields } from '../../operations/index.js';
import type { ChildAction } from '../../providers/contract/index.js';
import { DATABASE_BACKUP, type DatabaseBackup } from '../../resources/database-backup/index.js';
import { DATABASE_CLUSTER, type DatabaseCluster } from '../../resources/database-cluster/index.js';
import {
  OPS_REQUEST,
  type FieldValue,
  type OpsRequest,
  type OpsRequestStatus,
} from '../../resources/ops-request/index.js';
import { runChildAction } from '../child-action.js';
import { endedStatus } from './status/ended.js';
import type { OperationRun, Outcome } from './operation-run.js';

const REPORT_EVERY_MS = 1_000;

/** Everything that operations write, each write guarded by the state that it was judged from. */
export class OperationWriter {
  /** Of those that run, by uid. */
  readonly #reportedMs = new Map<string, number>();

  constructor(
    private readonly client: KubeClient,
    private readonly events: EventRecorder,
  ) {}

  /** Asked of the server: the cache may be a moment behind. */
  async clusterExists(key: ObjectKey, signal: AbortSignal): Promise<boolean> {
    try {
      await this.client.get(DATABASE_CLUSTER, key, signal);
      return true;
    } catch (error) {
      if (isNotFound(error)) return false;
      throw error;
    }
  }

  /** The database itself, not what a cache remembers of it: with the owners of its fields. */
  readCluster({ metadata: { namespace, name } }: DatabaseCluster, signal: AbortSignal): Promise<DatabaseCluster> {
    return this.client.get<DatabaseCluster>(DATABASE_CLUSTER, { namespace, name }, signal);
  }

  async report({ ctx, request }: OperationRun, status: OpsRequestStatus): Promise<void> {
    const write = { status, fieldManager: FIELD_MANAGER, signal: ctx.signal };
    const written = await patchStatusIfChanged(this.client, OPS_REQUEST, request, write);
    if (written !== request) ctx.recordWrite(OPS_REQUEST, written);
  }

  /** The same at most once a second: who watches sees no more, and the server has less to do. Resolves with the wait. */
  async reportProgress(run: OperationRun, status: OpsRequestStatus): Promise<number> {
    const uid = run.request.metadata.uid!;
    const waitMs = (this.#reportedMs.get(uid) ?? -Infinity) + REPORT_EVERY_MS - run.nowMs;
    if (waitMs > 0) return waitMs;
    this.#reportedMs.set(uid, run.nowMs);
    await this.report(run, status);
    return Infinity;
  }

  async end(run: OperationRun, outcome: Outcome, seen?: OpsRequestStatus): Promise<void> {
    this.#reportedMs.delete(run.request.metadata.uid!);
    await this.report(run, endedStatus(run.request, outcome, run.nowMs, seen));
    const level = outcome.phase === 'Failed' ? 'warning' : 'normal';
    this.events[level](run.request, outcome.reason, outcome.message);
  }

  /** From its first look on it goes with its cluster: else one that never ran would outlive it. */
  async adopt(run: OperationRun, cluster: DatabaseCluster): Promise<void> {
    await this.mark(run, { ownerReferences: [...(run.request.metadata.ownerReferences ?? []), ownerOf(cluster)] });
  }

  /** Before anything is done: there until it has ended, whoever deletes it. Resolves with the object as it stands. */
  async hold(run: OperationRun): Promise<OpsRequest> {
    const { request } = run;
    if (hasFinalizer(request, OPERATION_FINALIZER)) return request;
    return this.mark(run, { finalizers: [...(request.metadata.finalizers ?? []), OPERATION_FINALIZER] });
  }

  /** A list is written whole, at the version that was read. */
  private async mark({ ctx, request }: OperationRun, lists: object): Promise<OpsRequest> {
    const { namespace, name, resourceVersion } = request.metadata;
    const patch = { type: 'merge' as const, body: { metadata: { resourceVersion, ...lists } } };
    const options = { fieldManager: FIELD_MANAGER, signal: ctx.signal };
    const marked = await this.client.patch<OpsRequest>(OPS_REQUEST, { namespace, name }, patch, options);
    return ctx.recordWrite(OPS_REQUEST, marked);
  }

  async release({ ctx, request }: OperationRun): Promise<void> {
    const write = { finalizer: OPERATION_FINALIZER, fieldManager: FIELD_MANAGER, signal: ctx.signal };
    ctx.recordWrite(OPS_REQUEST, await removeFinalizer(this.client, OPS_REQUEST, request, write));
  }

  async remove({ ctx, request }: OperationRun): Promise<void> {
    const { namespace, name, uid } = request.metadata;
    await this.client.delete(OPS_REQUEST, { namespace, name }, { uid, signal: ctx.signal });
  }

  /** Gives fields of the specification these values, and touches no other; Conflict when it has changed since. */
  async writeFields({ ctx }: OperationRun, cluster: DatabaseCluster, fields: readonly FieldValue[]): Promise<void> {
    const change = createMergePatch(cluster.spec, withFields(cluster, fields).spec);
    if (change === undefined) return;
    const { namespace, name, uid, resourceVersion } = cluster.metadata;
    const patch = { type: 'merge' as const, body: { metadata: { uid, resourceVersion }, spec: change } };
    const options = { fieldManager: OPERATIONS_MANAGER, signal: ctx.signal };
    ctx.recordWrite(DATABASE_CLUSTER, await this.client.patch(DATABASE_CLUSTER, { namespace, name }, patch, options));
  }

  /** One of this name that is not in the cache yet is left as it is: the next look tells whose it is. */
  async makeBackup({ ctx, request }: OperationRun, name: string): Promise<void> {
    try {
      const options = { fieldManager: OPERATIONS_MANAGER, signal: ctx.signal };
      ctx.recordWrite(DATABASE_BACKUP, await this.client.create(DATABASE_BACKUP, backupFor(request, name), options));
    } catch (error) {
      if (!isAlreadyExists(error)) throw error;
    }
  }

  async act({ ctx }: OperationRun, actions: readonly ChildAction[] = []): Promise<void> {
    for (const action of actions) await runChildAction(this.client, action, ctx, OPERATIONS_MANAGER);
  }
}

function ownerOf({ metadata }: DatabaseCluster): object {
  const { kind } = DATABASE_CLUSTER;
  return { apiVersion: apiVersionOf(DATABASE_CLUSTER), kind, name: metadata.name, uid: metadata.uid };
}

function backupFor({ metadata: { namespace, uid = '' }, spec }: OpsRequest, name: string): DatabaseBackup {
  const { clusterRef, backup } = spec;
  return newBackup({
    namespace,
    name,
    cluster: clusterRef,
    type: backup?.type,
    labels: { [LABELS.operationUid]: uid },
  });
}
