import type { ClusterStorage } from '../../../resources/database-cluster/index.js';
import type { ApplyInput } from '../../contract/index.js';
import { guaranteed } from '../../contract/objects/index.js';
import { bornWith, controllersOf } from '../birth.js';
import { DATA_VOLUME_ID } from '../names.js';
import type { NodePoolSpec, NodeRole } from '../upstream.js';

/** Controllers keep the catalogue of topics, not their data: what they need does not grow with what the brokers hold. */
const CONTROLLER = { resources: { cpu: '500m', memory: '1Gi' }, volume: '10Gi' } as const;

export function brokerPool({ cluster: { spec } }: ApplyInput): NodePoolSpec {
  const resources = guaranteed(spec.resources);
  return pool('broker', { replicas: spec.clusterSize, ...(resources && { resources }) }, spec.storage);
}

/** Where brokers take what they can get, so do controllers. */
export function controllerPool({ cluster, observed }: ApplyInput): NodePoolSpec {
  const { resources, storage } = cluster.spec;
  const replicas = controllersOf(bornWith(cluster, observed));
  const sized = guaranteed(resources) && { resources: guaranteed(CONTROLLER.resources) };
  return pool('controller', { replicas, ...sized }, { ...storage, size: CONTROLLER.volume });
}

/** A list of disks from the start, even of one: the operator cannot make a list of a single disk later. */
function pool(
  role: NodeRole,
  sizing: Pick<NodePoolSpec, 'replicas' | 'resources'>,
  { size, className }: ClusterStorage,
): NodePoolSpec {
  const volume = {
    id: DATA_VOLUME_ID,
    type: 'persistent-claim',
    size,
    ...(className !== undefined && { class: className }),
    // A pool that is deleted by mistake must not take the data along.
    deleteClaim: false,
    kraftMetadata: 'shared',
  } as const;
  return { ...sizing, roles: [role], storage: { type: 'jbod', volumes: [volume] } };
}
