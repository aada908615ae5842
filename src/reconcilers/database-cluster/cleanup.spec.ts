import { aDatabaseCluster } from '../../../test/builders/database-cluster.js';
import { aReconcileContext } from '../../../test/builders/reconcile-context.js';
import { ScriptedKubeClient } from '../../../test/doubles/scripted-kube-client.js';
import { deleteCredentials } from './cleanup.js';

it("deletes the cluster's Secret of this uid", async () => {
  const client = new ScriptedKubeClient({ delete: () => undefined });
  await deleteCredentials(client, aDatabaseCluster(), 's1', aReconcileContext());
  expect(client.asked).toEqual(['delete secrets team-a/orders-credentials']);
  expect(client.calls[0]?.options).toMatchObject({ uid: 's1' });
});
