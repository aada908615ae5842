import { isAlreadyExists, isNotFound, type KubeClient } from '../kube/client/index.js';
import type { ReconcileContext } from '../kube/manager/index.js';
import { FIELD_MANAGER } from '../domain/naming.js';
import type { ChildAction, CreateChild, PatchChild } from '../providers/contract/index.js';

/**
 * Carries one action of a provider out; harmless when the object is gone, rejects with Conflict when it is not, or not as
 * it was judged.
 */
export async function runChildAction(
  client: KubeClient,
  action: ChildAction,
  ctx: ReconcileContext,
  fieldManager: string = FIELD_MANAGER,
): Promise<void> {
  try {
    if (action.do === 'delete') await client.delete(action.type, action.key, { uid: action.uid, signal: ctx.signal });
    else if (action.do === 'patch') await patchChild(client, action, ctx, fieldManager);
    else await createChild(client, action, ctx, fieldManager);
  } catch (error) {
    // Conflict is no proof that another object has the name by now: a cache that shows it is, and this run has none.
    if (!isNotFound(error)) throw error;
  }
}

async function patchChild(
  client: KubeClient,
  { type, key, uid, resourceVersion, subresource, mergePatch }: PatchChild,
  ctx: ReconcileContext,
  fieldManager: string,
): Promise<void> {
  const metadata = { ...metadataOf(mergePatch), uid, ...(resourceVersion && { resourceVersion }) };
  const patch = { type: 'merge' as const, body: { ...mergePatch, metadata } };
  const options = { subresource, fieldManager, signal: ctx.signal };
  ctx.recordWrite(type, await client.patch(type, key, patch, options));
}

async function createChild(
  client: KubeClient,
  { type, object }: CreateChild,
  ctx: ReconcileContext,
  fieldManager: string,
): Promise<void> {
  try {
    ctx.recordWrite(type, await client.create(type, object, { fieldManager, strict: true, signal: ctx.signal }));
  } catch (error) {
    // Made by the last look at it, which the cache has not shown yet; whose it is, the next judgement sees.
    if (!isAlreadyExists(error)) throw error;
  }
}

const metadataOf = (patch: object): object => ('metadata' in patch ? (patch.metadata as object) : {});
