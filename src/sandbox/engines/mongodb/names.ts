/** What the operator for MongoDB calls the objects around a database. */

export const headlessName = (cluster: string, replset: string): string => `${cluster}-${replset}`;
export const mongosName = (cluster: string): string => `${cluster}-mongos`;
export const mongodConfigName = (cluster: string, replset: string): string => `${cluster}-${replset}-mongod`;
export const mongosConfigName = (cluster: string): string => `${cluster}-mongos`;
export const budgetName = (cluster: string, component: string, replset: string): string =>
  component === replset ? `${cluster}-${component}` : `${cluster}-${component}-${replset}`;

/** Not made for one database: two that leave it at that share their passwords. */
export const DEFAULT_USERS_SECRET = 'percona-server-mongodb-users';
export const internalUsersName = (cluster: string): string => `internal-${cluster}-users`;
export const sslName = (cluster: string): string => `${cluster}-ssl`;
export const sslInternalName = (cluster: string): string => `${cluster}-ssl-internal`;
export const keyFileName = (cluster: string): string => `${cluster}-mongodb-keyfile`;
export const encryptionKeyName = (cluster: string): string => `${cluster}-mongodb-encryption-key`;

export const podHost = (
  pod: string,
  replset: string,
  { name, namespace }: { name: string; namespace?: string },
): string => `${pod}.${headlessName(name, replset)}.${namespace}.svc.cluster.local`;
