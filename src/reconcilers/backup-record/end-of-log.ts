import type { LogLayout } from '../../providers/contract/index.js';
import { listFolder, type Bucket, type StoredObject } from '../../object-storage/index.js';

const MAX_FOLDERS = 10_000;
const MAX_FILES = 2_000;
/** As many as a store gives at once. */
const PAGE = 1_000;
/** Names that differ in so many digits alone fit into a page: in a thousand seconds, where the number is the time. */
const DIGITS_OF_A_PAGE = 3;

/** When the newest piece of a log is of; of a divided one, the moment that all its parts reach to. */
export async function endOfLog(
  bucket: Bucket,
  archive: string,
  layout: LogLayout,
  signal: AbortSignal,
): Promise<Date | undefined> {
  const log = `${archive}/${layout.folder}`;
  const ends = [];
  for (const part of layout.isDivided ? await partsOf(bucket, log, signal) : [log]) {
    const newest = await newestIn(bucket, part, layout, signal);
    ends.push(
      ...newest
        .map((object) => endOf(object, layout))
        .sort((a, b) => b - a)
        .slice(0, 1),
    );
  }
  return ends.length > 0 ? new Date(Math.min(...ends)) : undefined;
}

const partsOf = async (bucket: Bucket, log: string, signal: AbortSignal): Promise<readonly string[]> =>
  (await listFolder(bucket, log, { isShallow: true, atMost: MAX_FOLDERS }, signal)).folders;

function endOf({ name, modifiedAt }: StoredObject, layout: LogLayout): number {
  const told = Date.parse(layout.endOf?.(name) ?? '');
  return Number.isNaN(told) ? modifiedAt.getTime() : told;
}

/** Among these is the newest one: of the last folder, for the names are in order. */
async function newestIn(
  bucket: Bucket,
  folder: string,
  { numbered }: LogLayout,
  signal: AbortSignal,
): Promise<readonly StoredObject[]> {
  if (numbered) return lastNumbered(bucket, `${folder}/${numbered.prefix}`, numbered.digits, signal);
  const top = await listFolder(bucket, folder, { isShallow: true, atMost: MAX_FOLDERS }, signal);
  const last = top.folders.at(-1);
  return last ? (await listFolder(bucket, last, { atMost: MAX_FILES }, signal)).objects : top.objects;
}

/** Stores list from the first name on, and there may be millions before the last: it is narrowed down digit by digit. */
async function lastNumbered(
  bucket: Bucket,
  startsWith: string,
  digits: number,
  signal: AbortSignal,
): Promise<readonly StoredObject[]> {
  if (digits <= DIGITS_OF_A_PAGE) return (await bucket.list({ startsWith, limit: PAGE }, signal)).objects;
  for (const digit of '9876543210') {
    const { objects } = await bucket.list({ startsWith: `${startsWith}${digit}`, limit: 1 }, signal);
    if (objects.length > 0) return lastNumbered(bucket, `${startsWith}${digit}`, digits - 1, signal);
  }
  return [];
}
