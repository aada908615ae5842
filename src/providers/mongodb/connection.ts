import { SECRET } from '../../kube/meta/index.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import type { Connection, Observed } from '../contract/index.js';
import { certificateIn } from '../contract/objects/index.js';
import { clusterHost } from '../percona/cluster-host.js';
import { APPLICATION_USER, FIRST_REPLSET, MONGOS, serviceName, tlsSecretName } from './names.js';
import { AUTH_DATABASE } from './steps/application-user.js';
import { isSharded } from './topology.js';
import { MONGODB_PORT } from './upstream.js';

/**
 * Clients begin at the members and find the primary by themselves; of a database with shards, at its routers. There is no
 * database to name: the user may make and use any.
 */
export function connectionOf(cluster: DatabaseCluster, observed: Observed): Connection {
  const { name, namespace } = cluster.metadata;
  const host = clusterHost(serviceName(name, isSharded(cluster) ? MONGOS : FIRST_REPLSET), namespace);
  const options = `authSource=${AUTH_DATABASE}${isSharded(cluster) ? '' : `&replicaSet=${FIRST_REPLSET}`}`;
  return {
    host,
    port: MONGODB_PORT,
    username: APPLICATION_USER,
    database: '',
    caCertificate: certificateIn(observed.get(SECRET, tlsSecretName(name))),
    uri: (password) =>
      `mongodb://${APPLICATION_USER}:${encodeURIComponent(password)}@${host}:${MONGODB_PORT}/?${options}`,
  };
}
