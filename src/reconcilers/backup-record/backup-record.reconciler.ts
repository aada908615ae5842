import { isNotFound, type KubeClient } from '../../kube/client/index.js';
import type { Clock } from '../../kube/clock.js';
import type { EventRecorder } from '../../kube/events/index.js';
import type { ReconcileContext, Reconciler, Result } from '../../kube/manager/index.js';
import { keyOf, type ObjectKey } from '../../kube/meta/index.js';
import { patchStatusIfChanged } from '../../kube/writes/index.js';
import { describeUsers, MAX_USERS_TOLD, usersOfBackup } from '../../caches/index.js';
import { FIELD_MANAGER } from '../../domain/naming.js';
import { DATABASE_BACKUP, type DatabaseBackup } from '../../resources/database-backup/index.js';
import type { StorageVisits } from '../buckets/index.js';
import { keepWhileUsed } from '../in-use.js';
import { closedBecause, isOurs, standingOf, viewOf, type BackupView, type RecordCaches } from './backup-view.js';
import { BucketErrands } from './bucket-errands.js';
import { foldTrouble, recordedOf, troubleOf } from './record-status.js';
import { VisitDiary, type VisitView } from './visit-diary.js';

export interface RecordDependencies {
  readonly client: KubeClient;
  readonly caches: RecordCaches;
  readonly visits: Pick<StorageVisits, 'visit'>;
  readonly events: Pick<EventRecorder, 'normal' | 'warning'>;
  readonly clock: Clock;
}

/** Whatever a visit did not tell is not asked for again at once. */
const SHORTEST_REST_MS = 30_000;

/**
 * What is done for a backup in its bucket once it has been taken, and for one that was there already: our record is
 * written beside it, it is measured, found, and looked for now and then. A bucket that does not answer holds up nothing
 * else: until a backup has ended, its status is the business of the loop that takes it.
 */
export class BackupRecordReconciler implements Reconciler {
  readonly #diary = new VisitDiary();
  readonly #errands: BucketErrands;

  constructor(private readonly options: RecordDependencies) {
    this.#errands = new BucketErrands(options.visits, options.clock);
  }

  async reconcile(key: ObjectKey, ctx: ReconcileContext): Promise<Result> {
    const { client, caches } = this.options;
    const found = caches.backups.store.get(key);
    if (!found || !isOurs(found)) return this.#diary.forget(keyOf(key));
    const users = usersOfBackup(caches, key);
    const backup = await keepWhileUsed({ client, ctx }, DATABASE_BACKUP, found, users);
    if (backup.metadata.deletionTimestamp) return this.leave(backup, users, ctx);
    if (backup.status?.phase === 'Failed') return this.tell(backup, users, ctx);
    return this.work(viewOf(backup, caches), ctx);
  }

  /** Its data stays, and so does what tells of it. */
  private async leave(backup: DatabaseBackup, users: readonly string[], ctx: ReconcileContext): Promise<void> {
    if (users.length === 0) return;
    const message = `It is deleted as soon as nothing needs it any more: ${describeUsers(users)}.`;
    if (backup.status?.message !== message) this.options.events.warning(backup, 'InUse', message);
    await this.tell(backup, users, ctx, { ...backup.status, message });
  }

  private async work(view: BackupView, ctx: ReconcileContext): Promise<Result> {
    const { clock } = this.options;
    const { backup, users } = view;
    const visit = visitOf(view);
    const closed = closedBecause(view);
    const waitMs = this.#diary.waitMs(visit, clock.monotonicMs());
    const isAwaited = view.errand !== 'Check';
    if (closed && isAwaited) return this.tell(backup, users, ctx, foldTrouble(backup, closed, clock.now()));
    if (closed || waitMs > 0) return this.rest(view, ctx, waitMs);
    const outcome = await this.#errands.run(view, ctx.signal);
    if (outcome.is === 'Gone') return this.lose(view, ctx);
    this.#diary.note(visit, clock.monotonicMs(), outcome.is === 'Known');
    await this.tell(backup, users, ctx, outcome.status);
    return { requeueAfterMs: Math.max(this.#diary.waitMs(visit, clock.monotonicMs()), SHORTEST_REST_MS) };
  }

  /** Nothing to ask the bucket for. A log that follows its database again has no end. */
  private async rest({ backup, users, writer }: BackupView, ctx: ReconcileContext, waitMs: number): Promise<Result> {
    const status = writer ? { ...backup.status, recoverableTo: undefined } : backup.status;
    await this.tell(backup, users, ctx, status);
    return waitMs > 0 ? { requeueAfterMs: waitMs } : undefined;
  }

  /** Retention has removed the data: what described it goes too, unless something is about to use it. */
  private async lose(view: BackupView, ctx: ReconcileContext): Promise<Result> {
    const { client, clock, events } = this.options;
    const { backup, users } = view;
    if (users.length > 0) {
      this.#diary.note(visitOf(view), clock.monotonicMs(), false);
      const trouble = troubleOf('NotFound', `It was removed while it is in use by ${describeUsers(users)}.`);
      return this.tell(backup, users, ctx, foldTrouble(backup, trouble, clock.now()));
    }
    const { namespace, name, uid } = backup.metadata;
    events.normal(backup, 'Expired', 'Its data is no longer in the bucket, and so the DatabaseBackup is deleted.');
    await client.delete(DATABASE_BACKUP, { namespace, name }, { uid, signal: ctx.signal }).catch(unlessGone);
    this.#diary.forget(keyOf(backup));
  }

  private async tell(
    backup: DatabaseBackup,
    users: readonly string[],
    ctx: ReconcileContext,
    status = backup.status,
  ): Promise<void> {
    const usedBy = users.length > 0 ? users.slice(0, MAX_USERS_TOLD) : undefined;
    const write = { status: { ...status, usedBy }, fieldManager: FIELD_MANAGER, signal: ctx.signal };
    const written = await patchStatusIfChanged(this.options.client, DATABASE_BACKUP, backup, write);
    if (written === backup) return;
    ctx.recordWrite(DATABASE_BACKUP, written);
    this.announce(backup, written);
  }

  /** Said when it turns. */
  private announce(before: DatabaseBackup, after: DatabaseBackup): void {
    const [was, is] = [recordedOf(before), recordedOf(after)];
    if (!is || was?.reason === is.reason) return;
    this.options.events[is.status === 'True' ? 'normal' : 'warning'](after, is.reason, is.message);
  }
}

function visitOf({ backup, storage, isUnknown, hasUpstream }: BackupView): VisitView {
  const { metadata } = backup;
  return { key: keyOf(backup), uid: metadata.uid!, standing: standingOf(storage), isUnknown, hasUpstream };
}

function unlessGone(error: unknown): void {
  if (!isNotFound(error)) throw error;
}
