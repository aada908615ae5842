import { eventually, ManualClock, settle } from '../../../test/doubles/manual-clock.js';
import { hangUp, json, refusal, ScriptedServer, silence } from '../../../test/doubles/scripted-server.js';
import { connect, type HttpKubeClient } from '../client/index.js';
import type { KubeObject } from '../meta/index.js';
import { EventRecorder } from './event-recorder.js';

const widget = (name: string, namespace: string | undefined = 'shop'): KubeObject => ({
  apiVersion: 'example.org/v1',
  kind: 'Widget',
  metadata: { name, namespace, uid: `uid-${name}`, resourceVersion: '7' },
});

let server: ScriptedServer;
let clock: ManualClock;
let client: HttpKubeClient;
let recorder: EventRecorder;

beforeEach(async () => {
  server = await ScriptedServer.start();
  clock = new ManualClock();
  let suffix = 0;
  client = connect(server.kubeConfig, { userAgent: 'spec/1', clock, maxTries: 1 });
  recorder = new EventRecorder({ client, component: 'spec', clock, newSuffix: () => `${(suffix += 1)}` });
});
afterEach(async () => {
  await client.close();
  await server.close();
});

const ok = json(201, {});
const answerAll = (count: number): void => server.script(...Array.from({ length: count }, () => ok));
const bodies = (): Record<string, unknown>[] =>
  server.requests.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
const methods = (): string[] => server.requests.map(({ method }) => method);

it('writes what happened, to which object, as kubectl shows it', async () => {
  answerAll(1);
  recorder.warning(widget('a'), 'Broken', 'it fell');
  await recorder.flush();
  expect(server.requests[0]).toMatchObject({ method: 'POST', path: '/api/v1/namespaces/shop/events' });
  expect(bodies()[0]).toMatchObject({
    metadata: { name: 'a.1', namespace: 'shop' },
    involvedObject: { apiVersion: 'example.org/v1', kind: 'Widget', namespace: 'shop', name: 'a', uid: 'uid-a' },
    source: { component: 'spec' },
    reportingComponent: 'spec',
    type: 'Warning',
    reason: 'Broken',
    message: 'it fell',
    count: 1,
  });
});

it('keeps events of cluster-scoped objects where kubectl looks for them', async () => {
  answerAll(1);
  const clusterScoped = widget('a');
  delete clusterScoped.metadata.namespace;
  recorder.normal(clusterScoped, 'Seen', 'hello');
  await recorder.flush();
  expect(server.requests[0]!.path).toBe('/api/v1/namespaces/default/events');
});

it('counts what happens again instead of telling it anew', async () => {
  answerAll(3);
  for (let n = 0; n < 3; n += 1) recorder.normal(widget('a'), 'Seen', 'hello');
  await recorder.flush();
  expect(methods()).toEqual(['POST', 'PATCH', 'PATCH']);
  expect(server.requests[2]!.path).toBe('/api/v1/namespaces/shop/events/a.1');
  expect(bodies()[2]).toMatchObject({ count: 3 });
});

it('tells it anew when the server has forgotten it', async () => {
  server.script(ok, refusal(404, 'NotFound'), ok);
  recorder.normal(widget('a'), 'Seen', 'hello');
  recorder.normal(widget('a'), 'Seen', 'hello');
  await recorder.flush();
  expect(methods()).toEqual(['POST', 'PATCH', 'POST']);
});

it('combines what differs only by its message, after ten', async () => {
  answerAll(14);
  for (let n = 0; n < 14; n += 1) recorder.normal(widget('a'), 'Seen', `number ${n}`);
  await recorder.flush();
  expect(methods().filter((method) => method === 'POST')).toHaveLength(11);
  expect(bodies().at(-1)).toMatchObject({ count: 4, message: '(combined from similar events): number 13' });
});

it('lets no object say more than its share, and forgets nothing about the others', async () => {
  answerAll(40);
  for (let n = 0; n < 30; n += 1) recorder.normal(widget('a'), `Reason${n}`, 'hello');
  recorder.normal(widget('b'), 'Seen', 'hello');
  await recorder.flush();
  expect(server.requests).toHaveLength(26);
  clock.jump(300_000);
  recorder.normal(widget('a'), 'Later', 'hello');
  recorder.normal(widget('a'), 'TooMuch', 'hello');
  await recorder.flush();
  expect(bodies().at(-1)).toMatchObject({ reason: 'Later' });
});

it('tries again when the server is away', async () => {
  server.script(hangUp, ok);
  recorder.normal(widget('a'), 'Seen', 'hello');
  await eventually(() => server.requests.length === 1 && clock.pendingTimers === 1);
  await settle();
  await clock.advance(10_000);
  await eventually(() => server.requests.length === 2);
  expect(bodies()[1]).toEqual(bodies()[0]);
});

it.each([
  { refused: 'in a namespace that ends', answer: refusal(403, 'Forbidden') },
  { refused: 'as invalid', answer: refusal(422, 'Invalid') },
])('drops what is refused $refused and goes on', async ({ answer }) => {
  server.script(answer, ok);
  recorder.normal(widget('a'), 'Seen', 'hello');
  recorder.normal(widget('b'), 'Seen', 'hello');
  await recorder.flush();
  expect(bodies().map(({ metadata }) => (metadata as { name: string }).name)).toEqual(['a.1', 'b.2']);
});

it('does not wait for ever at the end', async () => {
  server.script(silence);
  recorder.normal(widget('a'), 'Seen', 'hello');
  await eventually(() => server.requests.length === 1);
  const stopped = recorder.stop(1_000);
  await clock.advance(1_000);
  await expect(stopped).resolves.toBeUndefined();
});

it('cuts what is too long', async () => {
  answerAll(1);
  recorder.normal(widget('x'.repeat(253)), 'Seen', 'm'.repeat(5_000));
  await recorder.flush();
  const [event] = bodies() as [{ message: string; metadata: { name: string } }];
  expect(event.message).toHaveLength(1_024);
  expect(event.metadata.name.length).toBeLessThanOrEqual(253);
});
