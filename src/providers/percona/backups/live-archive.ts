import type { UntypedObject } from '../../../kube/meta/index.js';
import { ARCHIVE_ANNOTATIONS, toldArchiveOf, type ToldArchive } from '../../contract/archives/index.js';
import type { Observed } from '../../contract/index.js';
import type { PerconaCluster } from '../upstream.js';
import type { BackupFormat, PerconaLogShipping } from './format.js';

/** How the log gets there; told of what was backed up to this very folder. */
export function logShippingOf<U extends PerconaCluster>(
  format: BackupFormat<U>,
  upstream: U,
  observed: Observed,
): PerconaLogShipping {
  const archive = toldArchiveOf(upstream);
  if (!archive || !format.shipsLog(upstream)) return { state: 'Unknown' };
  return format.shippingOf(newestBackupIn(format, archive, observed));
}

/** As the operator has it: the log is told of beside it. */
export const newestBackupIn = <U extends PerconaCluster>(
  format: BackupFormat<U>,
  archive: Pick<ToldArchive, 'path'>,
  observed: Observed,
): UntypedObject | undefined => backupsIn(format, archive, observed).sort(newestFirst)[0];

/** Those that have succeeded, as the operator has them. */
export const backupsIn = <U extends PerconaCluster>(
  { dialect, tell }: BackupFormat<U>,
  { path }: Pick<ToldArchive, 'path'>,
  observed: Observed,
): UntypedObject[] =>
  observed
    .list(dialect.kinds.backup)
    .filter(({ metadata }) => metadata.annotations?.[ARCHIVE_ANNOTATIONS.archive] === path)
    .filter((backup) => tell(backup).state === 'Succeeded');

const newestFirst = (a: UntypedObject, b: UntypedObject): number =>
  (b.metadata.creationTimestamp ?? '').localeCompare(a.metadata.creationTimestamp ?? '');
