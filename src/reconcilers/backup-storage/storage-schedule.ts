import { keyOf } from '../../kube/meta/index.js';
import { textHash } from '../../kube/text-hash.js';
import type { BackupStorage } from '../../resources/backup-storage/index.js';

/** One that cannot be used is tried again this soon: it clears by itself when it is mended. */
const RETRY_SECONDS = 60;
/** Storages that were made at once are not tried at once for ever. */
const JITTER = 0.1;

/** Until the bucket is to be tried again, given when it was; 0 and less mean now. */
export function waitMs(storage: BackupStorage, now: Date, periodSeconds: number): number {
  const { lastProbedAt, conditions } = storage.status ?? {};
  if (!lastProbedAt) return 0;
  const isReady = conditions?.some(({ type, status }) => type === 'Ready' && status === 'True');
  const seconds = isReady ? periodSeconds : Math.min(RETRY_SECONDS, periodSeconds);
  return Date.parse(lastProbedAt) + seconds * 1000 * jitterOf(storage) - now.getTime();
}

/** From 0.9 to 1.1, always the same for one storage. */
function jitterOf({ metadata }: BackupStorage): number {
  return 1 - JITTER + (2 * JITTER * (textHash(keyOf(metadata)) % 1000)) / 1000;
}
