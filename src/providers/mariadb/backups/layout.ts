import { releaseIn, splitArchive } from '../../contract/archives/index.js';
import type { ArchiveLayout, MarkerFacts } from '../../contract/index.js';

const FILE = /^physicalbackup-(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)\.xb(?:\.(?:gz|bz2))?$/;

/** As the operator lays a folder out: one file for each backup, named by the second in which it was begun. */
export const PHYSICAL_LAYOUT: ArchiveLayout = {
  placeOf(path) {
    const { folder: archive, name: backupId } = splitArchive(path);
    return archive !== '' && FILE.test(backupId) ? { archive, backupId } : undefined;
  },
  // It is there when the upload is through, and not before.
  markerOf: (path) => path,
  readMarker,
};

/** The file is the data itself: what is known of it stands in its name, and in that of our folder. */
function readMarker(_data: string, path: string): MarkerFacts | undefined {
  const place = PHYSICAL_LAYOUT.placeOf(path);
  if (!place) return undefined;
  const startedAt = beginningOf(place.backupId);
  const version = releaseIn(place.archive);
  return { isComplete: true, ...(startedAt && { startedAt }), ...(version !== undefined && { version }) };
}

/** By the time at which the operator began it. */
export const backupIdOf = (startedAt: string): string =>
  `physicalbackup-${new Date(startedAt).toISOString().slice(0, 19).replace(/\D/g, '')}.xb.gz`;

/** When a backup was begun, by its file. RFC 3339; undefined where that is no time. */
export function beginningOf(backupId: string): string | undefined {
  const [, year, month, day, hour, minute, second] = FILE.exec(backupId) ?? [];
  const time = `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
  return Number.isNaN(Date.parse(time)) ? undefined : time;
}
