import { pathInBucket, type Listing, type ListQuery, type StoredObject } from './bucket.js';

/** What one page of a store says, in its full names; sizes and times as the clients hand them on. */
export interface RawPage {
  readonly objects: readonly RawObject[];
  /** With the slash at their end. */
  readonly folders: readonly (string | undefined)[];
  readonly next?: string;
}

export interface RawObject {
  readonly name?: string;
  readonly size?: number | string;
  readonly modified?: Date | string;
}

export function fullPrefix(prefix: string | undefined, { startsWith }: ListQuery): string {
  const full = pathInBucket(prefix, startsWith.replace(/\/$/, ''));
  return startsWith.endsWith('/') ? `${full}/` : full;
}

/** Names counted from the prefix. What a store tells without having been asked for it is left out. */
export function pageOfNames(prefix: string | undefined, query: ListQuery, page: RawPage): Listing {
  const wanted = fullPrefix(prefix, query);
  const cut = prefix ? prefix.length + 1 : 0;
  return {
    objects: page.objects.filter(({ name }) => name?.startsWith(wanted)).map((object) => storedObject(object, cut)),
    folders: page.folders.filter((name) => name?.startsWith(wanted)).map((name) => name!.slice(cut, -1)),
    ...(page.next && { next: page.next }),
  };
}

function storedObject({ name = '', size, modified }: RawObject, cut: number): StoredObject {
  const modifiedAt = new Date(modified ?? Number.NaN);
  return { name: name.slice(cut), sizeBytes: Number(size ?? 0) || 0, modifiedAt: datedOrEpoch(modifiedAt) };
}

/** A time that nobody can read is no time to rely on: the oldest there is. */
const datedOrEpoch = (time: Date): Date => (Number.isNaN(time.getTime()) ? new Date(0) : time);
