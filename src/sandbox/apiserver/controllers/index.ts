import { SystemWriter } from '../lifecycle/system-writer.js';
import type { Writers } from '../lifecycle/writers.js';
import type { ResourceRegistry } from '../registry/resource-registry.js';
import type { ObjectStore } from '../storage/object-store.js';
import { DefinitionController } from './definition-controller.js';
import { EventExpiry } from './event-expiry.js';
import type { EventExpiryOptions } from './event-expiry.js';
import { GarbageCollector } from './garbage-collector.js';
import { NamespaceController } from './namespace-controller.js';
import { RoleAggregation } from './role-aggregation.js';

export interface ControllerParts {
  readonly store: ObjectStore;
  readonly registry: ResourceRegistry;
  readonly writes: Writers;
}

/** The loops that a cluster is not one without; workloads have none here. They begin with what they find. */
export class ClusterControllers {
  private readonly loops: readonly { stop(): Promise<void> }[];

  constructor({ store, registry, writes }: ControllerParts, expiry: EventExpiryOptions) {
    const writer = (name: string): SystemWriter => new SystemWriter(store, registry, writes, name);
    this.loops = [
      new GarbageCollector(store, registry, writer('garbage-collector')),
      new NamespaceController(store, registry, writer('namespace-controller'), expiry.now),
      new DefinitionController(store, registry, writer('definition-controller')),
      new RoleAggregation(store, registry, writer('clusterrole-aggregation-controller')),
      new EventExpiry(store, registry, writer('event-expiry'), expiry),
    ];
  }

  async stop(): Promise<void> {
    await Promise.all(this.loops.map((loop) => loop.stop()));
  }
}
