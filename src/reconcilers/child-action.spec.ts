import { aKubeError, refusing } from '../../test/builders/kube-error.js';
import { aReconcileContext } from '../../test/builders/reconcile-context.js';
import { aWidget, WIDGET } from '../../test/builders/widget.js';
import { ScriptedKubeClient } from '../../test/doubles/scripted-kube-client.js';
import type { UntypedObject } from '../kube/meta/index.js';
import type { ChildAction } from '../providers/contract/index.js';
import { runChildAction } from './child-action.js';

const key = { namespace: 'team-a', name: 'orders' };
const remove: ChildAction = { do: 'delete', type: WIDGET, key, uid: 'u1' };
const free: ChildAction = {
  do: 'patch',
  type: WIDGET,
  key,
  uid: 'u1',
  mergePatch: { metadata: { ownerReferences: null }, spec: { size: 0 } },
};
const make: ChildAction = { do: 'create', type: WIDGET, key, object: aWidget('orders') as unknown as UntypedObject };

describe('runChildAction', () => {
  it('deletes the object of this uid', async () => {
    const client = new ScriptedKubeClient({ delete: () => undefined });
    await runChildAction(client, remove, aReconcileContext());
    expect(client.calls).toMatchObject([{ verb: 'delete', key: 'team-a/orders', options: { uid: 'u1' } }]);
  });

  it('patches the object of this uid, and says what it wrote', async () => {
    const client = new ScriptedKubeClient({ patch: () => aWidget('orders') });
    const ctx = aReconcileContext();
    await runChildAction(client, free, ctx);
    expect(client.calls[0]?.body).toEqual({ metadata: { ownerReferences: null, uid: 'u1' }, spec: { size: 0 } });
    expect(ctx.written).toEqual(['widgets orders']);
  });

  it('ties a patch to a state and a subresource where the action does', async () => {
    const client = new ScriptedKubeClient({ patch: () => aWidget('orders') });
    const action = { ...free, resourceVersion: '7', subresource: 'status' } as const;
    await runChildAction(client, action, aReconcileContext());
    expect(client.calls[0]).toMatchObject({
      body: { metadata: { resourceVersion: '7' } },
      options: { subresource: 'status' },
    });
  });

  it('guards a patch that names no metadata as well', async () => {
    const client = new ScriptedKubeClient({ patch: () => aWidget('orders') });
    await runChildAction(client, { ...free, mergePatch: { spec: { size: 0 } } }, aReconcileContext());
    expect(client.calls[0]?.body).toEqual({ metadata: { uid: 'u1' }, spec: { size: 0 } });
  });

  it('makes an object, and says what it wrote', async () => {
    const client = new ScriptedKubeClient({ create: () => aWidget('orders') });
    const ctx = aReconcileContext();
    await runChildAction(client, make, ctx);
    expect(client.calls).toMatchObject([{ verb: 'create', body: aWidget('orders'), options: { strict: true } }]);
    expect(ctx.written).toEqual(['widgets orders']);
  });

  it('leaves what has the name already as it is', async () => {
    const client = new ScriptedKubeClient({ create: refusing('AlreadyExists') });
    await expect(runChildAction(client, make, aReconcileContext())).resolves.toBeUndefined();
  });

  it.each([remove, free])('has nothing to do for a $do of what is gone', async (action) => {
    const client = new ScriptedKubeClient({ delete: refusing('NotFound'), patch: refusing('NotFound') });
    await expect(runChildAction(client, action, aReconcileContext())).resolves.toBeUndefined();
  });

  it.each([remove, free])('takes no Conflict of a $do for the end of the object', async (action) => {
    const client = new ScriptedKubeClient({ delete: refusing('Conflict'), patch: refusing('Conflict') });
    await expect(runChildAction(client, action, aReconcileContext())).rejects.toMatchObject({ reason: 'Conflict' });
  });

  it('passes any other failure on', async () => {
    const error = aKubeError('Forbidden');
    const client = new ScriptedKubeClient({ delete: () => Promise.reject(error) });
    await expect(runChildAction(client, remove, aReconcileContext())).rejects.toBe(error);
  });
});
