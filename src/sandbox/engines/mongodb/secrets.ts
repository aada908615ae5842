import type { Accounts, SecretRecipe } from '../percona/builders/secrets.js';
import {
  DEFAULT_USERS_SECRET,
  encryptionKeyName,
  internalUsersName,
  keyFileName,
  sslInternalName,
  sslName,
} from './names.js';
import { isSharded, replsetsOf, type Psmdb } from './psmdb.js';
import { APP, CONFIG_REPLSET } from './well-known.js';

const ROLES = ['databaseAdmin', 'clusterAdmin', 'clusterMonitor', 'userAdmin', 'backup'] as const;

const keyFor = (role: string): string => `MONGODB_${role.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;

/** The users by whom the operator works. */
const ACCOUNTS: Accounts = Object.fromEntries(
  ROLES.flatMap((role): [string, string | undefined][] => [
    [`${keyFor(role)}_USER`, role],
    [`${keyFor(role)}_PASSWORD`, undefined],
  ]),
);

export const usersSecretOf = ({ spec }: Psmdb): string => spec.secrets?.users ?? DEFAULT_USERS_SECRET;

const KEY_FILE_BYTES = 756;
const ENCRYPTION_KEY_BYTES = 32;

/** Those that a database needs; whoever makes one before the operator does is left his. */
export const secretRecipes = (cluster: Psmdb): SecretRecipe[] => [
  ...accountRecipes(cluster),
  ...certificateRecipes(cluster),
  ...keyRecipes(cluster),
];

function accountRecipes(cluster: Psmdb): SecretRecipe[] {
  const users = usersSecretOf(cluster);
  return [
    { kind: 'accounts', app: APP, name: users, accounts: ACCOUNTS },
    { kind: 'copy', app: APP, name: internalUsersName(cluster.metadata.name), of: users },
  ];
}

function certificateRecipes(cluster: Psmdb): SecretRecipe[] {
  const { secrets = {}, tls } = cluster.spec;
  if (tls?.mode === 'disabled') return [];
  const { name } = cluster.metadata;
  const names = certifiedNames(cluster);
  return [secrets.ssl ?? sslName(name), secrets.sslInternal ?? sslInternalName(name)].map((secret): SecretRecipe => ({
    kind: 'certificate',
    app: APP,
    name: secret,
    names,
  }));
}

function keyRecipes({ metadata: { name }, spec: { secrets = {} } }: Psmdb): SecretRecipe[] {
  const { keyFile = keyFileName(name), encryptionKey = encryptionKeyName(name) } = secrets;
  return [
    { kind: 'key', app: APP, name: keyFile, key: 'mongodb-key', bytes: KEY_FILE_BYTES },
    { kind: 'key', app: APP, name: encryptionKey, key: 'encryption-key', bytes: ENCRYPTION_KEY_BYTES },
  ];
}

function certifiedNames(cluster: Psmdb): string[] {
  const { name, namespace } = cluster.metadata;
  const groups = [
    ...replsetsOf(cluster).map((replset) => replset.name),
    ...(isSharded(cluster) ? [CONFIG_REPLSET, 'mongos'] : []),
  ];
  return groups.flatMap((group) => {
    const service = `${name}-${group}`;
    const suffixes = ['', `.${namespace}`, `.${namespace}.svc.cluster.local`];
    return suffixes.flatMap((suffix) => [`${service}${suffix}`, `*.${service}${suffix}`]);
  });
}

/** Secrets that the round reads and others write. */
export const secretNamesOf = (cluster: Psmdb): string[] => [
  ...secretRecipes(cluster).map(({ name }) => name),
  ...(cluster.spec.users ?? []).flatMap(({ passwordSecretRef }) => passwordSecretRef?.name ?? []),
];
