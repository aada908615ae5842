import type { BackupStorage } from '../../../resources/backup-storage/index.js';
import type { DatabaseCluster } from '../../../resources/database-cluster/index.js';
import type { Incarnation } from '../incarnation.js';
import type { ArchivingRecord } from './archiving-record.js';

const UID_DIGITS = 8;
const LIFE = /^(.+)-([0-9a-zA-Z]{1,8})-\d{1,7}-v\d{1,3}(?:\.\d{1,3})?(?:-\d{1,6})?$/;
const RELEASE_AT_END = /-v(\d{1,3}(?:\.\d{1,3})?)(?:-\d{1,6})?$/;

type LifeFacts = [incarnation: Incarnation, release: string, archiving: Pick<ArchivingRecord, 'number'>];

/**
 * The folder of one life of a database: a cluster of the same name, a restore and a release that reads no other's files
 * each get one of their own, for there no log of another lies; and so does a log that was interrupted.
 */
export function lifeFolderOf(
  { metadata: { name, uid = '' } }: DatabaseCluster,
  ...[incarnation, release, archiving]: LifeFacts
): string {
  const again = archiving.number === 1 ? '' : `-${archiving.number}`;
  return `${name}-${uid.slice(0, UID_DIGITS)}-${incarnation.number}-v${release}${again}`;
}

/** Counted from the prefix of the storage: each namespace has a folder of its own. */
export const archiveOf = (cluster: DatabaseCluster, ...[incarnation, release, archiving]: LifeFacts): string =>
  `${cluster.metadata.namespace}/${lifeFolderOf(cluster, incarnation, release, archiving)}`;

/** A folder counted from the bucket. */
export const folderIn = ({ spec: { prefix } }: BackupStorage, archive: string): string =>
  [prefix, archive].filter(Boolean).join('/');

/** What lies around the folder of a life, and its own name. */
export function splitArchive(archive: string): { readonly folder: string; readonly name: string } {
  const end = archive.lastIndexOf('/');
  return { folder: archive.slice(0, Math.max(end, 0)), name: archive.slice(end + 1) };
}

/** Whose life a folder holds. */
export interface Life {
  readonly cluster: string;
  /** What the uid of the cluster begins with. */
  readonly uidStart: string;
}

/** undefined of a folder that somebody else has named. */
export function lifeIn(archive: string): Life | undefined {
  const [, cluster, uidStart] = LIFE.exec(splitArchive(archive).name) ?? [];
  return cluster && uidStart ? { cluster, uidStart } : undefined;
}

/** The release whose files a folder holds, as far as no other reads them; undefined of one that does not say. */
export const releaseIn = (archive: string): string | undefined => RELEASE_AT_END.exec(archive)?.[1];
