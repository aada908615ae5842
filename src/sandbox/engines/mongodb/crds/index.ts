import type { UntypedObject } from '../../../../kube/meta/index.js';
import { backupDefinitions } from '../backups/crds.js';
import { psmdbDefinition } from './psmdb.js';

/** The kinds of the operator for MongoDB that the sandbox serves. */
export const leanCrds = (): readonly UntypedObject[] => [psmdbDefinition, ...backupDefinitions()];
