import type { Doors } from '../../percona/operations/index.js';
import { HAPROXY, proxyServiceName, PROXYSQL, replicasServiceName } from '../names.js';
import { proxyOf } from '../proxies.js';
import { listEndpoints } from '../status/endpoints.js';
import type { Pxc } from '../upstream.js';

/** Those of the proxy: of HAProxy, readers have one of their own. */
export const DOORS: Doors<Pxc> = {
  standing: ({ upstream: { spec }, cluster }) =>
    proxyOf(cluster.spec) === HAPROXY
      ? [spec.haproxy?.exposePrimary, spec.haproxy?.exposeReplicas]
      : [spec.proxysql?.expose],
  services: ({ cluster: { metadata, spec } }) =>
    proxyOf(spec) === HAPROXY
      ? [proxyServiceName(metadata.name, HAPROXY), replicasServiceName(metadata.name)]
      : [proxyServiceName(metadata.name, PROXYSQL)],
  endpoints: ({ view }) => listEndpoints(view),
};
