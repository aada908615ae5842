import type { UntypedObject } from '../../../kube/meta/index.js';
import type { ObjectForm, ObjectForms } from '../registry/object-forms.js';
import type { ResourceRegistry } from '../registry/resource-registry.js';
import { storageKeyOf } from '../registry/served-resource.js';
import type { ServedResource } from '../registry/served-resource.js';
import { deepFreeze } from '../storage/deep-freeze.js';
import type { ObjectStore } from '../storage/object-store.js';
import type { StoredObject } from '../storage/stored-object.js';
import { strategyOf } from './strategies/index.js';
import type { WriteRequest } from './write-request.js';

type Commit = Pick<WriteRequest, 'resource' | 'options'>;

/** The last step of a write: nothing is left to decide but whether it is a dry run. */
export class ObjectCommitter {
  constructor(
    private readonly store: ObjectStore,
    private readonly registry: ResourceRegistry,
    private readonly forms: ObjectForms,
  ) {}

  /** Stores a new or changed object; one that was only waiting for its finalizers goes instead. */
  put({ resource, options }: Commit, object: UntypedObject): ObjectForm {
    const storageKey = storageKeyOf(resource);
    if (options.dryRun) return unstored(object);
    const stored = this.toStorageVersion(resource, object);
    if (isReleased(storageKey, object)) return this.shown(resource, this.store.remove(storageKey, stored));
    return this.shown(resource, this.store.put(storageKey, stored));
  }

  remove({ resource, options }: Commit, lastState: StoredObject): ObjectForm {
    if (options.dryRun) return this.forms.of(resource, lastState);
    return this.forms.of(resource, this.store.remove(lastState.storageKey, lastState.object));
  }

  private toStorageVersion(resource: ServedResource, object: UntypedObject): UntypedObject {
    const version = this.registry.storageVersionOf(resource);
    return version === resource.version ? object : { ...object, apiVersion: `${resource.group}/${version}` };
  }

  private shown(resource: ServedResource, stored: StoredObject): ObjectForm {
    this.forms.remember(resource, stored);
    return this.forms.of(resource, stored);
  }
}

/** A terminating object that nothing holds back any more. */
export function isReleased(storageKey: string, object: UntypedObject): boolean {
  const { deletionTimestamp, finalizers = [] } = object.metadata;
  if (!deletionTimestamp || finalizers.length > 0) return false;
  return !strategyOf(storageKey).isHeld?.(object);
}

function unstored(object: UntypedObject): ObjectForm {
  return { object: deepFreeze(object), json: Buffer.from(JSON.stringify(object)) };
}
