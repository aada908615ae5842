import type { UntypedObject } from '../../../kube/meta/index.js';
import type { ResourceRegistry } from '../registry/resource-registry.js';
import { storageKeyOf } from '../registry/served-resource.js';
import type { ObjectStore } from '../storage/object-store.js';

/** Everything that is stored, frozen and as it stands. */
export function backUp(store: ObjectStore): UntypedObject[] {
  return store.storageKeys.flatMap((storageKey) => store.list(storageKey));
}

/**
 * Stores objects as they are, uids and status included, in one commit; takes ownership of them. What has the name of one
 * is replaced. @throws TypeError, and stores nothing, when a kind is not served.
 */
export async function restore(
  store: ObjectStore,
  registry: ResourceRegistry,
  objects: readonly UntypedObject[],
): Promise<void> {
  const placed = objects.map((object) => ({ object, storageKey: placeOf(object, registry) }));
  for (const { object, storageKey } of placed) store.put(storageKey, object);
  await store.settled();
}

function placeOf({ apiVersion, kind }: UntypedObject, registry: ResourceRegistry): string {
  const group = apiVersion.includes('/') ? apiVersion.split('/', 1)[0]! : '';
  const resource = registry.findByKind(group, kind);
  if (!resource) throw new TypeError(`no kind "${kind}" in group "${group}" is served`);
  return storageKeyOf(resource);
}
