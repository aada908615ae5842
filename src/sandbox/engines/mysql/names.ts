/** What the operator for XtraDB Cluster calls the objects around a database. */

export const internalUsersName = (cluster: string): string => `internal-${cluster}`;
export const defaultUsersName = (cluster: string): string => `${cluster}-secrets`;
export const initName = (cluster: string): string => `${cluster}-mysql-init`;
export const sslName = (cluster: string): string => `${cluster}-ssl`;
export const sslInternalName = (cluster: string): string => `${cluster}-ssl-internal`;

/** Of StatefulSets, Services and the map of a configuration alike. */
export const componentName = (cluster: string, component: string): string => `${cluster}-${component}`;

/** Names of pods and Services leave no room for more. */
export const MAX_CLUSTER_NAME = 22;
