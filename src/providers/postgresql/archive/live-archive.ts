import type { DatabaseCluster } from '../../../resources/database-cluster/index.js';
import { ARCHIVE_ANNOTATIONS } from '../../contract/archives/index.js';
import type { Observed } from '../../contract/index.js';
import { isOf } from '../../contract/objects/index.js';
import { asObjectStore, BARMAN_PLUGIN, OBJECT_STORE, type ObjectStore } from '../upstream-backups.js';
import { asCnpgCluster, CNPG_CLUSTER } from '../upstream.js';

/** Where a database writes to, as its children stand. */
export interface LiveArchive {
  /** Name of the BackupStorage. */
  readonly storage: string;
  /** Counted from the prefix of the storage. */
  readonly path: string;
  readonly serverName: string;
  readonly store: ObjectStore;
}

/** undefined while the operator has not been told everything. */
export function liveArchiveOf(cluster: DatabaseCluster, observed: Observed): LiveArchive | undefined {
  const { name, namespace } = cluster.metadata;
  const plugins = asCnpgCluster(observed.get(CNPG_CLUSTER, name))?.spec.plugins;
  const parameters = plugins?.find((plugin) => plugin.name === BARMAN_PLUGIN)?.parameters;
  if (!parameters) return undefined;
  const store = storeOf(cluster, observed, parameters.barmanObjectName);
  const storage = store?.metadata.annotations?.[ARCHIVE_ANNOTATIONS.storage];
  if (!store || storage === undefined) return undefined;
  const { serverName } = parameters;
  return { storage, path: `${namespace}/${serverName}`, serverName, store };
}

/** What has that name and is not ours says nothing of this cluster. */
export function storeOf(cluster: DatabaseCluster, observed: Observed, name: string): ObjectStore | undefined {
  const store = asObjectStore(observed.get(OBJECT_STORE, name));
  return store && isOf(cluster)(store) ? store : undefined;
}

/** Somebody else's object has the name: nothing may be shipped to where that points. */
export const isStoreTaken = (cluster: DatabaseCluster, observed: Observed, name: string): boolean =>
  observed.get(OBJECT_STORE, name) !== undefined && !storeOf(cluster, observed, name);
