import { keyOf } from '../meta/index.js';
import type { Lease } from '../leader-election/index.js';
import { canonicalJson } from '../writes/stable-hash.js';

/** Records of processes that ended are of no use to anyone; until then a person may want to look at them. */
const KEPT_AFTER_END_MS = 60_000;

interface Entry {
  readonly lease: Lease;
  readonly record: string;
  readonly changedMs: number;
}

/** By our own monotonic clock. */
export interface Reading {
  readonly sentMs: number;
  readonly receivedMs: number;
}

export interface Roll {
  /** Leases whose holders must be taken to be at work. */
  readonly alive: readonly Lease[];
  /** Leases that nobody has held for long. */
  readonly stale: readonly Lease[];
}

/**
 * Tells the living from the dead by how long their records have stood still. A holder ends its work well before its
 * promise runs out, counted from before its last renewal was sent; we count from after we saw it, up to before the
 * latest look was sent, so no holder is taken for dead that may still work, however slow the looks are.
 */
export class MemberRoster {
  private readonly entries = new Map<string, Entry>();

  /** `leases` is all that the server holds; the looks come in order. */
  look(leases: readonly Lease[], { sentMs, receivedMs }: Reading): Roll {
    for (const lease of leases) this.observe(lease, receivedMs);
    const present = new Set(leases.map(keyOf));
    const alive = [...this.entries.values()].filter((entry) => isAlive(entry, sentMs)).map(({ lease }) => lease);
    const stale = [...this.entries.values()].filter((entry) => isStale(entry, sentMs)).map(({ lease }) => lease);
    for (const [key, entry] of this.entries) {
      // A record that vanished was deleted by someone; its holder is at work until its time is over all the same.
      if (!present.has(key) && !isAlive(entry, sentMs)) this.entries.delete(key);
    }
    return { alive, stale: stale.filter((lease) => present.has(keyOf(lease))) };
  }

  private observe(lease: Lease, receivedMs: number): void {
    const record = canonicalJson(lease.spec);
    const known = this.entries.get(keyOf(lease));
    const changedMs = known?.record === record ? known.changedMs : receivedMs;
    this.entries.set(keyOf(lease), { lease, record, changedMs });
  }
}

function isAlive({ lease, changedMs }: Entry, nowMs: number): boolean {
  return Boolean(lease.spec?.holderIdentity) && nowMs - changedMs < promisedMs(lease);
}

function isStale(entry: Entry, nowMs: number): boolean {
  return !isAlive(entry, nowMs) && nowMs - entry.changedMs >= promisedMs(entry.lease) + KEPT_AFTER_END_MS;
}

const promisedMs = ({ spec }: Lease): number => (spec?.leaseDurationSeconds ?? 0) * 1_000;
