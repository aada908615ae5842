import type { Clock } from '../../kube/clock.js';
import { keyOf } from '../../kube/meta/index.js';
import type { BucketWork } from '../../object-storage/index.js';
import type { DatabaseBackup, DatabaseBackupStatus } from '../../resources/database-backup/index.js';
import type { StorageVisit, StorageVisits } from '../buckets/index.js';
import { standingOf, wasSeen, type BackupView } from './backup-view.js';
import type { Reading } from './find-existing.js';
import { foldFound, foldMissing, foldRecorded, foldSurvey, foldTrouble, troubleOf } from './record-status.js';
import { checkWork, findWork, keptSnapshot, recordWork } from './record-work.js';
import { SilentStorages } from './silent-storages.js';

/** What a visit came to; `Gone` is what was there once and was removed since. */
export type Outcome =
  | { readonly is: 'Known'; readonly status: DatabaseBackupStatus }
  | { readonly is: 'Unknown'; readonly status: DatabaseBackupStatus }
  | { readonly is: 'Gone' };

const LIMITS = { timeoutMs: 30_000, maxReceivedBytes: 8 * 1024 * 1024 };

/** What is to be done in a bucket for one backup, and what came of it. */
export class BucketErrands {
  readonly #silent = new SilentStorages();

  constructor(
    private readonly visits: Pick<StorageVisits, 'visit'>,
    private readonly clock: Clock,
  ) {}

  /** Rejects for the API server alone. */
  async run(view: BackupView, signal: AbortSignal): Promise<Outcome> {
    const { backup } = view;
    const now = this.clock.now();
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
    const visit = await this.visit(view, checkWork(view, reading), signal);
    if (!visit.isDone) return { is: 'Unknown', status: backup.status! };
    if (!visit.value) return absent(backup, now);
    const look = { isCurrent: writer !== undefined, now };
    return { is: 'Known', status: foldSurvey(backup.status, visit.value, look) };
  }

  private async visit<T>(view: BackupView, work: BucketWork<T>, signal: AbortSignal): Promise<StorageVisit<T>> {
    const { visits, clock } = this;
    const storage = view.storage!;
    const [key, standing] = [keyOf(storage), standingOf(storage)];
    const silence = this.#silent.troubleOf(key, standing, clock.monotonicMs());
    if (silence) return { isDone: false, trouble: silence };
    const visit = await visits.visit(storage, work, LIMITS, signal);
    if (!visit.isDone) this.#silent.note(key, standing, visit.trouble, clock.monotonicMs());
    return visit;
  }
}

/** What was never seen may be late, or may lie elsewhere than we think: nothing is deleted for that. */
function absent(backup: DatabaseBackup, now: Date): Outcome {
  if (wasSeen(backup)) return { is: 'Gone' };
  return { is: 'Unknown', status: foldTrouble(backup, troubleOf('NotFound'), now) };
}
