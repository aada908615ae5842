import type { KubeClient } from '../../kube/client/index.js';
import type { ReconcileContext } from '../../kube/manager/index.js';
import { SECRET } from '../../kube/meta/index.js';
import { credentialsSecretName } from '../../domain/naming.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import { runChildAction } from '../child-action.js';

/** Removes the credentials of a cluster whose data is gone; with kept volumes they stay, or the data is locked in. */
export async function deleteCredentials(
  client: KubeClient,
  cluster: DatabaseCluster,
  uid: string,
  ctx: ReconcileContext,
): Promise<void> {
  const key = { namespace: cluster.metadata.namespace, name: credentialsSecretName(cluster.metadata.name) };
  await runChildAction(client, { do: 'delete', type: SECRET, key, uid }, ctx);
}
