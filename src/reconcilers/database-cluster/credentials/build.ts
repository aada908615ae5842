import { randomInt } from 'node:crypto';
import type { UntypedObject } from '../../../kube/meta/index.js';
import { stableHash } from '../../../kube/writes/index.js';
import { ANNOTATIONS, childLabels, credentialsSecretName } from '../../../domain/naming.js';
import type { Connection } from '../../../providers/contract/index.js';
import type { DatabaseCluster } from '../../../resources/database-cluster/index.js';

/** Service Binding's well-known type: consumers find `username` and `password` where they expect them. */
const SECRET_TYPE = 'kubernetes.io/basic-auth';

/** No character that a shell, a URI or a connection string would want escaped. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const PASSWORD_LENGTH = 32;

export function generatePassword(): string {
  return Array.from({ length: PASSWORD_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}

/** Everything of the Secret but the password: when this hash stands on the Secret there is nothing to refresh. */
export function connectionHash(connection: Connection): string {
  return stableHash({ ...dataOf(connection, ''), labels: connection.secretLabels });
}

/** The Secret that applications bind to: the same keys for every engine. */
export function buildCredentialsSecret(
  cluster: DatabaseCluster,
  connection: Connection,
  password: string,
): UntypedObject {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: credentialsSecretName(cluster.metadata.name),
      namespace: cluster.metadata.namespace,
      labels: { ...connection.secretLabels, ...childLabels(cluster) },
      annotations: { [ANNOTATIONS.appliedHash]: connectionHash(connection) },
    },
    type: SECRET_TYPE,
    data: encode(dataOf(connection, password)),
  };
}

function dataOf(connection: Connection, password: string): Record<string, string> {
  const { host, port, username, database, caCertificate } = connection;
  return {
    host,
    port: String(port),
    username,
    password,
    database,
    uri: connection.uri(password),
    ...(caCertificate && { 'ca.crt': caCertificate }),
  };
}

function encode(data: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, Buffer.from(value).toString('base64')]));
}
