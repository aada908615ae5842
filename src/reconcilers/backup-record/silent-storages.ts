import type { StorageReason } from '../../domain/storage-reasons.js';
import type { StorageTrouble } from '../buckets/index.js';

/** What befell one visit befalls the next one too, whatever it is for. */
const SILENCE: ReadonlySet<StorageReason> = new Set(['Timeout', 'EndpointUnreachable', 'EndpointUnavailable']);
const HOLD_MS = 120_000;

interface Silence {
  readonly trouble: StorageTrouble;
  readonly standing: string;
  readonly untilMs: number;
}

/**
 * Storages that did not answer a moment ago. There may be thousands of backups in one of them, and each of them would keep
 * a worker waiting while those of other storages stand in line.
 */
export class SilentStorages {
  readonly #silences = new Map<string, Silence>();

  /** Why there is no use in asking now. With another standing it is worth a try. */
  troubleOf(key: string, standing: string, nowMs: number): StorageTrouble | undefined {
    const silence = this.#silences.get(key);
    if (silence && silence.standing === standing && nowMs < silence.untilMs) return silence.trouble;
    this.#silences.delete(key);
    return undefined;
  }

  note(key: string, standing: string, trouble: StorageTrouble, nowMs: number): void {
    if (SILENCE.has(trouble.reason)) this.#silences.set(key, { trouble, standing, untilMs: nowMs + HOLD_MS });
  }
}
