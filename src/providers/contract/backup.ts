import type { BackupStorage } from '../../resources/backup-storage/index.js';
import type { DatabaseBackup } from '../../resources/database-backup/index.js';
import type { DatabaseCluster, RecoverySource } from '../../resources/database-cluster/index.js';
import type { DatabaseEngine } from '../../resources/database-engine/index.js';
import type { DesiredChild } from './applier.js';
import type { ChildAction } from './child-action.js';
import type { Observed } from './observed.js';

/** One backup and the cluster that it is of, at one moment. */
export interface BackupSubject {
  readonly cluster: DatabaseCluster;
  readonly backup: DatabaseBackup;
  readonly observed: Observed;
}

/** What the engine tells of a backup that is complete. */
export interface BackupFacts {
  /** The engine's own name of it. */
  readonly backupId: string;
  /** Folder of the database in the bucket, counted from the prefix. */
  readonly archive: string;
  /** Folder of this backup. */
  readonly path: string;
  /** RFC 3339. */
  readonly startedAt?: string;
  readonly completedAt?: string;
  /** Exact version, as far as it is known. */
  readonly version?: string;
}

export type BackupProgress =
  | { readonly state: 'Absent' }
  | { readonly state: 'Running'; readonly message: string; readonly startedAt?: string }
  | { readonly state: 'Succeeded'; readonly facts: BackupFacts }
  | { readonly state: 'Failed'; readonly message: string };

/** Where a backup lies, as its engine lays it out, told by its path alone. */
export interface BackupPlace {
  readonly archive: string;
  readonly backupId: string;
}

/** What the marker of a backup says of it. */
export interface MarkerFacts {
  /** It came to its end; else there is nothing that could be restored. */
  readonly isComplete: boolean;
  /** RFC 3339. */
  readonly startedAt?: string;
  readonly completedAt?: string;
  /** Exact version. */
  readonly version?: string;
}

/** Files of one database in a bucket; paths count from the prefix of the storage. */
export interface ArchiveLayout {
  /** undefined when the path is not one of a backup of this engine. */
  placeOf(path: string): BackupPlace | undefined;
  /** The object without which a backup is none, by the path of the backup: in its folder, or beside it. */
  markerOf(path: string): string;
  /**
   * undefined when the text is none of a marker of this engine. It comes from a bucket: whoever writes there wrote it.
   * The path tells what the text does not.
   */
  readMarker(text: string, path: string): MarkerFacts | undefined;
  /** Absent of an engine that ships none: one goes back to its backups, and to no moment between them. */
  readonly log?: LogLayout;
}

/** How the log of one database lies in its folder: objects in the order of their names, at most one level of folders deep. */
export interface LogLayout {
  /** Counted from the folder of the database. */
  readonly folder: string;
  /** Each folder in it is a log by itself, and only what all of them tell is whole: one of each shard. */
  readonly isDivided?: boolean;
  /** What the names of its objects begin with, where a number of so many digits follows: there may be too many to list. */
  readonly numbered?: { readonly prefix: string; readonly digits: number };
  /** The moment that an object reaches to, by its name alone; when it was written, where there is none. RFC 3339. */
  endOf?(name: string): string | undefined;
}

/**
 * How one engine takes backups and what it can restore. Pure functions, asked again after every change: a backup goes on
 * wherever it was cut off.
 */
export interface BackupDriver {
  /** From its start to its end. */
  readonly timeoutSeconds: number;
  readonly layout: ArchiveLayout;
  /** A restore must be told which backup to begin with: the core chooses it, and refuses a place that names none. */
  readonly needsBase?: boolean;
  /** What is divided into shards fits into a database with as many alone. */
  readonly needsSameShards?: boolean;
  /** The longest that a change may take to arrive in the bucket by the log, with the engine's own settings. */
  readonly logDelaySeconds: number;
  /** Why none can be taken now, as a sentence; it passes by itself, or with a change that the sentence names. */
  whyNot(subject: BackupSubject): string | undefined;
  /** What makes the operator take it; created once, by the name of the backup. */
  request(subject: BackupSubject): DesiredChild;
  progress(subject: BackupSubject): BackupProgress;
  /** Takes away what was requested, when it is no longer wanted or has ended for good; nothing, where it is to stay. */
  release(subject: BackupSubject): readonly ChildAction[];
  /** Why the operator cannot use a bucket of this kind, as a sentence; absent where it can use all. */
  readonly refuseStorage?: (storage: BackupStorage) => string | undefined;
  /** Why data of this version cannot be restored into the cluster as it is asked for, as a sentence. */
  refuseVersion(cluster: DatabaseCluster, catalogue: DatabaseEngine, version: string): string | undefined;
}

/** Why an engine has no backups, as a sentence that says what to do instead. */
export interface NoBackups {
  readonly unsupported: string;
}

export const takesBackups = (backups: BackupDriver | NoBackups): backups is BackupDriver => !('unsupported' in backups);

/** A source with what is known of it. */
export interface ResolvedSource {
  readonly source: RecoverySource;
  /** Of the data, as far as it is known. */
  readonly version?: string;
  /** Into how many it is divided, 0 where into none; absent where nobody knows. */
  readonly shards?: number;
}
