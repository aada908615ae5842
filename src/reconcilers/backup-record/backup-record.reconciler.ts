import { isNotFound, type KubeClient } from '../../kube/client/index.js';
import type { Clock } from '../../kube/clock.js';
import type { EventRecorder } from '../../kube/events/index.js';
import type { ReconcileContext, Reconciler, Result } from '../../kube/manager/index.js';
import { keyOf, type ObjectKey } from '../../kube/meta/index.js';
import { patchStatusIfChanged } from '../../kube/writes/index.js';
import { describeUsers, MAX_USERS_TOLD, usersOfBackup } from '../../caches/index.js';
import { FIELD_MANAGER } from '../../domain/naming.js';
import type { BucketWork } from '../../object-storage/index.js';
import {
  DATABASE_BACKUP,
  type DatabaseBackup,
  type DatabaseBackupStatus,
} from '../../resources/database-backup/index.js';
import type { StorageVisit, StorageVisits } from '../buckets/index.js';
import { keepWhileUsed } from '../in-use.js';
import {
  closedBecause,
  isOurs,
  standingOf,
  viewOf,
  wasSeen,
  type BackupView,
  type RecordCaches,
} from './backup-view.js';
import type { Reading } from './find-existing.js';
import {
  foldFound,
  foldMissing,
  foldRecorded,
  foldSurvey,
  foldTrouble,
  recordedOf,
  troubleOf,
} from './record-status.js';
import { checkWork, findWork, keptSnapshot, recordWork } from './record-work.js';
import { SilentStorages } from './silent-storages.js';
import type { Survey } from './survey.js';
import { VisitDiary, type VisitView } from './visit-diary.js';

export interface RecordDependencies {
  readonly client: KubeClient;
  readonly caches: RecordCaches;
  readonly visits: Pick<StorageVisits, 'visit'>;
  readonly events: Pick<EventRecorder, 'normal' | 'warning'>;
  readonly clock: Clock;
}

/** What a visit came to; `Gone` is what was there once and was removed since. */
type Outcome =
  | { readonly is: 'Known'; readonly status: DatabaseBackupStatus }
  | { readonly is: 'Unknown'; readonly status: DatabaseBackupStatus }
  | { readonly is: 'Gone' };

const LIMITS = { timeoutMs: 30_000, maxReceivedBytes: 8 * 1024 * 1024 };
/** Whatever a visit did not tell is not asked for again at once. */
const SHORTEST_REST_MS = 30_000;

/**
 * What is done for a backup in its bucket once it has been taken, and for one that was there already: our record is
 * written beside it, it is measured, found, and looked for now and then. A bucket that does not answer holds up nothing
 * else: until a backup has ended, its status is the business of the loop that takes it.
 */
export class BackupRecordReconciler implements Reconciler {
  readonly #diary = new VisitDiary();
  readonly #silent = new SilentStorages();

  constructor(private readonly options: RecordDependencies) {}

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
    if (closed && view.errand !== 'Check')
      return this.tell(backup, users, ctx, foldTrouble(backup, closed, clock.now()));
    if (closed || waitMs > 0) return this.rest(view, ctx, waitMs);
    const outcome = await this.outcomeOf(view, ctx.signal);
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

  private async outcomeOf(view: BackupView, signal: AbortSignal): Promise<Outcome> {
    const { backup } = view;
    const now = this.options.clock.now();
    if (view.errand === 'Find') return this.find(view, now, signal);
    const [reading] = view.readings;
    if (!reading) return { is: 'Unknown', status: foldTrouble(backup, troubleOf('PlaceUnknown'), now) };
    return view.errand === 'Record' ? this.record(view, reading, now, signal) : this.check(view, reading, now, signal);
  }

  private async find(view: BackupView, now: Date, signal: AbortSignal): Promise<Outcome> {
    const { backup, writer, readings } = view;
    if (readings.length === 0) {
      return { is: 'Known', status: foldMissing(backup, 'No engine here lays out its backups so.', now) };
    }
    const visit = await this.visit(view, findWork(view), signal);
    if (!visit.isDone) return { is: 'Unknown', status: foldTrouble(backup, visit.trouble, now) };
    const finding = visit.value;
    if ('missing' in finding) return { is: 'Known', status: foldMissing(backup, finding.missing, now) };
    return { is: 'Known', status: foldFound(backup, finding.found, { isCurrent: writer !== undefined, now }) };
  }

  private async record(view: BackupView, reading: Reading, now: Date, signal: AbortSignal): Promise<Outcome> {
    const { backup, writer } = view;
    const visit = await this.visit(view, recordWork(view, reading), signal);
    if (!visit.isDone) return { is: 'Unknown', status: foldTrouble(backup, visit.trouble, now) };
    if (!visit.value) return absent(backup, now);
    const look = { isCurrent: writer !== undefined, now };
    return { is: 'Known', status: foldRecorded(backup, visit.value, keptSnapshot(view), look) };
  }

  /** What the bucket does not answer now, it answers the next time: what is known stays known. */
  private async check(view: BackupView, reading: Reading, now: Date, signal: AbortSignal): Promise<Outcome> {
    const { backup, writer } = view;
    const visit: StorageVisit<Survey | undefined> = await this.visit(view, checkWork(view, reading), signal);
    if (!visit.isDone) return { is: 'Unknown', status: backup.status! };
    if (!visit.value) return absent(backup, now);
    const look = { isCurrent: writer !== undefined, now };
    return { is: 'Known', status: foldSurvey(backup.status, visit.value, look) };
  }

  private async visit<T>(view: BackupView, work: BucketWork<T>, signal: AbortSignal): Promise<StorageVisit<T>> {
    const { visits, clock } = this.options;
    const storage = view.storage!;
    const [key, standing] = [keyOf(storage), standingOf(storage)];
    const silence = this.#silent.troubleOf(key, standing, clock.monotonicMs());
    if (silence) return { isDone: false, trouble: silence };
    const visit = await visits.visit(storage, work, LIMITS, signal);
    if (!visit.isDone) this.#silent.note(key, standing, visit.trouble, clock.monotonicMs());
    return visit;
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

/** What was never seen may be late, or may lie elsewhere than we think: nothing is deleted for that. */
function absent(backup: DatabaseBackup, now: Date): Outcome {
  if (wasSeen(backup)) return { is: 'Gone' };
  return { is: 'Unknown', status: foldTrouble(backup, troubleOf('NotFound'), now) };
}

function unlessGone(error: unknown): void {
  if (!isNotFound(error)) throw error;
}
