import { ArchiveError } from '../../mechanics/archive/archive-bucket.js';
import type { Database } from '../../percona/data/database.js';
import type { S3Section } from '../../percona/storage/s3-section.js';
import type { Pxc } from '../pxc.js';
import { addGtid, formatGtids, parseGtids } from '../xtrabackup/gtid-set.js';
import type { BackupSource, PxcBackup, PxcRestore } from './orders.js';

/** What a MySQL has on its disks; a record of the log is a transaction. */
export interface MysqlDatabase extends Database {
  /** By which it counts its own transactions; absent: the cluster's uid. */
  readonly source?: string;
  /** Transactions of others that it has carried out, as MySQL writes them. */
  readonly past?: string;
}

export interface MysqlBackupTypes {
  readonly cluster: Pxc;
  readonly database: MysqlDatabase;
  readonly backup: PxcBackup;
  readonly restore: PxcRestore;
}

export const sourceIdOf = ({ source }: MysqlDatabase, { metadata }: Pxc): string => source ?? metadata.uid ?? '';

/** All transactions that the database has carried out. */
export function executedBy(database: MysqlDatabase, cluster: Pxc): string {
  const past = parseGtids(database.past ?? '');
  const last = database.next - 1;
  return formatGtids(last > 0 ? [...past, { source: sourceIdOf(database, cluster), from: 1, to: last }] : past);
}

/** The transactions of a set, and more. */
export const withTransactions = (set: string, more: readonly { source: string; number: number }[]): string =>
  formatGtids(more.reduce((grown, { source, number }) => addGtid(grown, source, number), parseGtids(set)));

/** @throws ArchiveError when there is none, or none of S3. */
export function storageNamed({ spec }: Pxc, name: string | undefined): S3Section {
  const storage = spec.backup?.storages?.[name ?? ''];
  if (!storage) throw new ArchiveError(`storage "${name}" doesn't exist`);
  if (storage.type !== 's3' || !storage.s3) throw new ArchiveError('the sandbox knows storages of S3 alone');
  return placed(storage.s3 as S3Section, storage.verifyTLS);
}

/** The section of a storage, with what stands beside it there. */
export const placed = (section: S3Section, verifyTLS: boolean | undefined): S3Section => ({
  ...section,
  insecureSkipTLSVerify: verifyTLS === false,
});

/** @throws ArchiveError when it leads nowhere. */
export function sectionOf({ storageName, s3, verifyTLS }: BackupSource, cluster: Pxc): S3Section {
  if (storageName) return storageNamed(cluster, storageName);
  if (!s3) throw new ArchiveError('backupSource names no storage that the sandbox knows');
  return placed(s3, verifyTLS);
}

/** `8.4` of an image, or of a version. */
export const majorOf = (text: string): string =>
  text
    .slice(text.lastIndexOf(':') + 1)
    .split('.')
    .slice(0, 2)
    .join('.');
