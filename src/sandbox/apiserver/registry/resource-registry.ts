import { isDeepStrictEqual } from 'node:util';

import { CUSTOM_RESOURCE_DEFINITION } from '../../../kube/meta/index.js';
import type { UntypedObject } from '../../../kube/meta/index.js';
import type { ObjectReader } from '../storage/object-reader.js';
import type { StoreEvent } from '../storage/store-event.js';
import { BUILT_IN_RESOURCES } from './built-in-resources.js';
import type { CustomResourceDefinition } from './custom-resource-definition.js';
import { customResourcesOf, storageVersionOf } from './custom-resources.js';
import { storageKeyOf } from './served-resource.js';
import type { ServedResource } from './served-resource.js';

export const DEFINITIONS_KEY = storageKeyOf(CUSTOM_RESOURCE_DEFINITION);

interface DefinedResource {
  readonly resources: readonly ServedResource[];
  /** Objects are stored in this form, even when it is not served. */
  readonly storageVersion: string;
}

const pathKey = (group: string, version: string, plural: string): string => `${group}/${version}/${plural}`;

/** Everything served at this moment: the built-in kinds, and what the stored definitions add. */
export class ResourceRegistry {
  private readonly defined = new Map<string, DefinedResource>();
  private byPath = new Map<string, ServedResource>();
  private byGroupKind = new Map<string, ServedResource>();
  private byStorageKey = new Map<string, ServedResource>();
  private all: readonly ServedResource[] = [];

  constructor(reader: ObjectReader) {
    for (const object of reader.list(DEFINITIONS_KEY)) this.define(object);
    this.index();
  }

  /** A new array whenever anything changed: what is built from it can be kept by its identity. */
  get resources(): readonly ServedResource[] {
    return this.all;
  }

  find(group: string, version: string, plural: string): ServedResource | undefined {
    return this.byPath.get(pathKey(group, version, plural));
  }

  /**
   * False once its definition has gone or been changed: then another form is served there, or none. Verbs are no form:
   * while a definition terminates nothing more is created, and watchers must still see its objects go.
   */
  isServed(resource: ServedResource): boolean {
    const current = this.find(resource.group, resource.version, resource.plural);
    return current === resource || isDeepStrictEqual({ ...current, verbs: resource.verbs }, resource);
  }

  /** In any served version: owners are found by kind, wherever they are stored. */
  findByKind(group: string, kind: string): ServedResource | undefined {
    return this.byGroupKind.get(`${group}/${kind}`);
  }

  /** In any served version; undefined while nothing serves what is stored there. */
  findStored(storageKey: string): ServedResource | undefined {
    return this.byStorageKey.get(storageKey);
  }

  /** The version that objects of the resource are kept in. */
  storageVersionOf(resource: ServedResource): string {
    if (!resource.custom) return resource.version;
    return this.defined.get(`${resource.plural}.${resource.group}`)?.storageVersion ?? resource.version;
  }

  /** One served form of each stored kind: for loops over everything. */
  storedResources(): readonly ServedResource[] {
    return [...this.byStorageKey.values()].filter(({ review }) => !review);
  }

  /** Follows the stored definitions in the very write that changes one: a kind is served when its create is answered. */
  observe({ type, current }: StoreEvent): void {
    if (current.storageKey !== DEFINITIONS_KEY) return;
    if (type === 'DELETED') this.defined.delete(current.name);
    else this.define(current.object);
    this.index();
  }

  private define(object: UntypedObject): void {
    const definition = object as unknown as CustomResourceDefinition;
    const { name } = definition.metadata;
    const resources = customResourcesOf(definition);
    const known = this.defined.get(name)?.resources;
    this.defined.set(name, {
      // The same resources stay the same objects: compiled schemas and converted objects hang on them.
      resources: isDeepStrictEqual(known, resources) ? known! : resources,
      storageVersion: storageVersionOf(definition).name,
    });
  }

  private index(): void {
    this.all = [...BUILT_IN_RESOURCES, ...[...this.defined.values()].flatMap(({ resources }) => resources)];
    this.byPath = new Map(this.all.map((it) => [pathKey(it.group, it.version, it.plural), it]));
    this.byStorageKey = new Map(this.all.map((it) => [storageKeyOf(it), it]));
    this.byGroupKind = new Map(this.all.map((it) => [`${it.group}/${it.kind}`, it]));
  }
}
