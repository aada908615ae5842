import { POD } from '../../../kube/meta/index.js';
import type { ClusterEndpoint } from '../../../resources/database-cluster/index.js';
import { insideEndpoint, outsideEndpoints, type Door } from '../../contract/status/index.js';
import { clusterHost } from '../../percona/cluster-host.js';
import { ofRole, readyPods, type PerconaView } from '../../percona/view.js';
import { FIRST_REPLSET, MONGOS, serviceName } from '../names.js';
import { isSharded } from '../topology.js';
import { MONGODB_PORT, type Psmdb } from '../upstream.js';

/** Where to connect, inside first: to the routers, or to the members, which lead to each other. */
export const listEndpoints = (view: PerconaView<Psmdb>): ClusterEndpoint[] =>
  isSharded(view.intent) ? waysToRouters(view) : waysToMembers(view);

function doorTo({ intent }: PerconaView, name: Door['name'], component: string): Door {
  const service = serviceName(intent.metadata.name, component);
  return { name, service, port: MONGODB_PORT, host: clusterHost(service, intent.metadata.namespace) };
}

function waysToRouters(view: PerconaView): ClusterEndpoint[] {
  const door = doorTo(view, 'proxy', MONGOS);
  const behind = ofRole(view, 'router').flatMap(readyPods)[0];
  return [...insideEndpoint(view, door), ...outsideEndpoints(view, door, behind)];
}

/** From the outside each member has a door of its own; the names by which members lead to each other are of the inside. */
function waysToMembers(view: PerconaView): ClusterEndpoint[] {
  const doors = { Primary: 'primary', Replica: 'readonly' } as const;
  const outside = view.members.flatMap(({ name, role }) => {
    if (role !== 'Primary' && role !== 'Replica') return [];
    const door: Door = { name: doors[role], service: name, port: MONGODB_PORT };
    return outsideEndpoints(view, door, view.observed.get(POD, name));
  });
  return [...insideEndpoint(view, doorTo(view, 'any', FIRST_REPLSET)), ...outside];
}
