import { ArchiveError } from '../../mechanics/archive/archive-bucket.js';
import { nameIn, type S3Section } from '../../percona/storage/s3-section.js';
import { latestOf } from '../pbm/oplog.js';
import type { BackupMeta } from '../pbm/backup-meta.js';
import type { ChunkSpan } from '../pbm/chunk-name.js';
import { isAfter, timeOf, timestampOf, type Timestamp } from '../pbm/timestamp.js';
import type { Psmdb } from '../psmdb.js';
import { backedUpReplsets, fcvOf, sectionOf, storageNamed } from './backed-up-cluster.js';
import type { PsmdbBackup, PsmdbRestore } from './orders.js';

/** Which backup, and where it is. */
export interface RestoreSource {
  readonly section: S3Section;
  readonly pbmName: string;
}

/** @throws ArchiveError when the order names none, more than one, or one that is not there or not ready. */
export function sourceOf(restore: PsmdbRestore, cluster: Psmdb, backups: readonly PsmdbBackup[]): RestoreSource {
  const { backupName, backupSource, storageName, selective, replsetRemapping } = restore.spec;
  if (selective || replsetRemapping) throw new ArchiveError('the sandbox restores whole databases alone, as they were');
  if (backupName) return fromBackup(backupName, backups);
  if (!backupSource?.destination) throw new ArchiveError('fields check: backupName and backupSource are empty');
  const { type = 'logical', destination, s3, minio } = backupSource;
  if (type !== 'logical') throw new ArchiveError(`the sandbox takes no ${type} backups`);
  const section = storageName
    ? storageNamed(cluster, storageName)
    : sectionOf({ type: minio ? 'minio' : 's3', s3, minio }, 'backupSource');
  return { section, pbmName: nameIn(destination) };
}

function fromBackup(name: string, backups: readonly PsmdbBackup[]): RestoreSource {
  const status = backups.find(({ metadata }) => metadata.name === name)?.status;
  if (!status) throw new ArchiveError(`get backup: perconaservermongodbbackups "${name}" not found`);
  if (status.state === 'error') throw new ArchiveError('backup is in error state');
  if (status.state !== 'ready') throw new ArchiveError('backup is not ready');
  return { section: status.s3!, pbmName: status.pbmName! };
}

/** @throws ArchiveError when the backup is not of such a database. */
export function checkFit(meta: BackupMeta, cluster: Psmdb): void {
  const own = backedUpReplsets(cluster);
  const strangers = meta.replsets.map(({ name }) => name).filter((name) => !own.includes(name));
  if (strangers.length > 0 || meta.replsets.length !== own.length) {
    throw new ArchiveError(
      `available replica sets are ${own.join(', ')}, those of the backup ${meta.replsets.map(({ name }) => name).join(', ')}`,
    );
  }
  if (meta.fcv !== fcvOf(cluster)) {
    throw new ArchiveError(`backup FCV "${meta.fcv}" is incompatible with the running mongo FCV "${fcvOf(cluster)}"`);
  }
}

/** The moment to restore to; undefined for the backup alone. @throws ArchiveError when it lies where nothing is known. */
export function targetOf(
  { spec: { pitr } }: PsmdbRestore,
  meta: BackupMeta,
  chunks: readonly ChunkSpan[],
): Timestamp | undefined {
  if (!pitr) return undefined;
  const target = pitr.type === 'latest' ? latest(meta, chunks) : timestampOf(`${(pitr.date ?? '').replace(' ', 'T')}Z`);
  if (isAfter(target, meta.last_write_ts)) return target;
  throw new ArchiveError(
    `backup's last write is later than the target time (${timeOf(meta.last_write_ts)} > ${timeOf(target)})`,
  );
}

function latest({ replsets }: BackupMeta, chunks: readonly ChunkSpan[]): Timestamp {
  const end = latestOf(
    chunks,
    replsets.map(({ name }) => name),
  );
  if (!end) throw new ArchiveError('no oplog slices are there');
  return end;
}
