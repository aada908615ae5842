import type { KubeObject, ResourceType } from '../../kube/meta/index.js';
import { Kind, ObjectField } from '../declare/index.js';
import { ApiObject } from '../shared/api-object.js';
import { nameRules } from '../shared/name-rules.js';
import { BACKUP_COLUMNS } from './columns.js';
import { DatabaseBackupSpec } from './spec.js';
import { DatabaseBackupStatus } from './status.js';

export const DATABASE_BACKUP: ResourceType = {
  group: 'dbaas.io',
  version: 'v1alpha1',
  kind: 'DatabaseBackup',
  plural: 'databasebackups',
  namespaced: true,
};

/** Nothing is derived from the name of a backup but the value of a label. */
export const MAX_BACKUP_NAME_LENGTH = 63;

@Kind({
  type: DATABASE_BACKUP,
  description: 'One backup of a database: asked for, scheduled, or found in its bucket.',
  shortNames: ['dbb'],
  categories: ['dbaas'],
  columns: BACKUP_COLUMNS,
  globalId: true,
  rules: nameRules(MAX_BACKUP_NAME_LENGTH, 'so that it can be the value of a label'),
})
export class DatabaseBackup extends ApiObject implements KubeObject {
  @ObjectField(() => DatabaseBackupSpec, { description: 'What is to be taken.' })
  spec!: DatabaseBackupSpec;

  @ObjectField(() => DatabaseBackupStatus, { description: 'What became of it.', optional: true })
  status?: DatabaseBackupStatus;
}
