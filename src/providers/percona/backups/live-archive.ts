import type { UntypedObject } from '../../../kube/meta/index.js';
import { ARCHIVE_ANNOTATIONS } from '../../contract/archives/index.js';
import type { Observed } from '../../contract/index.js';
import type { PerconaCluster } from '../upstream.js';
import type { BackupFormat, LogShipping } from './format.js';

/** Where a database writes to, as the operator has been told. */
export interface LiveArchive {
  /** Name of the BackupStorage. */
  readonly storage: string;
  /** Counted from the prefix of the storage. */
  readonly path: string;
}

/** By our own words beside the operator's: written with them, and taken away with them. */
export function liveArchiveOf(upstream: PerconaCluster | undefined): LiveArchive | undefined {
  const annotations = upstream?.metadata.annotations ?? {};
  const [storage, path] = [annotations[ARCHIVE_ANNOTATIONS.storage], annotations[ARCHIVE_ANNOTATIONS.archive]];
  return storage !== undefined && path !== undefined ? { storage, path } : undefined;
}

/** How the log gets there; told of what was backed up to this very folder. */
export function logShippingOf<U extends PerconaCluster>(
  format: BackupFormat<U>,
  upstream: U,
  observed: Observed,
): LogShipping {
  const archive = liveArchiveOf(upstream);
  if (!archive || !format.shipsLog(upstream)) return { state: 'Unknown' };
  return format.shippingOf(newestBackupIn(format, archive, observed));
}

/** As the operator has it: the log is told of beside it. */
export const newestBackupIn = <U extends PerconaCluster>(
  format: BackupFormat<U>,
  archive: Pick<LiveArchive, 'path'>,
  observed: Observed,
): UntypedObject | undefined => backupsIn(format, archive, observed).sort(newestFirst)[0];

/** Those that have succeeded, as the operator has them. */
export const backupsIn = <U extends PerconaCluster>(
  { dialect, tell }: BackupFormat<U>,
  { path }: Pick<LiveArchive, 'path'>,
  observed: Observed,
): UntypedObject[] =>
  observed
    .list(dialect.kinds.backup)
    .filter(({ metadata }) => metadata.annotations?.[ARCHIVE_ANNOTATIONS.archive] === path)
    .filter((backup) => tell(backup).state === 'Succeeded');

const newestFirst = (a: UntypedObject, b: UntypedObject): number =>
  (b.metadata.creationTimestamp ?? '').localeCompare(a.metadata.creationTimestamp ?? '');
