/** Names of what stands around an XtraDB Cluster. All are the operator's, unless the comment says ours. */

export const statefulSetName = (cluster: string, component: string): string => `${cluster}-${component}`;

/** The proxies, as the operator and its objects call them. */
export const HAPROXY = 'haproxy';
export const PROXYSQL = 'proxysql';
export type ProxyName = typeof HAPROXY | typeof PROXYSQL;

/** The members that hold the data. */
export const DATA_COMPONENT = 'pxc';

/** Where clients write; of HAProxy, reads have a door of their own. */
export const proxyServiceName = (cluster: string, proxy: string): string => `${cluster}-${proxy}`;
export const replicasServiceName = (cluster: string): string => `${cluster}-haproxy-replicas`;

/** Ours to say, the operator's to fill: passwords of the users by which it works, and not of the application's. */
export const usersSecretName = (cluster: string): string => `${cluster}-secrets`;
export const tlsSecretName = (cluster: string): string => `${cluster}-ssl`;

/** Ours: the user that applications log in as, and the database that it owns. */
export const APPLICATION_USER = 'app';
export const APPLICATION_DATABASE = 'app';

/** Ours: of the storage of backups, and of that of the log, which must be another entry. */
export const STORAGE_NAME = 'main';
export const LOG_STORAGE_NAME = 'log';

/** The operator's names of pods and Services leave no room for more. */
export const MAX_CLUSTER_NAME = 22;
