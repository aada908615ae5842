import { apiVersionOf } from '../../../kube/meta/index.js';
import type { UntypedObject } from '../../../kube/meta/index.js';
import { applyDefaults, prune } from '../../../kube/schema/index.js';
import type { ServedResource } from './served-resource.js';
import { deepFreeze } from '../storage/deep-freeze.js';
import type { StoredObject } from '../storage/stored-object.js';

/** An object as one version of its resource shows it. */
export interface ObjectForm {
  readonly object: UntypedObject;
  /** `apiVersion` and `kind` first. */
  readonly json: Buffer;
}

/**
 * Stored objects in the version asked for, with the defaults of today's schema: an object older than its definition looks
 * as if it had been written today. Made once per object and version; the very stored bytes where nothing differs.
 */
export class ObjectForms {
  private readonly byResource = new WeakMap<ServedResource, WeakMap<StoredObject, ObjectForm>>();

  of(resource: ServedResource, stored: StoredObject): ObjectForm {
    if (!resource.custom) return stored;
    const forms = this.formsOf(resource);
    const known = forms.get(stored);
    if (known) return known;
    const form = convert(resource, stored);
    forms.set(stored, form);
    return form;
  }

  /** Tells that the object was just written by this resource's rules, so that there is nothing to convert. */
  remember(resource: ServedResource, stored: StoredObject): void {
    if (resource.custom && stored.object.apiVersion === apiVersionOf(resource))
      this.formsOf(resource).set(stored, stored);
  }

  private formsOf(resource: ServedResource): WeakMap<StoredObject, ObjectForm> {
    const known = this.byResource.get(resource);
    if (known) return known;
    const created = new WeakMap<StoredObject, ObjectForm>();
    this.byResource.set(resource, created);
    return created;
  }
}

function convert(resource: ServedResource, stored: StoredObject): ObjectForm {
  const apiVersion = apiVersionOf(resource);
  const relabelled = stored.object.apiVersion === apiVersion ? stored.object : { ...stored.object, apiVersion };
  const schema = resource.schema ?? {};
  const object = applyDefaults(schema, prune(schema, relabelled).value);
  if (object === stored.object) return stored;
  return { object: deepFreeze(object), json: Buffer.from(JSON.stringify(object)) };
}
