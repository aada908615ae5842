import { serviceHost } from '../../domain/naming.js';
import { SECRET } from '../../kube/meta/index.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import type { Connection, Observed } from '../contract/index.js';
import { certificateIn } from '../contract/objects/index.js';
import { bootstrapServiceName, caSecretName, userName } from './names.js';
import { INTERNAL_PORT } from './upstream.js';

/**
 * Clients begin at the bootstrap Service, a name in every broker's certificate, and are told of the brokers from there.
 * There is no database to name; and no address form that Kafka's clients read but `bootstrap.servers`: user and password
 * are settings of their own.
 */
export function connectionOf({ metadata }: DatabaseCluster, observed: Observed): Connection {
  const host = serviceHost(bootstrapServiceName(metadata.name), metadata.namespace);
  return {
    host,
    port: INTERNAL_PORT,
    username: userName(metadata.name),
    database: '',
    caCertificate: certificateIn(observed.get(SECRET, caSecretName(metadata.name))),
    uri: () => `${host}:${INTERNAL_PORT}`,
  };
}
