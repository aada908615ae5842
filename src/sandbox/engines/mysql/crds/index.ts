import type { UntypedObject } from '../../../../kube/meta/index.js';
import { backupDefinitions } from '../backups/crds.js';
import { pxcDefinition } from './pxc.js';

/** The kinds of the operator for XtraDB Cluster that the sandbox serves. */
export const leanCrds = (): readonly UntypedObject[] => [pxcDefinition, ...backupDefinitions()];
