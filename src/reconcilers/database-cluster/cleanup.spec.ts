import { aDatabaseCluster } from '../../../test/builders/database-cluster.js';
import { aKubeError, refusing } from '../../../test/builders/kube-error.js';
import { aReconcileContext } from '../../../test/builders/reconcile-context.js';
import { aWidget, WIDGET } from '../../../test/builders/widget.js';
import { ScriptedKubeClient } from '../../../test/doubles/scripted-kube-client.js';
import type { CleanupAction } from '../../providers/contract/index.js';
import { deleteCredentials, runCleanupAction } from './cleanup.js';

const key = { namespace: 'team-a', name: 'orders' };
const remove: CleanupAction = { do: 'delete', type: WIDGET, key, uid: 'u1' };
const free: CleanupAction = {
  do: 'patch',
  type: WIDGET,
  key,
  uid: 'u1',
  mergePatch: { metadata: { ownerReferences: null }, spec: { size: 0 } },
};

describe('runCleanupAction', () => {
  it('deletes the object of this uid', async () => {
    const client = new ScriptedKubeClient({ delete: () => undefined });
    await runCleanupAction(client, remove, aReconcileContext());
    expect(client.calls).toMatchObject([{ verb: 'delete', key: 'team-a/orders', options: { uid: 'u1' } }]);
  });

  it('patches the object of this uid, and says what it wrote', async () => {
    const client = new ScriptedKubeClient({ patch: () => aWidget('orders') });
    const ctx = aReconcileContext();
    await runCleanupAction(client, free, ctx);
    expect(client.calls[0]?.body).toEqual({ metadata: { ownerReferences: null, uid: 'u1' }, spec: { size: 0 } });
    expect(ctx.written).toEqual(['widgets orders']);
  });

  it('guards a patch that names no metadata as well', async () => {
    const client = new ScriptedKubeClient({ patch: () => aWidget('orders') });
    await runCleanupAction(client, { ...free, mergePatch: { spec: { size: 0 } } }, aReconcileContext());
    expect(client.calls[0]?.body).toEqual({ metadata: { uid: 'u1' }, spec: { size: 0 } });
  });

  it.each([remove, free])('has nothing to do for a $do of what is gone', async (action) => {
    const client = new ScriptedKubeClient({ delete: refusing('NotFound'), patch: refusing('NotFound') });
    await expect(runCleanupAction(client, action, aReconcileContext())).resolves.toBeUndefined();
  });

  it.each([remove, free])('takes no Conflict of a $do for the end of the object', async (action) => {
    const client = new ScriptedKubeClient({ delete: refusing('Conflict'), patch: refusing('Conflict') });
    await expect(runCleanupAction(client, action, aReconcileContext())).rejects.toMatchObject({ reason: 'Conflict' });
  });

  it('passes any other failure on', async () => {
    const error = aKubeError('Forbidden');
    const client = new ScriptedKubeClient({ delete: () => Promise.reject(error) });
    await expect(runCleanupAction(client, remove, aReconcileContext())).rejects.toBe(error);
  });
});

describe('deleteCredentials', () => {
  it("deletes the cluster's Secret of this uid", async () => {
    const client = new ScriptedKubeClient({ delete: () => undefined });
    await deleteCredentials(client, aDatabaseCluster(), 's1', aReconcileContext());
    expect(client.asked).toEqual(['delete secrets team-a/orders-credentials']);
    expect(client.calls[0]?.options).toMatchObject({ uid: 's1' });
  });
});
