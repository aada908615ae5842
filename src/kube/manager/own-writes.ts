import type { Informer } from '../informer/index.js';
import { hasReached, resourceName, type ResourceType } from '../meta/index.js';

const MAX_WAIT_MS = 5_000;

/**
 * What each key's reconciles wrote and the caches may not have seen yet. Reading an older cache would make a second
 * child, or undo the change.
 */
export class OwnWrites {
  private readonly versions = new Map<string, Map<string, string>>();
  private readonly informers: ReadonlyMap<string, Informer>;

  constructor(informers: readonly Informer[]) {
    this.informers = new Map(informers.map((informer) => [resourceName(informer.spec.type), informer]));
  }

  /** Kinds that no informer here follows are not read from a cache either: nothing to wait for. */
  record(key: string, type: ResourceType, resourceVersion: string | undefined): void {
    const kind = resourceName(type);
    if (!this.informers.has(kind) || !resourceVersion || !/^\d+$/.test(resourceVersion)) return;
    const versions = this.versions.get(key) ?? new Map<string, string>();
    this.versions.set(key, versions);
    if (!hasReached(versions.get(kind), resourceVersion)) versions.set(kind, resourceVersion);
  }

  /**
   * True when the caches show all that was written for the key; false when one does not in five seconds, or the signal
   * aborts. Either way the writes are forgotten: a lost event must not hold the key up for ever.
   */
  async settle(key: string, signal: AbortSignal): Promise<boolean> {
    const versions = this.versions.get(key);
    if (!versions) return true;
    this.versions.delete(key);
    const waits = Array.from(versions, ([kind, version]) =>
      this.informers.get(kind)!.waitForVersion(version, MAX_WAIT_MS, signal),
    );
    return (await Promise.all(waits)).every(Boolean);
  }
}
