import { firstBackupName } from '../domain/naming.js';
import type { DatabaseBackup } from '../resources/database-backup/index.js';
import type { DatabaseCluster } from '../resources/database-cluster/index.js';
import { hasEnded, isUsable } from './phases.js';

const MINUTE_MS = 60_000;
const FIRST_PAUSE_MS = 5 * MINUTE_MS;
const LONGEST_PAUSE_MS = 360 * MINUTE_MS;

/** The backup without which the log in an archive is worth nothing. */
export interface FirstBackup {
  readonly name: string;
  /** Not before: the last attempts failed. */
  readonly notBeforeMs: number;
}

/** What the archive that a database writes to now has to begin with; undefined when there is a backup, or will be. */
export function firstBackupOf(cluster: DatabaseCluster, backups: readonly DatabaseBackup[]): FirstBackup | undefined {
  const { storage, archive } = cluster.status?.backup ?? {};
  // Until the database has moved to another bucket, the archive that is told of is that of the one before.
  if (!archive || storage !== cluster.spec.backup?.storageRef.name) return undefined;
  const ours = backups.filter(({ spec }) => !spec.existing);
  const here = ours.filter(({ status }) => status?.storage === storage && status?.archive === archive);
  if (here.some(isUsable) || ours.some(isComing)) return undefined;
  const failures = here.filter(({ status }) => status?.phase === 'Failed');
  const name = freeName((attempt) => firstBackupName(cluster.metadata.name, `${storage}/${archive}`, attempt), {
    from: failures.length,
    taken: backups,
  });
  return { name, notBeforeMs: lastEndMs(failures) + pauseMs(failures.length) };
}

/** Whatever is taken now, goes there. */
const isComing = (backup: DatabaseBackup): boolean => !hasEnded(backup) && !backup.metadata.deletionTimestamp;

function freeName(
  nameOf: (attempt: number) => string,
  { from, taken }: { readonly from: number; readonly taken: readonly DatabaseBackup[] },
): string {
  const names = new Set(taken.map(({ metadata }) => metadata.name));
  let attempt = from;
  while (names.has(nameOf(attempt))) attempt += 1;
  return nameOf(attempt);
}

const lastEndMs = (failures: readonly DatabaseBackup[]): number =>
  Math.max(0, ...failures.map(({ status }) => Date.parse(status?.completedAt ?? '') || 0));

const pauseMs = (failures: number): number =>
  failures === 0 ? 0 : Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), LONGEST_PAUSE_MS);
