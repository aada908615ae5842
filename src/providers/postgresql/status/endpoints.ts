import { POD } from '../../../kube/meta/index.js';
import type { ClusterEndpoint } from '../../../resources/database-cluster/index.js';
import { insideEndpoint, outsideEndpoints, primaryOf, type Door } from '../../contract/status/index.js';
import { anyServiceName, externalServiceName, poolerName, primaryServiceName, readOnlyServiceName } from '../names.js';
import { POSTGRES_PORT } from '../upstream.js';
import type { ClusterView } from './view.js';

const door = (name: Door['name'], service: string): Door => ({ name, service, port: POSTGRES_PORT });

/** Where to connect, inside first. */
export function listEndpoints(view: ClusterView): ClusterEndpoint[] {
  const { name } = view.intent.metadata;
  const inside = [
    door('primary', primaryServiceName(name)),
    // With one member there is no replica behind it.
    ...((view.upstream?.spec.instances ?? 0) > 1 ? [door('readonly', readOnlyServiceName(name))] : []),
    door('any', anyServiceName(name)),
    door('proxy', poolerName(name)),
  ];
  const outside = [door('primary', externalServiceName(name)), door('proxy', poolerName(name))];
  const primary = primaryOf(view)?.name;
  const behind = primary === undefined ? undefined : view.observed.get(POD, primary);
  return [
    ...inside.flatMap((way) => insideEndpoint(view, way)),
    ...outside.flatMap((way) => outsideEndpoints(view, way, behind)),
  ];
}
