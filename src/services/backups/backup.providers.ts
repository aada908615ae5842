import type { FactoryProvider } from '@nestjs/common';
import { ClusterCaches } from '../../caches/index.js';
import { KubeRuntime } from '../../kube/kube-runtime.js';
import { DATABASE_BACKUP } from '../../resources/database-backup/index.js';
import { BACKUP_RULES } from '../audit/audit-rules.js';
import { auditedProvider } from '../audit/audited-provider.js';
import { SubjectAccessAuthorizer } from '../auth/authorizer.js';
import { StorageAccess } from '../backup-storages/storage-access.js';
import { ClusterAccess } from '../clusters/cluster-access.js';
import { ClusterReader } from '../clusters/cluster-reader.js';
import { BackupAccess } from './backup-access.js';
import { BackupJudge } from './backup-judge.js';
import { BackupReader } from './backup-reader.js';
import { BackupSight } from './backup-sight.js';
import { BackupWatcher } from './backup-watcher.js';
import { BackupWriter } from './backup-writer.js';
import { RecoveryWindows } from './recovery-windows.js';

const access = {
  provide: BackupAccess,
  useFactory: (authorizer: SubjectAccessAuthorizer): BackupAccess => new BackupAccess(authorizer),
  inject: [SubjectAccessAuthorizer],
};

const sight = {
  provide: BackupSight,
  useFactory: (
    caches: ClusterCaches,
    backups: BackupAccess,
    clusters: ClusterAccess,
    storages: StorageAccess,
  ): BackupSight => new BackupSight(caches, { backups, clusters, storages }),
  inject: [ClusterCaches, BackupAccess, ClusterAccess, StorageAccess],
};

const judge = {
  provide: BackupJudge,
  useFactory: (seen: BackupSight, clusters: ClusterReader, { providers }: ClusterCaches): BackupJudge =>
    new BackupJudge(seen, clusters, providers),
  inject: [BackupSight, ClusterReader, ClusterCaches],
};

const reader = {
  provide: BackupReader,
  useFactory: (caches: ClusterCaches, rights: BackupAccess): BackupReader => new BackupReader(caches, rights),
  inject: [ClusterCaches, BackupAccess],
};

const watcher = {
  provide: BackupWatcher,
  useFactory: ({ backups }: ClusterCaches, rights: BackupAccess): BackupWatcher => new BackupWatcher(backups, rights),
  inject: [ClusterCaches, BackupAccess],
};

const writer = {
  provide: BackupWriter,
  useFactory: (
    { client }: KubeRuntime,
    caches: ClusterCaches,
    rights: BackupAccess,
    judgement: BackupJudge,
  ): BackupWriter => new BackupWriter({ client, caches, access: rights, judge: judgement }),
  inject: [KubeRuntime, ClusterCaches, BackupAccess, BackupJudge],
};

const windows = {
  provide: RecoveryWindows,
  useFactory: (caches: ClusterCaches, rights: BackupAccess, { clock }: KubeRuntime): RecoveryWindows =>
    new RecoveryWindows(caches, rights, clock),
  inject: [ClusterCaches, BackupAccess, KubeRuntime],
};

/** What the API calls. */
export const BACKUP_USE_CASES: FactoryProvider[] = [
  reader,
  watcher,
  auditedProvider(writer, DATABASE_BACKUP.plural, BACKUP_RULES),
  windows,
];
/** What only these use, and what judges by them. */
export const BACKUP_PARTS: FactoryProvider[] = [access, sight, judge];
