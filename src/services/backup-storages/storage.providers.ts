import type { FactoryProvider } from '@nestjs/common';
import { ClusterCaches } from '../../caches/index.js';
import { KubeRuntime } from '../../kube/kube-runtime.js';
import { BACKUP_STORAGE } from '../../resources/backup-storage/index.js';
import { INSPECTOR_RULES, SETTINGS_RULES } from '../audit/audit-rules.js';
import { auditedProvider } from '../audit/audited-provider.js';
import { SubjectAccessAuthorizer } from '../auth/authorizer.js';
import { StorageAccess } from './storage-access.js';
import { StorageReader } from './storage-reader.js';
import { StorageWatcher } from './storage-watcher.js';
import { StorageInspector } from './storage-inspector.js';
import { StorageWriter } from './storage-writer.js';

const access = {
  provide: StorageAccess,
  useFactory: (authorizer: SubjectAccessAuthorizer): StorageAccess => new StorageAccess(authorizer),
  inject: [SubjectAccessAuthorizer],
};

const reader = {
  provide: StorageReader,
  useFactory: ({ backupStorages }: ClusterCaches, rights: StorageAccess): StorageReader =>
    new StorageReader(backupStorages, rights),
  inject: [ClusterCaches, StorageAccess],
};

const watcher = {
  provide: StorageWatcher,
  useFactory: ({ backupStorages }: ClusterCaches, rights: StorageAccess): StorageWatcher =>
    new StorageWatcher(backupStorages, rights),
  inject: [ClusterCaches, StorageAccess],
};

const writer = {
  provide: StorageWriter,
  useFactory: ({ client }: KubeRuntime, caches: ClusterCaches, rights: StorageAccess): StorageWriter =>
    new StorageWriter(client, caches, rights),
  inject: [KubeRuntime, ClusterCaches, StorageAccess],
};

const inspector = {
  provide: StorageInspector,
  useFactory: (
    { client, clock }: KubeRuntime,
    { backupStorages }: ClusterCaches,
    rights: StorageAccess,
  ): StorageInspector => new StorageInspector(client, backupStorages, rights, clock),
  inject: [KubeRuntime, ClusterCaches, StorageAccess],
};

/** What the API calls. */
export const STORAGE_USE_CASES: FactoryProvider[] = [
  reader,
  watcher,
  auditedProvider(writer, BACKUP_STORAGE.plural, SETTINGS_RULES),
  auditedProvider(inspector, BACKUP_STORAGE.plural, INSPECTOR_RULES),
];
/** What only these use. */
export const STORAGE_PARTS: FactoryProvider[] = [access];
