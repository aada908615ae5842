/** Names of what stands around a CloudNativePG cluster. The suffix of each is the operator's, unless the comment says ours. */

export const APPLICATION_DATABASE = 'app';
export const APPLICATION_USER = 'app';

export const primaryServiceName = (cluster: string): string => `${cluster}-rw`;
export const readOnlyServiceName = (cluster: string): string => `${cluster}-ro`;
export const anyServiceName = (cluster: string): string => `${cluster}-r`;
export const caSecretName = (cluster: string): string => `${cluster}-ca`;

/** Ours: the door to the outside. */
export const externalServiceName = (cluster: string): string => `${cluster}-rw-ext`;

const POOLER_SUFFIX = '-pooler-rw';

/** Ours: `<c>-pooler` is the operator's own Secret, and `<c>-rw` its Service. */
export const poolerName = (cluster: string): string => `${cluster}${POOLER_SUFFIX}`;

/** The cluster that a pooler's name was made from. */
export const clusterOfPooler = (pooler: string): string | undefined =>
  pooler.endsWith(POOLER_SUFFIX) ? pooler.slice(0, -POOLER_SUFFIX.length) : undefined;

const BACKUP_STORE_SUFFIX = '-backups';
const SOURCE_STORE_SUFFIX = '-source';

/** Ours: the ObjectStore that a cluster writes to. */
export const backupStoreName = (cluster: string): string => `${cluster}${BACKUP_STORE_SUFFIX}`;

/** Ours: the ObjectStore that a cluster was filled from. */
export const sourceStoreName = (cluster: string): string => `${cluster}${SOURCE_STORE_SUFFIX}`;

/** The cluster that the name of an ObjectStore was made from. */
export function clusterOfStore(store: string): string | undefined {
  const suffix = [BACKUP_STORE_SUFFIX, SOURCE_STORE_SUFFIX].find((candidate) => store.endsWith(candidate));
  return suffix === undefined ? undefined : store.slice(0, -suffix.length);
}
