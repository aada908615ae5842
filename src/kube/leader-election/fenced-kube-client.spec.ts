import { aWidget, WIDGET } from '../../../test/builders/widget.js';
import { ScriptedKubeClient } from '../../../test/doubles/scripted-kube-client.js';
import type { KubeClient } from '../client/index.js';
import { FencedKubeClient } from './fenced-kube-client.js';
import { LeadershipLostError } from './leader-elector.js';

const key = { namespace: 'default', name: 'a' };
const yes = (): unknown => ({ items: [] });
let isHeld: boolean;
let server: ScriptedKubeClient;
let client: KubeClient;

beforeEach(() => {
  isHeld = true;
  server = new ScriptedKubeClient({
    get: yes,
    list: yes,
    create: yes,
    update: yes,
    patch: yes,
    apply: yes,
    delete: yes,
  });
  client = new FencedKubeClient(server, () => isHeld);
});

it.each<{ verb: string; write: () => Promise<unknown> }>([
  { verb: 'create', write: () => client.create(WIDGET, aWidget('a')) },
  { verb: 'update', write: () => client.update(WIDGET, aWidget('a')) },
  { verb: 'patch', write: () => client.patch(WIDGET, key, { type: 'merge', body: {} }) },
  { verb: 'apply', write: () => client.apply(WIDGET, aWidget('a'), { fieldManager: 'spec' }) },
  { verb: 'delete', write: () => client.delete(WIDGET, key) },
])('begins no $verb once the lease is over', async ({ verb, write }) => {
  await write();
  isHeld = false;
  await expect(write()).rejects.toBeInstanceOf(LeadershipLostError);
  expect(server.calls.map((call) => call.verb)).toEqual([verb]);
});

it('reads whoever holds the lease', async () => {
  isHeld = false;
  await client.get(WIDGET, key);
  await client.list(WIDGET);
  expect(server.asked).toEqual(['get widgets default/a', 'list widgets']);
});
