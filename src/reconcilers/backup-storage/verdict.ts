import { STORAGE_REASONS, type StorageReason } from '../../domain/storage-reasons.js';
import type { BucketTarget, ProbeResult } from '../../object-storage/index.js';
import { placeOf, type NoEntryError } from '../buckets/index.js';

/** What is told of a bucket. */
export interface Verdict {
  readonly isUsable: boolean;
  readonly reason: StorageReason;
  /** What happened, and what to do; nothing secret, nothing that differs between two probes that end alike. */
  readonly message: string;
}

export function verdictOf(result: ProbeResult, { location }: BucketTarget): Verdict {
  if (result.usable) return { isUsable: true, reason: 'Probed', message: STORAGE_REASONS.Probed };
  const { reason, step, code } = result;
  const what = `Could not ${step} an object in "${placeOf(location)}"${code ? ` (${code})` : ''}.`;
  return { isUsable: false, reason, message: `${what} ${STORAGE_REASONS[reason]}` };
}

export function verdictOfNoEntry({ reason, message }: NoEntryError): Verdict {
  return { isUsable: false, reason, message: `${message} ${STORAGE_REASONS[reason]}` };
}
