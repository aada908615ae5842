import type { BucketSection, Mariadb } from '../upstream.js';

/** Ours, on the MariaDB: where its backups go, in the words in which each of them is asked for. No field holds it. */
export const BACKUP_TARGET = 'dbaas.io/backup-target';

export const serializeTarget = (section: BucketSection): string => JSON.stringify(section);

/** undefined when the operator's object does not say, or somebody has put something else there. */
export function targetOf(upstream: Mariadb | undefined): BucketSection | undefined {
  const text = upstream?.metadata.annotations?.[BACKUP_TARGET];
  if (text === undefined) return undefined;
  try {
    const section = JSON.parse(text) as BucketSection | null;
    return section?.s3 || section?.azureBlob ? section : undefined;
  } catch {
    return undefined;
  }
}
