import { BACKUP_STORAGE } from '../../resources/backup-storage/index.js';
import { DATABASE_BACKUP } from '../../resources/database-backup/index.js';
import { MONITORING_CONFIG } from '../../resources/monitoring-config/index.js';
import { OPS_REQUEST } from '../../resources/ops-request/index.js';

/** Of queries, mutations and subscriptions. */
export const GRAPHQL_PATH = '/graphql';

interface NamedObject {
  readonly namespace?: string;
  readonly name: string;
}

const namespaced = (collection: string, { namespace = '', name }: NamedObject): string =>
  `/api/v1/namespaces/${encodeURIComponent(namespace)}/${collection}/${encodeURIComponent(name)}`;

/** Where REST shows an object. */
export const clusterPath = (cluster: NamedObject): string => namespaced('clusters', cluster);
export const operationPath = (operation: NamedObject): string => namespaced('operations', operation);
export const storagePath = (storage: NamedObject): string => namespaced('backup-storages', storage);
export const monitoringPath = (config: NamedObject): string => namespaced('monitoring-configs', config);
export const backupPath = (backup: NamedObject): string => namespaced('backups', backup);

const PATHS: Readonly<Record<string, (object: NamedObject) => string>> = {
  [OPS_REQUEST.kind]: operationPath,
  [BACKUP_STORAGE.kind]: storagePath,
  [DATABASE_BACKUP.kind]: backupPath,
  [MONITORING_CONFIG.kind]: monitoringPath,
};

/** The same for an object of any of our kinds in a namespace. */
export const pathOf = (object: NamedObject & { readonly kind: string }): string =>
  (PATHS[object.kind] ?? clusterPath)(object);
