import { buildStore } from '../archive/build-store.js';
import { isStoreTaken, storeOf } from '../archive/live-archive.js';
import type { RecoverySource } from '../../../resources/database-cluster/index.js';
import { ARCHIVE_ANNOTATIONS, splitArchive } from '../../contract/archives/index.js';
import type { ApplyInput } from '../../contract/index.js';
import { liveCluster, type Step } from '../draft.js';
import { sourceStoreName } from '../names.js';
import { BARMAN_PLUGIN, OBJECT_STORE, type ObjectStore, type RecoveryTarget } from '../upstream-backups.js';
import { applicationDatabase } from './application-database.js';
import { componentLabel } from '../../contract/objects/index.js';

/** What `bootstrap` calls the database that it recovers. */
const ORIGIN = 'origin';

/**
 * Recovery in place of an empty database, from the incarnation and never from the spec, which may say something else by
 * then. It stays rendered for as long as the data lives, and its store with it: the operator looks for what is named.
 */
export const dataSource: Step = (input, draft) => {
  const { source } = input.incarnation;
  if (!source || !isToBeNamed(input)) return;
  const store = sourceStoreOf(input, source);
  if (!store) return;
  draft.stores.push(store);
  const parameters = { barmanObjectName: store.metadata.name, serverName: splitArchive(source.archive).name };
  const plugin = { name: BARMAN_PLUGIN, enabled: true, isWALArchiver: false, parameters } as const;
  draft.cluster.spec.externalClusters = [{ name: ORIGIN, plugin }];
  draft.cluster.spec.bootstrap = { recovery: { ...applicationDatabase(input), source: ORIGIN, ...targetOf(source) } };
};

/** A database that has its data no longer needs the plugin for it; one that waits for it must not begin without. */
function isToBeNamed(input: ApplyInput): boolean {
  return isUnborn(input) || input.observed.serves(OBJECT_STORE);
}

const isUnborn = (input: ApplyInput): boolean => !liveCluster(input)?.status?.currentPrimary;

/** Once the data is there the storage may be deleted: what was made from it then stays as it is. */
function sourceStoreOf(input: ApplyInput, source: RecoverySource): ObjectStore | undefined {
  const { cluster, sourceStorage: storage, observed } = input;
  const { namespace } = cluster.metadata;
  const name = sourceStoreName(cluster.metadata.name);
  if (storage && !isStoreTaken(cluster, observed, name)) {
    const { folder } = splitArchive(source.archive);
    return buildStore({ name, namespace, storage, folder, resources: cluster.spec.backup?.resources });
  }
  const live = storeOf(cluster, observed, name);
  // An empty database in the place of the one that was asked for would look like success.
  if (!live && isUnborn(input)) throw new Error(`the storage "${source.storage}" to recover from cannot be named`);
  return live && asRendered(live);
}

function asRendered({ apiVersion, kind, metadata, spec }: ObjectStore): ObjectStore {
  const { name, namespace, annotations } = metadata;
  const storage = annotations?.[ARCHIVE_ANNOTATIONS.storage] ?? '';
  const marks = { labels: componentLabel('backup'), annotations: { [ARCHIVE_ANNOTATIONS.storage]: storage } };
  return { apiVersion, kind, metadata: { name, namespace, ...marks }, spec };
}

/** A backup by itself is the state at its end; with a moment, or without both, the log is played on. */
function targetOf({ backupId, time }: RecoverySource): { recoveryTarget?: RecoveryTarget } {
  if (backupId === undefined && time === undefined) return {};
  return {
    recoveryTarget: {
      ...(backupId !== undefined && { backupID: backupId }),
      ...(time === undefined ? { targetImmediate: true } : { targetTime: inUtc(time) }),
    },
  };
}

/** Without the zone's letter PostgreSQL would go by its own; what is in UTC already keeps all its digits. */
const inUtc = (time: string): string => (time.endsWith('Z') ? time : new Date(time).toISOString());
