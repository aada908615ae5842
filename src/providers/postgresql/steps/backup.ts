import { buildArchiveStore } from '../archive/build-store.js';
import { isStoreTaken } from '../archive/live-archive.js';
import { serverNameOf } from '../archive/server-name.js';
import type { ApplyInput } from '../../contract/index.js';
import type { Draft, Step } from '../draft.js';
import { majorOf, versionOf } from '../image-version.js';
import { backupStoreName } from '../names.js';
import { BARMAN_PLUGIN, OBJECT_STORE } from '../upstream-backups.js';

/** The archive of the write-ahead log, and the place of the backups beside it; never the operator's own, older way. */
export const backup: Step = (input, draft) => {
  const { cluster, storage, observed } = input;
  const { backup: wanted } = cluster.spec;
  // A plugin that is not there would hold up everything that is asked of the operator.
  if (!wanted || !storage || !observed.serves(OBJECT_STORE)) return;
  const { name, namespace = '' } = cluster.metadata;
  const place = { name: backupStoreName(name), namespace, storage, folder: namespace, resources: wanted.resources };
  draft.stores.push(buildArchiveStore(place, wanted.retention?.recoveryWindowDays));
  // Whoever writes the children finds the name taken and says so; the log must not go where a stranger points.
  if (!isStoreTaken(cluster, observed, place.name)) shipTo(place.name, input, draft);
};

function shipTo(barmanObjectName: string, input: ApplyInput, draft: Draft): void {
  const serverName = serverNameOf(input.cluster, input.incarnation, majorIn(draft, input));
  const parameters = { barmanObjectName, serverName };
  draft.cluster.spec.plugins = [{ name: BARMAN_PLUGIN, enabled: true, isWALArchiver: true, parameters }];
}

/** Of the image that is rendered: it and the folder change in one write, or two versions would mix their logs. */
function majorIn({ cluster: { spec } }: Draft, { engine }: ApplyInput): number {
  const version = versionOf(spec.imageName ?? '', engine);
  // The operator reads the version from the image too, and refuses one that does not tell.
  if (version === undefined) throw new Error(`image "${spec.imageName}" does not tell its version`);
  return majorOf(version);
}
