/** Names of what stands around a MariaDB. All are the operator's, unless the comment says ours. */

/** Of the StatefulSet, which has the name of the cluster. */
export const podName = (cluster: string, index: number): string => `${cluster}-${index}`;
export const claimName = (pod: string): string => `storage-${pod}`;

/** Undefined of a name that no member has: `orders-3` is 3 of `orders`, `orders-metrics-3` is nobody. */
export function indexOf(cluster: string, pod: string): number | undefined {
  const digits = pod.startsWith(`${cluster}-`) ? pod.slice(cluster.length + 1) : '';
  return /^(0|[1-9]\d{0,3})$/.test(digits) ? Number(digits) : undefined;
}

/** Leads to every member; of a single one, to the database. */
export const serviceName = (cluster: string): string => cluster;
export const primaryServiceName = (cluster: string): string => `${cluster}-primary`;
export const secondaryServiceName = (cluster: string): string => `${cluster}-secondary`;
export const caSecretName = (cluster: string): string => `${cluster}-ca-bundle`;

/** Ours to say, the operator's to fill; a database that is born with another's data gets its origin's. */
export const rootSecretName = (cluster: string): string => `${cluster}-root`;
export const ROOT_KEY = 'root';

/** Ours: by which newcomers are filled. */
export const templateName = (cluster: string): string => `${cluster}-newcomers`;

/** Ours: the user that applications log in as, and the database that it owns. */
export const APPLICATION_USER = 'app';
export const APPLICATION_DATABASE = 'app';

/** Ours, in the template of the pods: another value, and they are replaced. */
export const RESTARTED_FOR = 'dbaas.io/restarted-for';
/** Ours, there too: of the settings that a pod was made with, which no other field tells. */
export const CONFIG_HASH = 'dbaas.io/config';
