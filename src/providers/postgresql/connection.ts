import { serviceHost } from '../../domain/naming.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import { SECRET } from '../../kube/meta/index.js';
import type { Connection, Observed } from '../contract/index.js';
import { certificateIn } from '../contract/objects/index.js';
import { APPLICATION_DATABASE, APPLICATION_USER, caSecretName, primaryServiceName } from './names.js';
import { CNPG_LABELS, POSTGRES_PORT } from './upstream.js';

/**
 * The address is always that of the primary's Service, with or without a proxy: it never changes in a cluster's life, it
 * is a name in the server's certificate (so `verify-full` works), and every feature of PostgreSQL works through it.
 * The proxy is an endpoint of its own, with the same user and password.
 */
export function connectionOf({ metadata }: DatabaseCluster, observed: Observed): Connection {
  const host = serviceHost(primaryServiceName(metadata.name), metadata.namespace);
  return {
    host,
    port: POSTGRES_PORT,
    username: APPLICATION_USER,
    database: APPLICATION_DATABASE,
    caCertificate: certificateIn(observed.get(SECRET, caSecretName(metadata.name))),
    secretLabels: { [CNPG_LABELS.reload]: 'true' },
    uri: (password) =>
      `postgresql://${APPLICATION_USER}:${encodeURIComponent(password)}@${host}:${POSTGRES_PORT}/${APPLICATION_DATABASE}`,
  };
}
