import type { ArchiveLayout } from '../../providers/contract/index.js';
import { findObject, listFolder, type Bucket, type StoredObject } from '../../object-storage/index.js';
import { endOfLog } from './end-of-log.js';

/** Where a backup lies, and how its engine lays it out. Names count from the prefix of the storage. */
export interface Place {
  readonly path: string;
  readonly archive: string;
  readonly backupId: string;
  readonly layout: ArchiveLayout;
}

export interface Wanted {
  readonly size?: boolean;
  /** The log does not follow the database any more: where does it end? */
  readonly logEnd?: boolean;
}

/** What was found of a backup in its bucket. */
export interface Survey {
  readonly marker: StoredObject;
  /** Absent when nobody asked, or when there is too much to be counted. */
  readonly sizeBytes?: number;
  readonly logEnd?: Date;
}

/** A backup is a handful of files; a folder of so many is something else. */
const MAX_FILES = 10_000;

/** undefined when the bucket is there and the backup is not. Trouble with the bucket rejects. */
export async function surveyBackup(
  bucket: Bucket,
  place: Place,
  { size = false, logEnd = false }: Wanted,
  signal: AbortSignal,
): Promise<Survey | undefined> {
  const marker = await findObject(bucket, markerOf(place), signal);
  if (!marker) return undefined;
  const { log } = place.layout;
  return {
    marker,
    ...(size && { sizeBytes: await sizeOf(bucket, place, marker, signal) }),
    ...(logEnd && log && { logEnd: await endOfLog(bucket, place.archive, log, signal) }),
  };
}

export const markerOf = ({ path, layout }: Place): string => layout.markerOf(path);

/** Where there is no folder, the marker is the backup. */
async function sizeOf(
  bucket: Bucket,
  { path }: Place,
  marker: StoredObject,
  signal: AbortSignal,
): Promise<number | undefined> {
  const { objects, isWhole } = await listFolder(bucket, path, { atMost: MAX_FILES }, signal);
  if (objects.length === 0) return marker.sizeBytes;
  return isWhole ? objects.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) : undefined;
}
