import type { RecoveryTarget } from '../cluster.js';
import type { BackupInfo } from './backup-info.js';
import { addRow, type Row } from '../../mechanics/data/ledger.js';
import type { WalRecord } from './database.js';
import { ArchiveError } from '../../mechanics/archive/archive-bucket.js';

/** What says nothing here: our log has neither transactions nor names. */
const UNKNOWN_TARGETS = ['targetLSN', 'targetXID', 'targetName'] as const;

/** The base backup a recovery begins with. @throws ArchiveError when there is none for this target. */
export function chooseBase(bases: readonly BackupInfo[], target: RecoveryTarget = {}): BackupInfo {
  const { backupID, targetTime, targetTLI = 'latest' } = target;
  const unknown = UNKNOWN_TARGETS.find((name) => target[name] !== undefined);
  if (unknown || targetTLI !== 'latest')
    throw new ArchiveError(`the sandbox cannot recover to a ${unknown ?? 'targetTLI'}`);
  if (backupID !== undefined) {
    const named = bases.find(({ id }) => id === backupID);
    if (!named) throw new ArchiveError(`backup ${backupID} not found in the archive`);
    return named;
  }
  const latest = bases.findLast(({ endTime }) => !targetTime || Date.parse(endTime) <= timeOf(targetTime));
  if (!latest) throw new ArchiveError('no target backup found');
  return latest;
}

/** Without a zone it is in UTC. */
function timeOf(targetTime: string): number {
  const time = targetTime.trim().replace(' ', 'T');
  return Date.parse(/(Z|[+-]\d\d(:?\d\d)?)$/.test(time.slice('2026-01-01'.length)) ? time : `${time}Z`);
}

interface Replayed {
  readonly rows: readonly Row[];
  /** The last segment that was read. */
  readonly segment: number;
}

/**
 * The rows of a base backup and what the log adds, up to the target. As PostgreSQL, it believes to have reached a time
 * only when it sees a later commit: a log that ends before is a failure, however idle the database was.
 */
export function replay(
  start: Replayed,
  records: readonly WalRecord[],
  { targetTime, targetImmediate }: RecoveryTarget = {},
): Replayed {
  if (targetImmediate) return start;
  let { rows, segment } = start;
  for (const record of records) {
    if (record.number !== segment + 1) break;
    if (targetTime && record.text !== undefined && Date.parse(record.at) > timeOf(targetTime)) return { rows, segment };
    if (record.text !== undefined) rows = addRow(rows, { at: record.at, text: record.text });
    segment = record.number;
  }
  if (targetTime) throw new ArchiveError('recovery ended before configured recovery target was reached');
  return { rows, segment };
}
