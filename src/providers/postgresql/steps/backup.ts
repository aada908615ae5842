import { buildArchiveStore } from '../archive/build-store.js';
import { isStoreTaken } from '../archive/live-archive.js';
import {
  ARCHIVE_ANNOTATIONS,
  lifeFolderOf,
  nextArchiving,
  restingMarks,
  serializeArchiving,
} from '../../contract/archives/index.js';
import type { ApplyInput } from '../../contract/index.js';
import { annotate } from '../../contract/objects/index.js';
import { liveCluster, type Draft, type Step } from '../draft.js';
import { majorOf, versionOf } from '../image-version.js';
import { backupStoreName } from '../names.js';
import { BARMAN_PLUGIN, OBJECT_STORE, type ObjectStore } from '../upstream-backups.js';
import type { CnpgCluster } from '../upstream.js';

/** The archive of the write-ahead log, and the place of the backups beside it; never the operator's own, older way. */
export const backup: Step = (input, draft) => {
  const { cluster, storage, observed } = input;
  annotate(draft.cluster, restingMarks(liveCluster(input)));
  const { backup: wanted } = cluster.spec;
  // A plugin that is not there would hold up everything that is asked of the operator.
  if (!wanted || !storage || !observed.serves(OBJECT_STORE)) return;
  const { name, namespace = '' } = cluster.metadata;
  const place = { name: backupStoreName(name), namespace, storage, folder: namespace, resources: wanted.resources };
  const store = buildArchiveStore(place, wanted.retention?.recoveryWindowDays);
  draft.stores.push(store);
  // Whoever writes the children finds the name taken and says so; the log must not go where a stranger points.
  if (!isStoreTaken(cluster, observed, place.name)) shipTo(store, storage.metadata.name, input, draft);
};

function shipTo(store: ObjectStore, storage: string, input: ApplyInput, draft: Draft): void {
  const upstream = liveCluster(input);
  const archiving = nextArchiving(
    { upstream, isShipping: isShipping(upstream) },
    { storage, life: input.incarnation.number },
  );
  const serverName = lifeFolderOf(input.cluster, input.incarnation, majorIn(draft, input), archiving);
  const parameters = { barmanObjectName: store.metadata.name, serverName };
  annotate(draft.cluster, { [ARCHIVE_ANNOTATIONS.archiving]: serializeArchiving(archiving) });
  draft.cluster.spec.plugins = [{ name: BARMAN_PLUGIN, enabled: true, isWALArchiver: true, parameters }];
}

const isShipping = (live: CnpgCluster | undefined): boolean =>
  live?.spec.plugins?.some(({ name }) => name === BARMAN_PLUGIN) ?? false;

/** Of the image that is rendered: it and the folder change in one write, or two versions would mix their logs. */
function majorIn({ cluster: { spec } }: Draft, { engine }: ApplyInput): string {
  const version = versionOf(spec.imageName ?? '', engine);
  // The operator reads the version from the image too, and refuses one that does not tell.
  if (version === undefined) throw new Error(`image "${spec.imageName}" does not tell its version`);
  return String(majorOf(version));
}
