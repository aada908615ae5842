import { isAlreadyExists, isNotFound, type KubeClient } from '../../kube/client/index.js';
import type { EventRecorder } from '../../kube/events/index.js';
import type { ReconcileContext } from '../../kube/manager/index.js';
import { apiVersionOf, type KubeObject, type ObjectKey, type ObjectMeta } from '../../kube/meta/index.js';
import { patchStatusIfChanged, removeFinalizer } from '../../kube/writes/index.js';
import { BACKUP_FINALIZER, childLabels, FIELD_MANAGER, LABELS } from '../../domain/naming.js';
import type { ChildAction, DesiredChild } from '../../providers/contract/index.js';
import {
  DATABASE_BACKUP,
  type DatabaseBackup,
  type DatabaseBackupStatus,
} from '../../resources/database-backup/index.js';
import { DATABASE_CLUSTER, type DatabaseCluster } from '../../resources/database-cluster/index.js';
import { runChildAction } from '../child-action.js';
import type { BackupRun } from './backup-run.js';
import { withAuthors } from '../kept-authors.js';

/** Everything that is written to take backups, each write guarded by the state that it was judged from. */
export class BackupWriter {
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

  /** There until it has ended, whoever deletes it; and of this very database, whichever has its name later. */
  async adopt({ ctx, backup }: BackupRun, cluster: DatabaseCluster): Promise<void> {
    const { namespace, name, resourceVersion, finalizers = [] } = backup.metadata;
    const labels = { [LABELS.cluster]: cluster.metadata.name, [LABELS.clusterUid]: cluster.metadata.uid };
    const body = { metadata: { resourceVersion, labels, finalizers: [...new Set([...finalizers, BACKUP_FINALIZER])] } };
    const options = { fieldManager: FIELD_MANAGER, signal: ctx.signal };
    const patch = { type: 'merge' as const, body };
    ctx.recordWrite(DATABASE_BACKUP, await this.client.patch(DATABASE_BACKUP, { namespace, name }, patch, options));
  }

  async report({ ctx, backup }: BackupRun, status: DatabaseBackupStatus): Promise<void> {
    const write = { status: withAuthors(status, backup), fieldManager: FIELD_MANAGER, signal: ctx.signal };
    const written = await patchStatusIfChanged(this.client, DATABASE_BACKUP, backup, write);
    if (written !== backup) ctx.recordWrite(DATABASE_BACKUP, written);
  }

  /** A status that begins or ends something, and the event that says so. */
  async tell(run: BackupRun, status: DatabaseBackupStatus): Promise<void> {
    await this.report(run, status);
    const level = status.phase === 'Failed' ? 'warning' : 'normal';
    this.events[level](run.backup, status.reason!, status.message!);
  }

  /** What makes the operator take it. One that is there already is the next look's to judge. */
  async request({ ctx, backup }: BackupRun, cluster: DatabaseCluster, { type, object }: DesiredChild): Promise<void> {
    const labels = { ...object.metadata.labels, ...childLabels(cluster) };
    const stamped = { ...object, metadata: { ...object.metadata, labels, ownerReferences: [ownerOf(backup)] } };
    await this.create(ctx, type, stamped);
  }

  /** False when there is one of this name. */
  make(ctx: ReconcileContext, backup: DatabaseBackup): Promise<boolean> {
    return this.create(ctx, DATABASE_BACKUP, backup);
  }

  private async create(ctx: ReconcileContext, type: DesiredChild['type'], object: KubeObject): Promise<boolean> {
    try {
      const options = { fieldManager: FIELD_MANAGER, signal: ctx.signal };
      ctx.recordWrite(type, await this.client.create(type, object, options));
      return true;
    } catch (error) {
      if (isAlreadyExists(error)) return false;
      throw error;
    }
  }

  async act({ ctx }: BackupRun, actions: readonly ChildAction[]): Promise<void> {
    for (const action of actions) await runChildAction(this.client, action, ctx);
  }

  async letGo({ ctx, backup }: BackupRun): Promise<void> {
    const write = { finalizer: BACKUP_FINALIZER, fieldManager: FIELD_MANAGER, signal: ctx.signal };
    ctx.recordWrite(DATABASE_BACKUP, await removeFinalizer(this.client, DATABASE_BACKUP, backup, write));
  }

  async remove(ctx: ReconcileContext, { metadata: { namespace, name, uid } }: DatabaseBackup): Promise<void> {
    await this.client.delete(DATABASE_BACKUP, { namespace, name }, { uid, signal: ctx.signal }).catch(unlessGone);
  }

  /** Nobody was there for firings of a schedule. */
  tellMissed(cluster: DatabaseCluster, message: string): void {
    this.events.warning(cluster, 'BackupsMissed', message);
  }
}

function unlessGone(error: unknown): void {
  if (!isNotFound(error)) throw error;
}

type OwnerReference = NonNullable<ObjectMeta['ownerReferences']>[number];

/** What was asked for goes with what it was asked for. */
const ownerOf = ({ metadata: { name, uid = '' } }: DatabaseBackup): OwnerReference => ({
  apiVersion: apiVersionOf(DATABASE_BACKUP),
  kind: DATABASE_BACKUP.kind,
  name,
  uid,
  controller: true,
});
