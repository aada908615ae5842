import type { Clock } from '../clock.js';
import type { Informer } from '../informer/index.js';
import {
  hasReached,
  matchesLabels,
  parseLabelSelector,
  resourceName,
  type KubeObject,
  type LabelRequirement,
  type ResourceType,
} from '../meta/index.js';

/** At a time: a worker has other keys to see to. */
const MAX_WAIT_MS = 5_000;
/** A write that no cache has shown by then never will be: a server restored from a backup counts from lower again. */
const MAX_AGE_MS = 300_000;

interface Expectation {
  readonly version: string;
  readonly sinceMs: number;
}

interface Follower {
  readonly informer: Informer;
  readonly requirements: readonly LabelRequirement[];
}

/**
 * What each key's reconciles wrote and the caches may not have seen yet. Reading an older cache would make a second
 * child, or undo the change.
 */
export class OwnWrites {
  private readonly versions = new Map<string, Map<Informer, Expectation>>();
  /** One kind may be followed by several informers, each through a selector of its own. */
  private readonly followers = new Map<string, Follower[]>();

  constructor(
    informers: readonly Informer[],
    private readonly clock: Clock,
  ) {
    for (const informer of new Set(informers)) this.follow(informer);
  }

  /** Objects that no informer here shows are not read from a cache either: nothing to wait for. */
  record(key: string, type: ResourceType, { metadata }: KubeObject): void {
    const { resourceVersion, labels } = metadata;
    if (!resourceVersion || !/^\d+$/.test(resourceVersion)) return;
    for (const { informer, requirements } of this.followers.get(resourceName(type)) ?? []) {
      if (matchesLabels(requirements, labels)) this.expect(key, informer, resourceVersion);
    }
  }

  /**
   * True when the caches show all that was written for the key; false when one does not in five seconds, or the signal
   * aborts. What is not shown yet is asked for again by the next call, for as long as there is hope.
   */
  async settle(key: string, signal: AbortSignal): Promise<boolean> {
    const expected = this.versions.get(key);
    if (!expected) return true;
    const waits = Array.from(expected, async ([informer, expectation]) => {
      const isSettled = await this.isSettled(informer, expectation, signal);
      // A newer write may have taken its place meanwhile.
      if (isSettled && expected.get(informer) === expectation) expected.delete(informer);
      return isSettled;
    });
    const areSettled = (await Promise.all(waits)).every(Boolean);
    if (expected.size === 0) this.versions.delete(key);
    return areSettled;
  }

  private async isSettled(
    informer: Informer,
    { version, sinceMs }: Expectation,
    signal: AbortSignal,
  ): Promise<boolean> {
    const isHopeless = !informer.isFollowing || this.clock.monotonicMs() - sinceMs >= MAX_AGE_MS;
    return isHopeless || informer.waitForVersion(version, MAX_WAIT_MS, signal);
  }

  private follow(informer: Informer): void {
    const { type, labelSelector = '' } = informer.spec;
    const kind = resourceName(type);
    const follower = { informer, requirements: parseLabelSelector(labelSelector) };
    this.followers.set(kind, [...(this.followers.get(kind) ?? []), follower]);
  }

  private expect(key: string, informer: Informer, version: string): void {
    const expected = this.versions.get(key) ?? new Map<Informer, Expectation>();
    this.versions.set(key, expected);
    if (hasReached(expected.get(informer)?.version, version)) return;
    expected.set(informer, { version, sinceMs: this.clock.monotonicMs() });
  }
}
