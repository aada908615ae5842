import { resourceName, type KubeObject, type ResourceType, type UntypedObject } from '../../src/kube/meta/index.js';
import type { Observed } from '../../src/providers/contract/index.js';

/** One cluster's surroundings in memory: what was put there, and every kind but those taken away is served. */
export class ObservedObjects implements Observed {
  readonly #objects = new Map<string, UntypedObject[]>();
  readonly #unserved = new Set<string>();

  with(type: ResourceType, ...objects: KubeObject[]): this {
    const kept = this.#objects.get(resourceName(type)) ?? [];
    this.#objects.set(resourceName(type), [...kept, ...(objects as UntypedObject[])]);
    return this;
  }

  withoutKind(type: ResourceType): this {
    this.#unserved.add(resourceName(type));
    return this;
  }

  get(type: ResourceType, name: string): UntypedObject | undefined {
    return this.list(type).find(({ metadata }) => metadata.name === name);
  }

  list(type: ResourceType): readonly UntypedObject[] {
    return this.#objects.get(resourceName(type)) ?? [];
  }

  serves(type: ResourceType): boolean {
    return !this.#unserved.has(resourceName(type));
  }
}
