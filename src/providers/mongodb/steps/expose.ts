import type { DatabaseCluster } from '../../../resources/database-cluster/index.js';
import { doorOf } from '../../percona/steps/door.js';
import type { Draft } from '../draft.js';
import { isSharded } from '../topology.js';

/** Doors to the outside: of the routers, where there are any; else one for each member. None of config servers. */
export function openDoors(cluster: DatabaseCluster, { spec }: Draft['cluster']): void {
  const door = doorOf(cluster);
  if (!door) return;
  if (isSharded(cluster)) spec.sharding = { ...spec.sharding!, mongos: { ...spec.sharding!.mongos!, expose: door } };
  else spec.replsets = spec.replsets!.map((replset) => ({ ...replset, expose: { enabled: true, ...door } }));
}
