import type { KubeObject, UntypedObject } from '../../../kube/meta/index.js';
import { ApiError } from '../api-status/api-error.js';
import { MASTERS_GROUP } from '../auth/index.js';
import type { UserInfo } from '../auth/index.js';
import { Warnings } from '../http/warnings.js';
import type { DeleteOptions } from './delete-options.js';
import type { UpdateTarget, WriteRequest } from './write-request.js';
import type { ResourceRegistry } from '../registry/resource-registry.js';
import { storageKeyOf } from '../registry/served-resource.js';
import type { ServedResource } from '../registry/served-resource.js';
import type { ObjectStore } from '../storage/object-store.js';
import type { Writers } from './writers.js';

export interface ObjectPlace {
  readonly resource: ServedResource;
  readonly namespace: string | undefined;
  readonly name: string;
}

/** Writes of the server itself: they go the way of every client's write, admission included. */
export class SystemWriter {
  private readonly user: UserInfo;

  constructor(
    private readonly store: ObjectStore,
    private readonly registry: ResourceRegistry,
    private readonly writes: Writers,
    private readonly name: string,
  ) {
    this.user = { username: `system:${name}`, groups: [MASTERS_GROUP] };
  }

  /** @throws ApiError when the kind is not served. */
  async createIfAbsent(object: KubeObject): Promise<void> {
    const place = this.placeOf(object);
    if (this.find(place)) return;
    await this.create(place, object);
  }

  /** Creates, or replaces everything but what the server decides. */
  async createOrReplace(object: KubeObject): Promise<void> {
    const place = this.placeOf(object);
    const live = this.find(place);
    if (!live) return this.create(place, object);
    const { uid: _uid, resourceVersion: _resourceVersion, ...metadata } = object.metadata;
    const next = (current: UntypedObject): UntypedObject => ({
      ...(object as UntypedObject),
      metadata: {
        ...metadata,
        finalizers: current.metadata.finalizers ?? [],
        resourceVersion: current.metadata.resourceVersion!,
      },
    });
    await this.edit(place, next);
  }

  /** Changes what is there by a pure function; nothing when it is not there. */
  async edit(place: ObjectPlace, change: (live: UntypedObject) => UntypedObject, subresource?: string): Promise<void> {
    const target = { ...this.target(place), ...(subresource === undefined ? {} : { subresource }) };
    const apply = (live: UntypedObject) => ({ object: change(live), strictErrors: [] });
    await ignoringNotFound(this.writes.updater.update(target, { isPatch: true, apply }));
  }

  async delete(place: ObjectPlace, options: Partial<DeleteOptions> = {}): Promise<void> {
    const all = { dryRun: false, propagationPolicy: undefined, preconditions: {}, ...options };
    await this.writes.deleter.deleteIfPresent(this.target(place), all);
  }

  find({ resource, namespace, name }: ObjectPlace): UntypedObject | undefined {
    return this.store.get(storageKeyOf(resource), namespace, name);
  }

  private async create(place: ObjectPlace, object: KubeObject): Promise<void> {
    await this.writes.creator.create(this.request(place), { object: object as UntypedObject, strictErrors: [] });
  }

  private placeOf({ apiVersion, kind, metadata }: KubeObject): ObjectPlace {
    const group = apiVersion.includes('/') ? apiVersion.split('/', 1)[0]! : '';
    const resource = this.registry.findByKind(group, kind);
    if (!resource) throw new TypeError(`no kind "${kind}" in group "${group}" is served`);
    return {
      resource,
      namespace: resource.namespaced ? (metadata.namespace ?? 'default') : undefined,
      name: metadata.name,
    };
  }

  private request({ resource, namespace }: ObjectPlace): WriteRequest {
    const options = { dryRun: false, fieldManager: this.name, fieldValidation: 'Ignore', force: undefined } as const;
    return { resource, namespace, user: this.user, warnings: new Warnings(), options };
  }

  private target(place: ObjectPlace): UpdateTarget {
    return { ...this.request(place), name: place.name };
  }
}

async function ignoringNotFound(write: Promise<unknown>): Promise<void> {
  try {
    await write;
  } catch (error) {
    if (!(error instanceof ApiError && error.code === 404)) throw error;
  }
}
