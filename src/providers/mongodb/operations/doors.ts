import type { Doors } from '../../percona/operations/index.js';
import { ofRole } from '../../percona/view.js';
import { MONGOS, serviceName } from '../names.js';
import { listEndpoints } from '../status/endpoints.js';
import { isSharded } from '../topology.js';
import type { Psmdb } from '../upstream.js';

/** That of the routers; without them one for each member, since the primary may be any. */
export const DOORS: Doors<Psmdb> = {
  standing: ({ upstream: { spec }, cluster }) =>
    isSharded(cluster) ? [spec.sharding.mongos?.expose] : spec.replsets.map(({ expose }) => expose),
  services: ({ view, cluster }) =>
    isSharded(cluster)
      ? [serviceName(cluster.metadata.name, MONGOS)]
      : ofRole(view, 'data').flatMap(({ pods }) => pods.map(({ metadata }) => metadata.name)),
  endpoints: ({ view }) => listEndpoints(view),
};
