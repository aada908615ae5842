import { STORAGE_REASONS, type StorageReason } from '../../domain/storage-reasons.js';
import type { ProbeResult, ProbeTarget } from '../../object-storage/index.js';
import type { UnprobeableError } from './probe-target.js';

/** What is told of a bucket. */
export interface Verdict {
  readonly isUsable: boolean;
  readonly reason: StorageReason;
  /** What happened, and what to do; nothing secret, nothing that differs between two probes that end alike. */
  readonly message: string;
}

export function verdictOf(result: ProbeResult, { location }: ProbeTarget): Verdict {
  if (result.usable) return { isUsable: true, reason: 'Probed', message: STORAGE_REASONS.Probed };
  const { reason, step, code } = result;
  const place = location.prefix ? `${location.bucket}/${location.prefix}` : location.bucket;
  const what = `Could not ${step} an object in "${place}"${code ? ` (${code})` : ''}.`;
  return { isUsable: false, reason, message: `${what} ${STORAGE_REASONS[reason]}` };
}

export function verdictOfUnprobeable({ reason, message }: UnprobeableError): Verdict {
  return { isUsable: false, reason, message: `${message} ${STORAGE_REASONS[reason]}` };
}
