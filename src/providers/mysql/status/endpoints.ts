import type { ClusterEndpoint } from '../../../resources/database-cluster/index.js';
import { insideEndpoint, outsideEndpoints, type Door } from '../../contract/status/index.js';
import { clusterHost } from '../../percona/cluster-host.js';
import { ofRole, readyPods, type PerconaView } from '../../percona/view.js';
import { HAPROXY, proxyServiceName, replicasServiceName } from '../names.js';
import { proxyOf } from '../proxies.js';
import { MYSQL_PORT, type Pxc } from '../upstream.js';

/** Where to connect, inside first: to the proxy, which leads writers to one member; of HAProxy, readers have a door too. */
export function listEndpoints(view: PerconaView<Pxc>): ClusterEndpoint[] {
  const { metadata, spec } = view.intent;
  const proxy = proxyOf(spec);
  const doors: Door[] = [
    { name: 'proxy', service: proxyServiceName(metadata.name, proxy), port: MYSQL_PORT },
    ...(proxy === HAPROXY
      ? [{ name: 'readonly', service: replicasServiceName(metadata.name), port: MYSQL_PORT } as const]
      : []),
  ];
  const behind = ofRole(view, 'router').flatMap(readyPods)[0];
  const named = doors.map((door) => ({ ...door, host: clusterHost(door.service, metadata.namespace) }));
  return [
    ...named.flatMap((door) => insideEndpoint(view, door)),
    ...named.flatMap((door) => outsideEndpoints(view, door, behind)),
  ];
}
