import { json, ScriptedServer } from '../../../test/doubles/scripted-server.js';
import { connect, type HttpKubeClient } from '../client/index.js';
import { POD, type KubeObject } from '../meta/index.js';
import { addFinalizer, removeFinalizer } from './finalizers.js';
import { patchStatusIfChanged } from './status.js';

interface Thing extends KubeObject {
  status?: { phase?: string; message?: string; items?: string[] };
}

const thing = (finalizers: string[], status?: Thing['status']): Thing => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { namespace: 'shop', name: 'orders', resourceVersion: '7', finalizers },
  status,
});

let server: ScriptedServer;
let client: HttpKubeClient;

beforeEach(async () => {
  server = await ScriptedServer.start();
  client = connect(server.kubeConfig, { userAgent: 'spec/1' });
  server.script(json(200, thing([])));
});
afterEach(async () => {
  await client.close();
  await server.close();
});

const sent = (): unknown => JSON.parse(server.requests[0]!.body);

it('adds a finalizer to those there, and only to the object that was read', async () => {
  await addFinalizer(client, POD, thing(['theirs']), { finalizer: 'ours' });
  expect(sent()).toEqual({ metadata: { finalizers: ['theirs', 'ours'], resourceVersion: '7' } });
});

it('removes its own finalizer and no other', async () => {
  await removeFinalizer(client, POD, thing(['theirs', 'ours']), { finalizer: 'ours' });
  expect(sent()).toEqual({ metadata: { finalizers: ['theirs'], resourceVersion: '7' } });
});

it('sends what changed of a status as it was read, and removes what is gone', async () => {
  const current = thing([], { phase: 'Creating', message: 'wait', items: ['a'] });
  await patchStatusIfChanged(client, POD, current, { status: { phase: 'Running', items: ['a'] }, fieldManager: 'us' });
  expect(server.requests[0]!.path).toBe('/api/v1/namespaces/shop/pods/orders/status');
  expect(sent()).toEqual({ metadata: { resourceVersion: '7' }, status: { phase: 'Running', message: null } });
});

it.each<{ does: string; call: () => Promise<Thing> }>([
  { does: 'a finalizer is there', call: () => addFinalizer(client, POD, thing(['ours']), { finalizer: 'ours' }) },
  { does: 'a finalizer is gone', call: () => removeFinalizer(client, POD, thing([]), { finalizer: 'ours' }) },
  {
    does: 'a status is the same in another order of keys',
    call: () =>
      patchStatusIfChanged(client, POD, thing([], { phase: 'Running', message: 'ok' }), {
        status: { message: 'ok', phase: 'Running' },
      }),
  },
  {
    does: 'a status is empty and stays so',
    call: () => patchStatusIfChanged(client, POD, thing([]), { status: {} }),
  },
])('sends nothing when $does', async ({ call }) => {
  await call();
  expect(server.requests).toHaveLength(0);
});
