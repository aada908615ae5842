import { inputOf, patchInputOf } from '../declare/index.js';
import { BackupStorageSpec } from './spec.js';

/** GraphQL: `spec` of a storage to be made. */
export const BackupStorageSpecInput = inputOf(BackupStorageSpec);

/** GraphQL and OpenAPI: a merge patch of a storage's `spec`. */
export const BackupStorageSpecPatch = patchInputOf(BackupStorageSpec);
