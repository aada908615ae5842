import { apiVersionOf, SECRET } from '../../../../kube/meta/index.js';
import type { ApplicationDatabase, Cluster } from '../cluster.js';
import { LABEL, POSTGRES_PORT } from '../well-known.js';
import type { Secret } from '../../mechanics/workloads.js';
import { ownedMetadata } from './ownership.js';

/** A Secret the operator makes by itself, before anybody has made up what is in it. */
export type SecretRecipe =
  | { readonly kind: 'ca' | 'server' | 'replication'; readonly name: string }
  | { readonly kind: 'app' | 'superuser'; readonly name: string; readonly username: string; readonly database: string };

export const applicationOf = ({ spec: { bootstrap } }: Cluster): ApplicationDatabase =>
  bootstrap?.initdb ?? bootstrap?.recovery ?? bootstrap?.pg_basebackup ?? {};

/** The Secrets a Cluster needs and was not given. The CA comes first: the others are signed by it. */
export const secretRecipes = (cluster: Cluster): SecretRecipe[] => [
  ...certificateRecipes(cluster),
  ...credentialRecipes(cluster),
];

function certificateRecipes({ metadata: { name }, spec: { certificates } }: Cluster): SecretRecipe[] {
  const recipes = [
    { kind: 'ca', name: `${name}-ca`, given: certificates?.serverCASecret },
    { kind: 'server', name: `${name}-server`, given: certificates?.serverTLSSecret },
    { kind: 'replication', name: `${name}-replication`, given: certificates?.replicationTLSSecret },
  ] as const;
  return recipes.filter(({ given }) => !given).map(({ kind, name: secret }) => ({ kind, name: secret }));
}

function credentialRecipes(cluster: Cluster): SecretRecipe[] {
  const { name } = cluster.metadata;
  const { enableSuperuserAccess, superuserSecret } = cluster.spec;
  const { secret, owner, database = '' } = applicationOf(cluster);
  const app = { kind: 'app', name: `${name}-app`, username: owner ?? '', database } as const;
  const superuser = { kind: 'superuser', name: `${name}-superuser`, username: 'postgres', database: '*' } as const;
  return [...(owner && !secret ? [app] : []), ...(enableSuperuserAccess && !superuserSecret ? [superuser] : [])];
}

const encode = (values: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, Buffer.from(value).toString('base64')]));

export function buildCredentials(
  cluster: Cluster,
  { kind, name, username, database }: Extract<SecretRecipe, { username: string }>,
  password: string,
): Secret {
  const { namespace = '' } = cluster.metadata;
  const host = `${cluster.metadata.name}-rw`;
  const fqdn = `${host}.${namespace}.svc.cluster.local`;
  const uri = (authority: string): string =>
    `postgresql://${username}:${password}@${authority}:${POSTGRES_PORT}/${database}`;
  const jdbc = (authority: string): string =>
    `jdbc:postgresql://${authority}:${POSTGRES_PORT}/${database}?password=${password}&user=${username}`;
  return {
    apiVersion: apiVersionOf(SECRET),
    kind: SECRET.kind,
    metadata: ownedMetadata(cluster, name, { labels: { [LABEL.reload]: 'true', [LABEL.userType]: kind } }),
    type: 'kubernetes.io/basic-auth',
    data: encode({
      username,
      user: username,
      password,
      dbname: database,
      host,
      port: String(POSTGRES_PORT),
      pgpass: `${host}:${POSTGRES_PORT}:${database}:${username}:${password}\n`,
      uri: uri(`${host}.${namespace}`),
      'jdbc-uri': jdbc(`${host}.${namespace}`),
      'fqdn-uri': uri(fqdn),
      'fqdn-jdbc-uri': jdbc(fqdn),
    }),
  };
}

/** Certificates as Kubernetes keeps them: `tls.crt` and `tls.key`, or `ca.crt` and `ca.key` for an authority. */
export function buildCertificateSecret(
  cluster: Cluster,
  { kind, name }: SecretRecipe,
  { certificate, privateKey }: { certificate: string; privateKey: string },
): Secret {
  const prefix = kind === 'ca' ? 'ca' : 'tls';
  return {
    apiVersion: apiVersionOf(SECRET),
    kind: SECRET.kind,
    metadata: ownedMetadata(cluster, name, { labels: { [LABEL.reload]: 'true' } }),
    type: kind === 'ca' ? 'Opaque' : 'kubernetes.io/tls',
    data: encode({ [`${prefix}.crt`]: certificate, [`${prefix}.key`]: privateKey }),
  };
}
