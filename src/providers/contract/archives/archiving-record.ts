import type { KubeObject } from '../../../kube/meta/index.js';
import { ARCHIVE_ANNOTATIONS } from './annotations.js';

/**
 * For the how-many-th time the log of one life of the data begins to be shipped, and to which storage. Where it was
 * interrupted, or went elsewhere for a while, a former folder has a hole that no restore would notice in time: so it begins
 * anew in another. Kept on the upstream, also while nothing is shipped.
 */
export interface ArchivingRecord {
  readonly number: number;
  readonly storage: string;
  /** The number of the life; what befell the log of another says nothing of this one. Absent in records of before. */
  readonly life?: number;
}

/** `live` is the upstream as it stands, and whether it ships its log now. */
export function nextArchiving(
  live: { readonly upstream: KubeObject | undefined; readonly isShipping: boolean },
  { storage, life }: Required<Omit<ArchivingRecord, 'number'>>,
): ArchivingRecord {
  const last = readArchiving(live.upstream);
  if (!last || (last.life ?? life) !== life) return { number: 1, storage, life };
  const goesOn = live.isShipping && last.storage === storage;
  return { number: goesOn ? last.number : last.number + 1, storage, life };
}

export const serializeArchiving = ({ number, storage, life }: ArchivingRecord): string =>
  JSON.stringify({ number, storage, life });

/** What the upstream is told while nothing is shipped: what comes after begins anew. */
export function restingMarks(upstream: KubeObject | undefined): Record<string, string> {
  const last = readArchiving(upstream);
  return last ? { [ARCHIVE_ANNOTATIONS.archiving]: serializeArchiving(last) } : {};
}

/** What it is told of the folder that everything goes to. */
export const archiveMarks = (record: ArchivingRecord, archive: string): Record<string, string> => ({
  [ARCHIVE_ANNOTATIONS.archiving]: serializeArchiving(record),
  [ARCHIVE_ANNOTATIONS.storage]: record.storage,
  [ARCHIVE_ANNOTATIONS.archive]: archive,
});

/** undefined when there is none that we wrote. */
export function readArchiving(upstream: KubeObject | undefined): ArchivingRecord | undefined {
  const text = upstream?.metadata.annotations?.[ARCHIVE_ANNOTATIONS.archiving];
  if (text === undefined) return undefined;
  try {
    const { number, storage, life } = (JSON.parse(text) ?? {}) as Partial<ArchivingRecord>;
    if (!Number.isInteger(number) || typeof storage !== 'string') return undefined;
    return { number: number!, storage, ...(Number.isInteger(life) && { life }) };
  } catch {
    return undefined;
  }
}
