import type { Informer } from '../kube/informer/index.js';
import { keyOf, type ResourceType, type UntypedObject } from '../kube/meta/index.js';
import type { Observed } from '../providers/contract/index.js';

export const BY_CLUSTER = 'byCluster';

/** The informers of one engine's watched kinds, by kind. */
export type ChildInformers = ReadonlyMap<ResourceType, Informer<UntypedObject>>;

/**
 * One cluster's children from the caches, with what this reconcile has just written laid over them: a judgement made
 * after a write must see it, though the watch has not delivered it yet.
 */
export class ObservedChildren implements Observed {
  readonly #written = new Map<ResourceType, Map<string, UntypedObject>>();

  constructor(
    private readonly clusterKey: { namespace: string; name: string },
    private readonly informers: ChildInformers,
    private readonly isServed: (type: ResourceType) => boolean,
  ) {}

  get(type: ResourceType, name: string): UntypedObject | undefined {
    const key = keyOf({ namespace: type.namespaced ? this.clusterKey.namespace : undefined, name });
    return this.#written.get(type)?.get(key) ?? this.informers.get(type)?.store.get(key);
  }

  list(type: ResourceType): readonly UntypedObject[] {
    const cached = this.informers.get(type)?.store.byIndex(BY_CLUSTER, keyOf(this.clusterKey)) ?? [];
    const byKey = new Map(cached.map((object) => [keyOf(object), object]));
    for (const [key, object] of this.#written.get(type) ?? []) byKey.set(key, object);
    return [...byKey.values()].sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
  }

  /** Served, and our cache of it is whole: an absence seen through it is a real one. */
  serves(type: ResourceType): boolean {
    return this.isServed(type) && (this.informers.get(type)?.hasSynced() ?? false);
  }

  recordWritten(type: ResourceType, object: UntypedObject): void {
    const ofType = this.#written.get(type) ?? new Map<string, UntypedObject>();
    this.#written.set(type, ofType.set(keyOf(object), object));
  }

  /** The versions of everything seen here: equal text, equal world. No two states of a kind ever share a version. */
  version(): string {
    return [...this.informers.keys()]
      .map((type) => (this.serves(type) ? this.list(type).map(versionOf).join() : '-'))
      .join(';');
  }
}

const versionOf = ({ metadata }: UntypedObject): string => metadata.resourceVersion ?? '';
