import type { KubeClient } from '../kube/client/index.js';
import type { ReconcileContext } from '../kube/manager/index.js';
import type { KubeObject, ResourceType } from '../kube/meta/index.js';
import { addFinalizer, hasFinalizer, removeFinalizer } from '../kube/writes/index.js';
import { FIELD_MANAGER, IN_USE_FINALIZER } from '../domain/naming.js';

/**
 * Keeps an object for as long as something refers to it: a deletion is taken note of and waits. Resolves with the object
 * as it then stands; for one that is being deleted and that nobody needs, that was its end.
 */
export async function keepWhileUsed<T extends KubeObject>(
  { client, ctx }: { readonly client: KubeClient; readonly ctx: ReconcileContext },
  type: ResourceType,
  object: T,
  users: readonly string[],
): Promise<T> {
  const isUsed = users.length > 0;
  // To what is being deleted nobody may add a finalizer any more.
  if (isUsed === hasFinalizer(object, IN_USE_FINALIZER) || (isUsed && object.metadata.deletionTimestamp)) return object;
  const write = { finalizer: IN_USE_FINALIZER, fieldManager: FIELD_MANAGER, signal: ctx.signal };
  const written = await (isUsed ? addFinalizer : removeFinalizer)(client, type, object, write);
  return ctx.recordWrite(type, written);
}
