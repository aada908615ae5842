import type { UntypedObject } from '../../../../kube/meta/index.js';
import { mariadbDefinition } from './mariadb.js';
import { physicalBackupDefinition } from './physical-backup.js';

/** The kinds of mariadb-operator that the sandbox serves. */
export const leanCrds = (): readonly UntypedObject[] => [mariadbDefinition, physicalBackupDefinition];
