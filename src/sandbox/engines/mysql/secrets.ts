import type { Accounts, SecretRecipe } from '../percona/builders/secrets.js';
import { componentName, defaultUsersName, internalUsersName, sslInternalName, sslName } from './names.js';
import type { Pxc } from './pxc.js';
import { APP } from './well-known.js';

/** The users by whom the operator works. */
const ACCOUNTS: Accounts = Object.fromEntries(
  ['root', 'operator', 'monitor', 'xtrabackup', 'replication', 'proxyadmin'].map((user) => [user, undefined]),
);

export const usersSecretOf = ({ metadata, spec }: Pxc): string => spec.secretsName ?? defaultUsersName(metadata.name);

export const certificateNamesOf = ({ metadata: { name }, spec }: Pxc): string[] => [
  spec.sslSecretName ?? sslName(name),
  spec.sslInternalSecretName ?? sslInternalName(name),
];

/** Those that a database needs; whoever makes one before the operator does is left his. */
export function secretRecipes(cluster: Pxc): SecretRecipe[] {
  const { name } = cluster.metadata;
  const users = usersSecretOf(cluster);
  const names = certifiedNames(cluster);
  const certificates = cluster.spec.tls?.enabled === false ? [] : certificateNamesOf(cluster);
  return [
    { kind: 'accounts', app: APP, name: users, accounts: ACCOUNTS },
    { kind: 'copy', app: APP, name: internalUsersName(name), of: users },
    ...certificates.map((secret): SecretRecipe => ({ kind: 'certificate', app: APP, name: secret, names })),
  ];
}

const certifiedNames = ({ metadata: { name } }: Pxc): string[] =>
  ['pxc', 'proxysql', 'haproxy'].flatMap((component) => {
    const service = componentName(name, component);
    return [service, `*.${service}`];
  });

/** Secrets that the round reads and others write. */
export const secretNamesOf = (cluster: Pxc): string[] => [
  ...secretRecipes(cluster).map(({ name }) => name),
  ...(cluster.spec.users ?? []).flatMap(({ passwordSecretRef }) => passwordSecretRef?.name ?? []),
];
