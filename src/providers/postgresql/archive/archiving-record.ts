import type { CnpgCluster } from '../upstream.js';
import { BACKUP_ANNOTATIONS, BARMAN_PLUGIN } from '../upstream-backups.js';

/**
 * For the how-many-th time the log of one life of the data begins to be shipped, and to which storage. Where it was
 * interrupted, or went elsewhere for a while, a former folder has a hole that no restore would notice in time: so it begins
 * anew in another. Kept on the Cluster, also while nothing is shipped.
 */
export interface ArchivingRecord {
  readonly number: number;
  readonly storage: string;
}

export function nextArchiving(live: CnpgCluster | undefined, storage: string): ArchivingRecord {
  const last = readArchiving(live);
  if (!last) return { number: 1, storage };
  return isShipping(live) && last.storage === storage ? last : { number: last.number + 1, storage };
}

const isShipping = (live: CnpgCluster | undefined): boolean =>
  live?.spec.plugins?.some(({ name }) => name === BARMAN_PLUGIN) ?? false;

export const serializeArchiving = ({ number, storage }: ArchivingRecord): string => JSON.stringify({ number, storage });

/** undefined when there is none that we wrote. */
export function readArchiving(live: CnpgCluster | undefined): ArchivingRecord | undefined {
  const text = live?.metadata.annotations?.[BACKUP_ANNOTATIONS.archiving];
  if (text === undefined) return undefined;
  try {
    const { number, storage } = (JSON.parse(text) ?? {}) as Partial<ArchivingRecord>;
    return Number.isInteger(number) && typeof storage === 'string' ? { number: number!, storage } : undefined;
  } catch {
    return undefined;
  }
}
