import type { ClusterCaches } from '../../caches/index.js';
import type { OpsRequest } from '../../resources/ops-request/index.js';
import type { PageQuery } from '../reading/cached-list.js';
import { ResourceReader } from '../reading/resource-reader.js';
import type { OperationAccess } from './operation-access.js';
import { OPERATION_LIST, type OperationFilter } from './operation-list.js';

export type OperationQuery = PageQuery & OperationFilter;

/** Operations from the cache, the newest first. */
export class OperationReader extends ResourceReader<OpsRequest, OperationFilter> {
  constructor(caches: ClusterCaches, access: OperationAccess) {
    super(caches.operations, access, OPERATION_LIST, ({ namespace, cluster }) => {
      if (namespace === undefined || !cluster) return undefined;
      return [...new Set(cluster)].flatMap((name) => caches.operationsOf({ namespace, name }));
    });
  }
}
