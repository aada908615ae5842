import type { ClusterCaches } from '../../caches/index.js';
import type { OpsRequest } from '../../resources/ops-request/index.js';
import { newestFirst } from '../reading/places.js';
import { ResourceReader, type PageQuery } from '../reading/resource-reader.js';
import type { OperationAccess } from './operation-access.js';
import { matchesFilter, type OperationFilter } from './operation-filter.js';

export type OperationQuery = PageQuery & OperationFilter;

/** Operations from the cache, the newest first. */
export class OperationReader extends ResourceReader<OpsRequest, OperationFilter> {
  constructor(caches: ClusterCaches, access: OperationAccess) {
    super(caches.operations, access, {
      matches: matchesFilter,
      placeOf: newestFirst,
      narrow: ({ namespace, cluster }) => {
        if (namespace === undefined || cluster?.length !== 1) return undefined;
        return caches.operationsOf({ namespace, name: cluster[0]! });
      },
    });
  }
}
