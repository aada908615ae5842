import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import { SECRET } from '../../kube/meta/index.js';
import type { Connection, Observed } from '../contract/index.js';
import { APPLICATION_DATABASE, APPLICATION_USER, caSecretName, primaryServiceName, serviceHost } from './names.js';
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
    caCertificate: caCertificate(metadata.name, observed),
    secretLabels: { [CNPG_LABELS.reload]: 'true' },
    uri: (password) =>
      `postgresql://${APPLICATION_USER}:${encodeURIComponent(password)}@${host}:${POSTGRES_PORT}/${APPLICATION_DATABASE}`,
  };
}

function caCertificate(cluster: string, observed: Observed): string | undefined {
  const data = observed.get(SECRET, caSecretName(cluster))?.data as Record<string, string> | undefined;
  const encoded = data?.['ca.crt'];
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString('utf8');
}
