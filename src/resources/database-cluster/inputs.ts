import { inputOf, patchInputOf } from '../declare/index.js';
import { DatabaseClusterSpec } from './spec.js';

/** GraphQL: `spec` of a cluster to be made. */
export const DatabaseClusterSpecInput = inputOf(DatabaseClusterSpec);

/** GraphQL and OpenAPI: a merge patch of a cluster's `spec`. */
export const DatabaseClusterSpecPatch = patchInputOf(DatabaseClusterSpec);
