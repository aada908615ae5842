import type { Bucket, StoredObject } from './bucket.js';

/** The most that a store gives at once. */
const PAGE = 1_000;

/**
 * The object of this very name; undefined when the bucket is there and the object is not. Looked up in the list of
 * names: to a question for an object stores give one answer whether it is the object that is missing or the bucket.
 */
export async function findObject(bucket: Bucket, name: string, signal: AbortSignal): Promise<StoredObject | undefined> {
  let page: string | undefined;
  do {
    const { objects, next } = await bucket.list({ startsWith: name, limit: 1, page }, signal);
    const [first] = objects;
    // The shortest of the names that begin so comes first; a page may be empty all the same.
    if (first) return first.name === name ? first : undefined;
    page = next;
  } while (page);
  return undefined;
}

/** Its text; undefined when it is not there, or larger than anything of its kind has reason to be. */
export async function readText(
  bucket: Bucket,
  name: string,
  maxBytes: number,
  signal: AbortSignal,
): Promise<string | undefined> {
  const found = await findObject(bucket, name, signal);
  if (!found || found.sizeBytes > maxBytes) return undefined;
  return Buffer.from(await bucket.get(name, signal)).toString();
}

export interface FolderContent {
  readonly objects: readonly StoredObject[];
  readonly folders: readonly string[];
  /** False when there is more than was asked for. */
  readonly isWhole: boolean;
}

/** What lies in a folder, page by page, in the order of the names, until about `atMost` have come. */
export async function listFolder(
  bucket: Bucket,
  folder: string,
  { atMost, isShallow }: { readonly atMost: number; readonly isShallow?: boolean },
  signal: AbortSignal,
): Promise<FolderContent> {
  const objects: StoredObject[] = [];
  const folders: string[] = [];
  let page: string | undefined;
  do {
    const listing = await bucket.list({ startsWith: `${folder}/`, isShallow, limit: PAGE, page }, signal);
    objects.push(...listing.objects);
    folders.push(...listing.folders);
    page = listing.next;
  } while (page && objects.length + folders.length < atMost);
  return { objects, folders, isWhole: !page };
}
