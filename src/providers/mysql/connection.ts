import { SECRET } from '../../kube/meta/index.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import type { Connection, Observed } from '../contract/index.js';
import { certificateIn } from '../contract/objects/index.js';
import { clusterHost } from '../percona/cluster-host.js';
import { APPLICATION_DATABASE, APPLICATION_USER, proxyServiceName, tlsSecretName } from './names.js';
import { proxyOf } from './proxies.js';
import { MYSQL_PORT } from './upstream.js';

/** By the proxy, always: it leads writers to one member, so that they do not meet in conflicts. */
export function connectionOf({ metadata, spec }: DatabaseCluster, observed: Observed): Connection {
  const host = clusterHost(proxyServiceName(metadata.name, proxyOf(spec)), metadata.namespace);
  return {
    host,
    port: MYSQL_PORT,
    username: APPLICATION_USER,
    database: APPLICATION_DATABASE,
    caCertificate: certificateIn(observed.get(SECRET, tlsSecretName(metadata.name))),
    uri: (password) =>
      `mysql://${APPLICATION_USER}:${encodeURIComponent(password)}@${host}:${MYSQL_PORT}/${APPLICATION_DATABASE}`,
  };
}
