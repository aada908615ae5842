import type { ApplyInput } from '../../contract/index.js';
import { liveOf } from '../../percona/live.js';
import { podGroup, volumeOf } from '../../percona/steps/pod-group.js';
import { MYSQL } from '../dialect.js';
import type { Step } from '../draft.js';
import { HAPROXY } from '../names.js';
import { proxyImageOf, proxyOf, proxyResourcesOf, proxySizeOf } from '../proxies.js';
import type { Haproxy } from '../upstream.js';
import { doorOf } from '../../percona/steps/door.js';

/** ProxySQL keeps what it has learned of the members on a volume, which the operator never enlarges. */
const PROXYSQL_VOLUME = '2Gi';

/** Who leads clients to the members, and the doors to the outside. */
export const proxy: Step = (input, { cluster: { spec } }) => {
  const group = proxies(input);
  const door = doorOf(input.cluster);
  if (proxyOf(input.cluster.spec) === HAPROXY) {
    spec.haproxy = { ...group, ...(door && { exposePrimary: door, exposeReplicas: { enabled: true, ...door } }) };
  } else {
    const { className } = input.cluster.spec.storage;
    const volumeSpec = volumeOf({ size: PROXYSQL_VOLUME, className });
    spec.proxysql = { ...group, volumeSpec, ...(door && { expose: { enabled: true, ...door } }) };
  }
};

function proxies(input: ApplyInput): Haproxy {
  const { spec } = input.cluster;
  const size = { size: proxySizeOf(spec, input.engine), resources: proxyResourcesOf(spec) };
  return {
    enabled: true,
    ...podGroup(input, liveOf(MYSQL, input), size),
    image: proxyImageOf(spec, input.engine),
    imagePullPolicy: 'IfNotPresent',
  };
}
