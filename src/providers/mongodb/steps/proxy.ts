import { requestedProxy } from '../../../domain/proxy.js';
import type { ApplyInput } from '../../contract/index.js';
import { liveOf } from '../../percona/live.js';
import { podGroup } from '../../percona/steps/pod-group.js';
import { configurationOf } from '../configuration.js';
import { MONGODB } from '../dialect.js';
import type { Step } from '../draft.js';
import { MONGOS } from '../names.js';
import { isSharded } from '../topology.js';
import type { Mongos } from '../upstream.js';
import { openDoors } from './expose.js';

/** Of a database with shards the routers, without which nobody finds anything; and the doors to the outside. */
export const proxy: Step = (input, { cluster }) => {
  if (isSharded(input.cluster)) cluster.spec.sharding = { ...cluster.spec.sharding!, mongos: routers(input) };
  openDoors(input.cluster, cluster);
};

const DEFAULT_SIZE = 2;

function routers(input: ApplyInput): Mongos {
  const { size, resources, config } = requestedProxy(input.cluster.spec) ?? {};
  const listed = input.engine.spec.proxies?.find(({ type }) => type === MONGOS);
  const configuration = configurationOf(config);
  return {
    ...podGroup(input, liveOf(MONGODB, input), { size: size ?? listed?.defaultSize ?? DEFAULT_SIZE, resources }),
    ...(configuration !== undefined && { configuration }),
  };
}
