import { isNotFound, type KubeClient } from '../../kube/client/index.js';
import type { ReconcileContext } from '../../kube/manager/index.js';
import { SECRET } from '../../kube/meta/index.js';
import { credentialsSecretName, FIELD_MANAGER } from '../../domain/naming.js';
import type { CleanupAction } from '../../providers/contract/index.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';

/** One step towards nothing left; harmless when the object is gone, rejects with Conflict when it may not be. */
export async function runCleanupAction(
  client: KubeClient,
  action: CleanupAction,
  ctx: ReconcileContext,
): Promise<void> {
  try {
    await perform(client, action, ctx);
  } catch (error) {
    // Conflict is no proof that another object has the name by now: a cache that shows it is, and this run has none.
    if (!isNotFound(error)) throw error;
  }
}

async function perform(client: KubeClient, action: CleanupAction, ctx: ReconcileContext): Promise<void> {
  const { type, key, uid } = action;
  if (action.do === 'delete') return client.delete(type, key, { uid, signal: ctx.signal });
  const body = { ...action.mergePatch, metadata: { ...metadataOf(action.mergePatch), uid } };
  const options = { fieldManager: FIELD_MANAGER, signal: ctx.signal };
  ctx.recordWrite(type, await client.patch(type, key, { type: 'merge', body }, options));
}

const metadataOf = (patch: object): object => ('metadata' in patch ? (patch.metadata as object) : {});

/** Removes the credentials of a cluster whose data is gone; with kept volumes they stay, or the data is locked in. */
export async function deleteCredentials(
  client: KubeClient,
  cluster: DatabaseCluster,
  uid: string,
  ctx: ReconcileContext,
): Promise<void> {
  const key = { namespace: cluster.metadata.namespace, name: credentialsSecretName(cluster.metadata.name) };
  await runCleanupAction(client, { do: 'delete', type: SECRET, key, uid }, ctx);
}
