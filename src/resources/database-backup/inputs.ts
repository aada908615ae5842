import { inputOf } from '../declare/index.js';
import { DatabaseBackupSpec } from './spec.js';

/** GraphQL: `spec` of a backup to be taken. */
export const DatabaseBackupSpecInput = inputOf(DatabaseBackupSpec);
