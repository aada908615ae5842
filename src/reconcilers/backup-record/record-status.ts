import { compareTimes } from '../../backups/index.js';
import { RECORD_REASONS, type RecordReason } from '../../domain/record-reasons.js';
import { findCondition, formatTime, mergeConditions, type Condition } from '../../kube/meta/index.js';
import type { DatabaseBackup, DatabaseBackupStatus } from '../../resources/database-backup/index.js';
import type { Found } from './find-existing.js';
import type { Survey } from './survey.js';

export const RECORDED = 'Recorded';

/** Why nothing is known of the data now. */
export interface Trouble {
  readonly reason: string;
  readonly message: string;
}

export const troubleOf = (reason: RecordReason, detail = ''): Trouble => ({
  reason,
  message: `${detail} ${RECORD_REASONS[reason]}`.trimStart(),
});

/** What one look told, and when that was. */
export interface Look {
  /** The log still follows the database. */
  readonly isCurrent: boolean;
  readonly now: Date;
}

/** A backup that we took: its manifest lies beside it. */
export function foldRecorded(
  backup: DatabaseBackup,
  survey: Survey,
  snapshot: unknown,
  look: Look,
): DatabaseBackupStatus {
  const status = { ...foldSurvey(backup.status, survey, look), clusterSnapshot: snapshot };
  return withCondition(backup, status, { ...troubleOf('Recorded'), isTrue: true }, look.now);
}

/** What was measured. A log of which nothing is there leads no further than the backup itself. */
export function foldSurvey(
  status: DatabaseBackupStatus = {},
  { sizeBytes = status.sizeBytes, logEnd }: Survey,
  { isCurrent }: Look,
): DatabaseBackupStatus {
  const { recoverableFrom, recoverableTo = recoverableFrom } = status;
  const end = logEnd ? latest(formatTime(logEnd), recoverableFrom) : recoverableTo;
  return { ...status, sizeBytes, recoverableTo: isCurrent ? undefined : end };
}

/** A backup that was there already. */
export function foldFound(backup: DatabaseBackup, found: Found, look: Look): DatabaseBackupStatus {
  const { reading, survey, marker, manifest } = found;
  const { engine, place } = reading;
  const told = { ...marker, ...manifest?.backup };
  // A marker is written at the end of a backup.
  const completedAt = told.completedAt ?? formatTime(survey.marker.modifiedAt);
  const base: DatabaseBackupStatus = {
    phase: 'Succeeded',
    reason: 'Found',
    message: 'It is complete in its bucket.',
    origin: 'Discovered',
    observedGeneration: backup.metadata.generation,
    engine,
    version: told.version,
    storage: backup.spec.storageRef!.name,
    archive: place.archive,
    path: place.path,
    backupId: place.backupId,
    startedAt: told.startedAt,
    completedAt,
    recoverableFrom: completedAt,
    clusterSnapshot: manifest?.clusterSnapshot,
    conditions: backup.status?.conditions,
    usedBy: backup.status?.usedBy,
  };
  const outcome = troubleOf(manifest?.clusterSnapshot ? 'Recorded' : 'NoManifest');
  const status = foldSurvey(base, survey, look);
  return withCondition(backup, status, { ...outcome, isTrue: outcome.reason === 'Recorded' }, look.now);
}

/** There is nothing where it was said to be, and that is final. */
export function foldMissing(backup: DatabaseBackup, why: string, now: Date): DatabaseBackupStatus {
  const trouble = troubleOf('NotFound', why);
  const { generation } = backup.metadata;
  const status: DatabaseBackupStatus = {
    ...backup.status,
    phase: 'Failed',
    reason: 'NotFound',
    message: trouble.message,
    origin: 'Discovered',
    storage: backup.spec.storageRef!.name,
    observedGeneration: generation,
  };
  return withCondition(backup, status, { ...trouble, isTrue: false }, now);
}

/** It passes by itself, or when somebody mends it. What was not found yet waits; what was, stays what it is. */
export function foldTrouble(backup: DatabaseBackup, trouble: Trouble, now: Date): DatabaseBackupStatus {
  const waits = backup.spec.existing && backup.status?.phase !== 'Succeeded';
  const status: DatabaseBackupStatus = waits
    ? {
        ...backup.status,
        phase: 'Pending',
        reason: 'StorageNotReady',
        message: trouble.message,
        origin: 'Discovered',
        observedGeneration: backup.metadata.generation,
      }
    : { ...backup.status };
  return withCondition(backup, status, { ...trouble, isTrue: false }, now);
}

export const recordedOf = ({ status }: DatabaseBackup): Condition | undefined =>
  findCondition(status?.conditions, RECORDED);

function withCondition(
  { metadata, status: before }: DatabaseBackup,
  status: DatabaseBackupStatus,
  { isTrue, reason, message }: Trouble & { readonly isTrue: boolean },
  now: Date,
): DatabaseBackupStatus {
  const condition = {
    type: RECORDED,
    status: isTrue ? ('True' as const) : ('False' as const),
    reason,
    message,
    observedGeneration: metadata.generation,
  };
  const conditions = mergeConditions(before?.conditions ?? [], [condition], formatTime(now)) as Condition[];
  return { ...status, conditions };
}

const latest = (a: string, b: string | undefined): string => (b && compareTimes(b, a) > 0 ? b : a);
