import { EVENT } from '../../../kube/meta/index.js';
import { storageKeyOf } from '../registry/served-resource.js';
import type { ResourceRegistry } from '../registry/resource-registry.js';
import type { SystemWriter } from '../lifecycle/system-writer.js';
import type { ObjectStore } from '../storage/object-store.js';
import type { StoredObject } from '../storage/stored-object.js';

export interface EventExpiryOptions {
  readonly ttlMs: number;
  readonly now: () => Date;
}

const SWEEP_INTERVAL_MS = 60_000;
const EVENTS_KEY = storageKeyOf(EVENT);

/** Events are forgotten an hour after they last happened. */
export class EventExpiry {
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly store: ObjectStore,
    private readonly registry: ResourceRegistry,
    private readonly writer: SystemWriter,
    private readonly options: EventExpiryOptions,
  ) {
    this.timer = setInterval(() => void this.sweep(), SWEEP_INTERVAL_MS).unref();
  }

  /** Deletes what has expired; one that a policy keeps is tried again by the next sweep. */
  async sweep(): Promise<void> {
    const horizon = this.options.now().getTime() - this.options.ttlMs;
    const resource = this.registry.findByKind('', EVENT.kind)!;
    const expired = this.store.stored(EVENTS_KEY).filter((stored) => lastSeen(stored) < horizon);
    await Promise.allSettled(expired.map(({ namespace, name }) => this.writer.delete({ resource, namespace, name })));
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
  }
}

function lastSeen({ object }: StoredObject): number {
  const { lastTimestamp, eventTime } = object;
  const times = [lastTimestamp, eventTime, object.metadata.creationTimestamp];
  return Math.max(...times.map((time) => (typeof time === 'string' ? Date.parse(time) || 0 : 0)));
}
