import { textHash } from '../../kube/text-hash.js';

/** What a visit goes by, and whether it is wanted at all. */
export interface VisitView {
  readonly key: string;
  readonly uid: string;
  /** Something is not known that a visit would tell. */
  readonly isUnknown: boolean;
  /** How things stand with the storage: another text, and a visit may end otherwise. */
  readonly standing: string;
  /** The engine's own object of the backup is there. */
  readonly hasUpstream: boolean;
}

interface Entry {
  readonly uid: string;
  readonly atMs: number;
  readonly failures: number;
  readonly standing: string;
  hadUpstream: boolean;
}

const CHECK_MS = 6 * 3_600_000;
const FIRST_RETRY_MS = 30_000;
const LAST_RETRY_MS = 15 * 60_000;

/**
 * When each backup was last looked for in its bucket. In memory alone: what a restart forgets is looked for again, spread
 * over the period, and no write is spent on remembering it.
 */
export class VisitDiary {
  readonly #entries = new Map<string, Entry>();

  /** Until the next visit; 0 and less mean now. */
  waitMs(view: VisitView, nowMs: number): number {
    const entry = this.entryOf(view, nowMs);
    const hasVanished = entry?.hadUpstream && !view.hasUpstream;
    if (entry) entry.hadUpstream ||= view.hasUpstream;
    if (!entry || hasVanished) return 0;
    const restMs = entry.atMs - nowMs;
    if (entry.failures > 0) return entry.standing === view.standing ? restMs + retryMs(entry, view.key) : 0;
    return view.isUnknown ? 0 : restMs + CHECK_MS * jitterOf(view.key);
  }

  note({ key, uid, standing, hasUpstream }: VisitView, nowMs: number, isDone: boolean): void {
    const failures = isDone ? 0 : (this.#entries.get(key)?.failures ?? 0) + 1;
    this.#entries.set(key, { uid, atMs: nowMs, failures, standing, hadUpstream: hasUpstream });
  }

  forget(key: string): void {
    this.#entries.delete(key);
  }

  /** One of which all is known counts as visited some time within the last period. */
  private entryOf({ key, uid, isUnknown, standing, hasUpstream }: VisitView, nowMs: number): Entry | undefined {
    const entry = this.#entries.get(key);
    if (entry?.uid === uid) return entry;
    this.#entries.delete(key);
    if (isUnknown) return undefined;
    const atMs = nowMs - CHECK_MS * fractionOf(key);
    const assumed = { uid, atMs, failures: 0, standing, hadUpstream: hasUpstream };
    this.#entries.set(key, assumed);
    return assumed;
  }
}

function retryMs({ failures }: Entry, key: string): number {
  return Math.min(FIRST_RETRY_MS * 2 ** Math.min(failures - 1, 16), LAST_RETRY_MS) * jitterOf(key);
}

/** From 0 to 1, always the same for one key. */
const fractionOf = (key: string): number => (textHash(key) % 1000) / 1000;
/** From 1 to 1.2: those that were made at once do not march in step. */
const jitterOf = (key: string): number => 1 + 0.2 * fractionOf(key);
