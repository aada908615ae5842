import { stableHash } from '../../../kube/writes/index.js';

/** The operator hangs the time on to it for the names of jobs, which are labels too. */
const LONGEST_NAME = 48;
const HASH_LENGTH = 8;

/** By what a backup is asked for. */
export function orderName(backup: string): string {
  if (backup.length <= LONGEST_NAME) return backup;
  return `${backup.slice(0, LONGEST_NAME - HASH_LENGTH - 1)}-${stableHash(backup).slice(0, HASH_LENGTH)}`;
}
