import type { KubeClient } from '../client/kube-client.js';
import { keyOf, parseKey, type KubeObject, type ResourceType } from '../meta/index.js';
import { createMergePatch } from './merge-patch.js';

export interface StatusWrite {
  fieldManager?: string;
  signal?: AbortSignal;
}

/**
 * Sends what differs between the object's status and `next` to `/status`, and nothing at all when they are equal,
 * whatever the order of keys. Keys that `next` leaves out are removed. Resolves with the object as it now stands.
 * Rejects with Conflict when the object has changed since it was read: a status judged from an older state, by a process
 * that no longer has the object to itself for one, must not replace a newer one.
 */
export async function patchStatusIfChanged<T extends KubeObject & { status?: unknown }>(
  client: KubeClient,
  type: ResourceType,
  current: T,
  next: { readonly status: T['status'] } & StatusWrite,
): Promise<T> {
  const { status, fieldManager, signal } = next;
  const change = createMergePatch(current.status ?? {}, status ?? {});
  if (change === undefined) return current;
  const { resourceVersion } = current.metadata;
  const patch = { type: 'merge' as const, body: { metadata: { resourceVersion }, status: change } };
  return client.patch<T>(type, parseKey(keyOf(current)), patch, { subresource: 'status', fieldManager, signal });
}
