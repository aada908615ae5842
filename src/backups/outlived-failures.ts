import type { DatabaseBackup } from '../resources/database-backup/index.js';
import { compareTimes } from './recovery-window.js';

/** So many stay to be read, however old. */
const KEPT = 20;
const KEPT_MS = 30 * 86_400_000;

/** Backups that failed so long ago that nobody asks why; there is no data to them. */
export function outlivedFailures(backups: readonly DatabaseBackup[], nowMs: number): DatabaseBackup[] {
  return backups
    .filter(({ metadata, spec, status }) => status?.phase === 'Failed' && !spec.existing && !metadata.deletionTimestamp)
    .sort((a, b) => compareTimes(endOf(b), endOf(a)))
    .slice(KEPT)
    .filter((backup) => nowMs - Date.parse(endOf(backup)) >= KEPT_MS);
}

const endOf = ({ status, metadata }: DatabaseBackup): string =>
  status?.completedAt ?? metadata.creationTimestamp ?? new Date(0).toISOString();
