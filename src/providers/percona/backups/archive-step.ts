import type { ApplyInput } from '../../contract/index.js';
import {
  archiveMarks,
  archiveOf,
  nextArchiving,
  readArchiving,
  restingMarks,
  toldArchiveOf,
  type ArchivingRecord,
} from '../../contract/archives/index.js';
import { toolResources } from '../../contract/backups/index.js';
import { annotate } from '../../contract/objects/index.js';
import type { DatabaseEngine } from '../../../resources/database-engine/index.js';
import type { PerconaDraft } from '../draft.js';
import { isToBeFilled } from '../filling.js';
import { liveOf } from '../live.js';
import { versionOfImage } from '../release.js';
import type { PerconaCluster } from '../upstream.js';
import type { BackupFormat } from './format.js';
import { REFILL, serializeRefill } from './refill.js';
import { logShippingOf } from './live-archive.js';
import { placeOf, type Place } from './place.js';
import { releaseLineOf } from './release-line.js';

/**
 * The tools for backups are always there, so that having backups or not restarts nobody. The log goes to the folder of one
 * life of the data, and nowhere while that changes: of two lives in one folder nobody could make one.
 */
export function renderBackup<U extends PerconaCluster>(
  format: BackupFormat<U>,
  input: ApplyInput,
  draft: PerconaDraft<{ backup?: object }>,
  image: string | undefined,
): void {
  const live = liveOf(format.dialect, input);
  const version = versionOfImage(image, input.engine) ?? '';
  const tools = backupImageOf(version, input.engine);
  // Who wants backups of a version without them is refused before anything is rendered.
  if (tools === undefined) return;
  const place = renderPlace(format, input, draft, { live, version });
  annotate(draft.cluster, { ...(input.refill && { [REFILL]: serializeRefill(input.refill) }) });
  draft.cluster.spec.backup = format.section({
    image: tools,
    resources: toolResources(input.cluster.spec.backup?.resources),
    ...(place && { place }),
    shipsLog: place !== undefined && !isChangingHands(input, live),
  });
}

interface Standing<U> {
  readonly live: U | undefined;
  /** Of what is rendered. */
  readonly version: string;
}

function renderPlace<U extends PerconaCluster>(
  format: BackupFormat<U>,
  input: ApplyInput,
  draft: PerconaDraft<object>,
  { live, version }: Standing<U>,
): Place | undefined {
  const { cluster, storage, incarnation, observed } = input;
  const last = readArchiving(live);
  if (!cluster.spec.backup || !storage) {
    annotate(draft.cluster, restingMarks(live));
    return undefined;
  }
  const folderOf = (archiving: ArchivingRecord): string =>
    archiveOf(cluster, incarnation, releaseLineOf(version), archiving);
  const isOfThisLife = last !== undefined && toldArchiveOf(live)?.path === folderOf(last);
  const isBroken =
    live !== undefined &&
    (logShippingOf(format, live, observed).hasHole || (isOfThisLife && wasReplacedInVain(format, input, live)));
  const isShipping = toldArchiveOf(live) !== undefined && !isBroken;
  const archiving = nextArchiving(
    { upstream: live, isShipping },
    { storage: storage.metadata.name, life: incarnation.number },
  );
  const archive = folderOf(archiving);
  annotate(draft.cluster, archiveMarks(archiving, archive));
  return placeOf(cluster.metadata.name, storage, archive);
}

/** Its data may be a mixture, which no backup of before and no log leads to: both begin anew. */
const wasReplacedInVain = <U extends PerconaCluster>(
  { shipsLog }: BackupFormat<U>,
  { refill }: ApplyInput,
  live: U,
): boolean => refill === undefined && live.metadata.annotations?.[REFILL] !== undefined && !shipsLog(live);

/** Empty and to be filled, or full and to be filled anew. */
function isChangingHands({ incarnation, refill }: ApplyInput, live: PerconaCluster | undefined): boolean {
  if (refill && refill.incarnation > incarnation.number) return true;
  return live ? isToBeFilled(live) : incarnation.source !== undefined;
}

/** Of a version that the catalogue offers no more, that of its nearest: the tools read what others of their kind wrote. */
export function backupImageOf(version: string, { spec: { versions } }: DatabaseEngine): string | undefined {
  const exact = versions.find((entry) => entry.version === version);
  return (exact ?? versions.find((entry) => releaseLineOf(entry.version) === releaseLineOf(version)))?.backupImage;
}
