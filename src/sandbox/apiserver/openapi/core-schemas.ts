import type { StructuralSchema } from '../../../kube/schema/index.js';
import { CONFIGURATION_SCHEMAS } from '../admission/configuration-schemas.js';
import { CLUSTER_SCHEMAS } from './core-schemas/cluster-schemas.js';
import { REVIEW_SCHEMAS } from './core-schemas/review-schemas.js';
import { STORAGE_SCHEMAS } from './core-schemas/storage-schemas.js';
import { WORKLOAD_SCHEMAS } from './core-schemas/workload-schemas.js';

/**
 * What `kubectl explain` tells of built-in kinds: the fields that mean something here, apiVersion, kind and metadata
 * left out. They describe and do not judge: other fields are accepted as they come.
 */
export const CORE_SCHEMAS: Readonly<Record<string, StructuralSchema>> = {
  ...CLUSTER_SCHEMAS,
  ...WORKLOAD_SCHEMAS,
  ...STORAGE_SCHEMAS,
  ...CONFIGURATION_SCHEMAS,
  ...REVIEW_SCHEMAS,
};
