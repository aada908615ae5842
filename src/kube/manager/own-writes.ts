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

const MAX_WAIT_MS = 5_000;

interface Follower {
  readonly informer: Informer;
  readonly requirements: readonly LabelRequirement[];
}

/**
 * What each key's reconciles wrote and the caches may not have seen yet. Reading an older cache would make a second
 * child, or undo the change.
 */
export class OwnWrites {
  private readonly versions = new Map<string, Map<Informer, string>>();
  /** One kind may be followed by several informers, each through a selector of its own. */
  private readonly followers = new Map<string, Follower[]>();

  constructor(informers: readonly Informer[]) {
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
   * aborts. Either way the writes are forgotten: a lost event must not hold the key up for ever.
   */
  async settle(key: string, signal: AbortSignal): Promise<boolean> {
    const versions = this.versions.get(key);
    if (!versions) return true;
    this.versions.delete(key);
    const waits = Array.from(versions, ([informer, version]) => informer.waitForVersion(version, MAX_WAIT_MS, signal));
    return (await Promise.all(waits)).every(Boolean);
  }

  private follow(informer: Informer): void {
    const { type, labelSelector = '' } = informer.spec;
    const kind = resourceName(type);
    const follower = { informer, requirements: parseLabelSelector(labelSelector) };
    this.followers.set(kind, [...(this.followers.get(kind) ?? []), follower]);
  }

  private expect(key: string, informer: Informer, version: string): void {
    const versions = this.versions.get(key) ?? new Map<Informer, string>();
    this.versions.set(key, versions);
    if (!hasReached(versions.get(informer), version)) versions.set(informer, version);
  }
}
