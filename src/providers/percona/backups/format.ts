import type { UntypedObject } from '../../../kube/meta/index.js';
import type { BackupStorage } from '../../../resources/backup-storage/index.js';
import type { RecoverySource } from '../../../resources/database-cluster/index.js';
import type { LogShipping } from '../../contract/archives/index.js';
import type { ArchiveLayout } from '../../contract/index.js';
import type { ResourceRequirements } from '../../contract/objects/index.js';
import type { PerconaDialect } from '../dialect.js';
import type { PerconaCluster } from '../upstream.js';
import type { Place } from './place.js';

/** What the section of backups is made of, in the cluster's object. */
export interface SectionParts {
  readonly image: string;
  /** Of the process that ships the log, or that takes backups. */
  readonly resources: ResourceRequirements;
  /** Absent without backups. */
  readonly place?: Place;
  readonly shipsLog: boolean;
}

/** An order to restore: from where, which backup to begin with, and how far. */
export interface RestoreParts {
  readonly cluster: string;
  readonly place: Place;
  readonly source: RecoverySource;
}

/** How far the operator is with one backup, in words that both have. */
export interface ToldBackup {
  readonly state: 'Running' | 'Succeeded' | 'Failed';
  /** Of Failed: why, as the operator says it; of Running what it does. */
  readonly message?: string;
  /** Name of the backup in its folder. */
  readonly backupId?: string;
  readonly startedAt?: string;
  /** The moment that it is of. */
  readonly completedAt?: string;
}

/** By what the operator tells of the backups there, the newest first. */
export interface PerconaLogShipping extends LogShipping {
  /** It lost a part of it: what comes after belongs to another folder. */
  readonly hasHole?: boolean;
}

/** Where one operator's backups differ from the other's. */
export interface BackupFormat<U extends PerconaCluster = PerconaCluster> {
  readonly dialect: PerconaDialect<U>;
  readonly layout: ArchiveLayout;
  readonly logDelaySeconds: number;
  /** As what `spec.backup` is rendered. */
  readonly section: (parts: SectionParts) => object;
  readonly shipsLog: (upstream: U) => boolean;
  readonly backupSpec: (cluster: string) => object;
  readonly restoreSpec: (parts: RestoreParts) => object;
  readonly tell: (backup: UntypedObject) => ToldBackup;
  /** Why a backup cannot be brought back into the database as it is divided now; undefined also where nobody can tell. */
  readonly refuseDivision?: (backup: UntypedObject, upstream: U) => string | undefined;
  readonly shippingOf: (newest: UntypedObject | undefined) => PerconaLogShipping;
  /** Why the operator cannot use a bucket, as a sentence. */
  readonly refuseStorage: (storage: BackupStorage) => string | undefined;
}
