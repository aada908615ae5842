import type { KubeClient } from '../client/kube-client.js';
import { keyOf, parseKey, type KubeObject, type ResourceType } from '../meta/index.js';

export interface FinalizerWrite {
  fieldManager?: string;
  signal?: AbortSignal;
}

export function hasFinalizer(object: KubeObject, finalizer: string): boolean {
  return object.metadata.finalizers?.includes(finalizer) ?? false;
}

/**
 * Adds the finalizer to the object as read; rejects with Conflict when it has changed since, for a patch of the list
 * would drop what another writer added. Resolves with the object untouched when the finalizer is there already.
 */
export async function addFinalizer<T extends KubeObject>(
  client: KubeClient,
  type: ResourceType,
  object: T,
  write: FinalizerWrite & { finalizer: string },
): Promise<T> {
  if (hasFinalizer(object, write.finalizer)) return object;
  return patchFinalizers(client, type, object, {
    ...write,
    finalizers: [...(object.metadata.finalizers ?? []), write.finalizer],
  });
}

/** The reverse of {@link addFinalizer}, with the same promise; of a terminating object it may be the end. */
export async function removeFinalizer<T extends KubeObject>(
  client: KubeClient,
  type: ResourceType,
  object: T,
  write: FinalizerWrite & { finalizer: string },
): Promise<T> {
  if (!hasFinalizer(object, write.finalizer)) return object;
  return patchFinalizers(client, type, object, {
    ...write,
    finalizers: object.metadata.finalizers!.filter((existing) => existing !== write.finalizer),
  });
}

function patchFinalizers<T extends KubeObject>(
  client: KubeClient,
  type: ResourceType,
  object: T,
  { finalizers, fieldManager, signal }: FinalizerWrite & { finalizers: string[] },
): Promise<T> {
  const body = { metadata: { finalizers, resourceVersion: object.metadata.resourceVersion } };
  return client.patch<T>(type, parseKey(keyOf(object)), { type: 'merge', body }, { fieldManager, signal });
}
