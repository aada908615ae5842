import type { KubeConfig } from '@kubernetes/client-node';
import { eventually, ManualClock } from '../../../test/doubles/manual-clock.js';
import {
  hangUp,
  json,
  OpenStream,
  refusal,
  ScriptedServer,
  silence,
  streamOnce,
} from '../../../test/doubles/scripted-server.js';
import { POD, SECRET } from '../meta/index.js';
import { connect, type ConnectOptions } from './connect.js';
import type { HttpKubeClient } from './http-kube-client.js';
import { KubeError } from './kube-error.js';

const key = { namespace: 'shop', name: 'orders' };
const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { ...key, resourceVersion: '7' } };

let server: ScriptedServer;
let clock: ManualClock;
let retries: number;
const clients: HttpKubeClient[] = [];

beforeEach(async () => {
  server = await ScriptedServer.start();
  clock = new ManualClock();
  retries = 0;
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
  await server.close();
});

function aClient(options: Partial<ConnectOptions> = {}): HttpKubeClient {
  return aClientFor(server.kubeConfig, options);
}

function aClientFor(kubeConfig: KubeConfig, options: Partial<ConnectOptions> = {}): HttpKubeClient {
  const metrics = { requestFinished: () => undefined, requestRetried: () => (retries += 1) };
  const client = connect(kubeConfig, { userAgent: 'spec/1', clock, random: () => 0, metrics, ...options });
  clients.push(client);
  return client;
}

const failureOf = (promise: Promise<unknown>): Promise<KubeError> =>
  promise.then(
    () => Promise.reject(new Error('it succeeded')),
    (error: unknown) => error as KubeError,
  );

describe('what is sent', () => {
  it.each([
    {
      does: 'reads an object',
      call: (client: HttpKubeClient) => client.get(POD, key),
      sent: 'GET /api/v1/namespaces/shop/pods/orders?',
    },
    {
      does: 'creates in the namespace of the object',
      call: (client: HttpKubeClient) => client.create(POD, pod, { fieldManager: 'us', dryRun: true, strict: true }),
      sent: 'POST /api/v1/namespaces/shop/pods?fieldManager=us&dryRun=All&fieldValidation=Strict',
    },
    {
      does: 'updates an object',
      call: (client: HttpKubeClient) => client.update(POD, pod),
      sent: 'PUT /api/v1/namespaces/shop/pods/orders?',
    },
    {
      does: 'patches a subresource',
      call: (client: HttpKubeClient) =>
        client.patch(POD, key, { type: 'merge', body: {} }, { subresource: 'status', fieldManager: 'us' }),
      sent: 'PATCH /api/v1/namespaces/shop/pods/orders/status?fieldManager=us',
    },
    {
      does: 'applies by force',
      call: (client: HttpKubeClient) => client.apply(POD, pod, { fieldManager: 'us', force: true }),
      sent: 'PATCH /api/v1/namespaces/shop/pods/orders?fieldManager=us&force=true',
    },
    {
      does: 'deletes an object',
      call: (client: HttpKubeClient) => client.delete(POD, key, { propagationPolicy: 'Orphan', uid: 'u' }),
      sent: 'DELETE /api/v1/namespaces/shop/pods/orders?',
    },
  ])('$does', async ({ call, sent }) => {
    server.script(json(200, pod));
    await call(aClient());
    const [{ method, path, query }] = server.requests as [(typeof server.requests)[0]];
    expect(`${method} ${path}?${query.toString()}`).toBe(sent);
  });

  it('says what each request belongs to, which proves nothing', async () => {
    const asked = ['one', 'two'];
    const contextHeaders = (): Record<string, string> => ({ traceparent: asked.shift()!, Authorization: 'Bearer x' });
    server.script(json(200, pod), json(200, pod));
    const client = aClient({ contextHeaders });
    await client.get(POD, key);
    await client.get(POD, key);
    expect(server.requests.map(({ headers }) => headers.traceparent)).toEqual(['one', 'two']);
    expect(server.requests[0]!.headers.authorization).not.toBe('Bearer x');
  });

  it('says who it is and proves it', async () => {
    server.script(json(200, pod));
    await aClient().get(POD, key);
    expect(server.requests[0]!.headers).toMatchObject({ authorization: 'Bearer a-token', 'user-agent': 'spec/1' });
  });

  it.each([
    { type: 'merge' as const, contentType: 'application/merge-patch+json' },
    { type: 'json' as const, contentType: 'application/json-patch+json' },
  ])('names a $type patch by its content type', async ({ type, contentType }) => {
    server.script(json(200, pod));
    await aClient().patch(POD, key, { type, body: [] });
    expect(server.requests[0]!.headers['content-type']).toBe(contentType);
  });

  it('guards a deletion by uid', async () => {
    server.script(json(200, {}));
    await aClient().delete(POD, key, { uid: 'u-1' });
    expect(JSON.parse(server.requests[0]!.body)).toMatchObject({ preconditions: { uid: 'u-1' } });
  });

  it('refuses to address an object without a name, which would be the whole collection', async () => {
    const error = await failureOf(aClient().delete(POD, { namespace: 'shop', name: '' }));
    expect(error).toMatchObject({ code: 400, reason: 'BadRequest' });
    expect(server.requests).toHaveLength(0);
  });
});

describe('lists', () => {
  it('gives items the identity that lists of built-in kinds leave out', async () => {
    server.script(json(200, { metadata: { resourceVersion: '9' }, items: [{ metadata: key }] }));
    const { items } = await aClient().list(POD, { namespace: 'shop', limit: 2, continue: 'token' });
    expect(items[0]).toMatchObject({ apiVersion: 'v1', kind: 'Pod' });
    expect(server.requests[0]!.query.toString()).toBe('limit=2&continue=token');
  });

  it('asks for metadata alone, and keeps no more even when the server sends all', async () => {
    server.script(
      json(200, { metadata: { resourceVersion: '9' }, items: [{ metadata: key, data: { password: 'x' } }] }),
    );
    const { items } = await aClient().list(SECRET, { metadataOnly: true });
    expect(items).toEqual([{ apiVersion: 'v1', kind: 'Secret', metadata: key }]);
    expect(server.requests[0]!.headers.accept).toContain('as=PartialObjectMetadataList');
  });

  it('takes null for an empty list, and nothing for no list at all', async () => {
    server.script(json(200, { metadata: { resourceVersion: '9' }, items: null }), json(200, { metadata: {} }));
    const { items } = await aClient().list(SECRET, { metadataOnly: true });
    expect(items).toEqual([]);
    await expect(aClient().list(SECRET)).rejects.toMatchObject({ code: 500, reason: 'InternalError' });
  });
});

describe('refusals', () => {
  it('carry the code, reason, causes and patience of the Status', async () => {
    const details = { causes: [{ reason: 'FieldValueInvalid', field: 'spec.x' }], retryAfterSeconds: 60 };
    server.script(refusal(422, 'Invalid', { details }));
    const error = await failureOf(aClient().create(POD, pod));
    expect(error).toBeInstanceOf(KubeError);
    expect(error).toMatchObject({ code: 422, reason: 'Invalid', causes: details.causes, retryAfterSeconds: 60 });
  });

  it.each([
    { given: 'a page of a proxy', body: '<html>top secret</html>' },
    { given: 'no body', body: '' },
    { given: 'a hostile object', body: '{"kind":"Status","reason":{"a":1},"message":["top secret"],"details":"x"}' },
  ])('of $given are judged by the code and quote nothing', async ({ body }) => {
    server.script((response) => void response.writeHead(403).end(body));
    const error = await failureOf(aClient().get(POD, key));
    expect(error).toMatchObject({ code: 403, reason: 'Forbidden' });
    expect(error.message).toBe('GET /api/v1/namespaces/shop/pods/orders: HTTP 403');
  });

  it('is an error, not an object, when the answer is not JSON', async () => {
    server.script((response) => void response.writeHead(200).end('top secret'));
    const error = await failureOf(aClient({ maxTries: 1 }).get(POD, key));
    expect(error.reason).toBe('InternalError');
    expect(error.message).not.toContain('secret');
  });
});

describe('retries', () => {
  it.each([
    { does: 'after a lost connection', answer: hangUp, waitMs: 100 },
    { does: 'after half an answer', answer: streamOnce('{"kind":"Po'), waitMs: 100 },
    { does: 'after an overload', answer: refusal(503, 'ServiceUnavailable'), waitMs: 100 },
    { does: 'when the server names a time', answer: json(429, {}, { 'Retry-After': '7' }), waitMs: 7_000 },
  ])('sends an idempotent request again $does', async ({ answer, waitMs }) => {
    server.script(answer, json(200, pod));
    const result = aClient().get(POD, key);
    await eventually(() => retries === 1);
    await clock.advance(waitMs - 1);
    expect(server.requests).toHaveLength(1);
    await clock.advance(1);
    await expect(result).resolves.toMatchObject({ kind: 'Pod' });
  });

  it('sends a create again when it was throttled, for then nothing was done', async () => {
    server.script(json(429, {}, { 'Retry-After': '1' }), json(201, pod));
    const result = aClient().create(POD, pod);
    await eventually(() => retries === 1);
    await clock.advance(1_000);
    await expect(result).resolves.toMatchObject({ kind: 'Pod' });
  });

  it.each([
    { does: 'a create whose answer was lost', call: (client: HttpKubeClient) => client.create(POD, pod) },
    { does: 'a deletion that may hit a successor', call: (client: HttpKubeClient) => client.delete(POD, key) },
    {
      does: 'a JSON patch, which may append',
      call: (client: HttpKubeClient) => client.patch(POD, key, { type: 'json', body: [] }),
    },
  ])('never repeats $does', async ({ call }) => {
    server.script(hangUp);
    await expect(failureOf(call(aClient()))).resolves.toMatchObject({ code: 0 });
    expect(server.requests).toHaveLength(1);
  });

  it('gives up after the bound', async () => {
    server.script(...Array.from({ length: 9 }, () => json(429, {}, { 'Retry-After': '1' })));
    const result = failureOf(aClient({ maxTries: 3 }).get(POD, key));
    await eventually(() => retries === 1);
    await clock.advance(1_000);
    await eventually(() => retries === 2);
    await clock.advance(1_000);
    await expect(result).resolves.toMatchObject({ code: 429, retryAfterSeconds: 1 });
    expect(server.requests).toHaveLength(3);
  });

  it('asks once more with fresh credentials after a 401', async () => {
    server.script(refusal(401, 'Unauthorized'), json(200, pod));
    const result = aClient().get(POD, key);
    await eventually(() => retries === 1);
    await clock.advance(0);
    await expect(result).resolves.toMatchObject({ kind: 'Pod' });
  });
});

describe('credentials', () => {
  /** Counts how often they are asked for; `answer` says how. */
  function aClientAsking(answer: () => Promise<void>): { client: HttpKubeClient; asked: () => number } {
    let asked = 0;
    const kubeConfig = server.kubeConfig;
    kubeConfig.applyToHTTPSOptions = (): Promise<void> => {
      asked += 1;
      return answer();
    };
    return { client: aClientFor(kubeConfig), asked: () => asked };
  }

  it('are loaded anew when a connection fails: a certificate may have expired', async () => {
    server.script(json(200, pod), hangUp, json(200, pod));
    const { client, asked } = aClientAsking(async () => undefined);
    await client.get(POD, key);
    expect(asked()).toBe(1);
    const result = client.get(POD, key);
    await eventually(() => retries === 1);
    await clock.advance(100);
    await expect(result).resolves.toMatchObject({ kind: 'Pod' });
    expect(asked()).toBe(2);
  });

  it('that never come do not hold up whoever gives up waiting', async () => {
    const { client } = aClientAsking(() => new Promise(() => undefined));
    const controller = new AbortController();
    const result = failureOf(client.get(POD, key, controller.signal));
    controller.abort();
    await expect(result).resolves.toMatchObject({ code: 0 });
  });
});

describe('limits', () => {
  it('keeps requests in flight below the cap', async () => {
    const client = aClient({ maxInFlight: 2 });
    const held: (() => void)[] = [];
    server.script(
      ...Array.from({ length: 5 }, () => (response: Parameters<typeof hangUp>[0]) => {
        held.push(() => response.writeHead(200).end(JSON.stringify(pod)));
      }),
    );
    const results = ['a', 'b', 'c', 'd', 'e'].map((name) => client.get(POD, { namespace: 'shop', name }));
    for (let served = 0; served < 5; served += 1) {
      await eventually(() => held.length > served);
      expect(server.requests.length - served).toBeLessThanOrEqual(2);
      held[served]!();
    }
    await Promise.all(results);
  });

  it.each([
    { request: 'read', send: (client: HttpKubeClient) => client.get(POD, key) },
    { request: 'deletion, which has a body,', send: (client: HttpKubeClient) => client.delete(POD, key, { uid: 'u' }) },
  ])('keeps its sockets alive from $request to $request', async ({ send }) => {
    server.script(...Array.from({ length: 20 }, () => json(200, pod)));
    const client = aClient();
    for (let n = 0; n < 20; n += 1) await send(client);
    expect(server.connectionCount).toBeLessThan(4);
  });

  it('ends a request that takes too long', async () => {
    server.script(silence);
    const result = failureOf(aClient({ requestTimeoutMs: 5_000, maxTries: 1 }).get(POD, key));
    await eventually(() => server.requests.length === 1);
    await clock.advance(5_000);
    await expect(result).resolves.toMatchObject({ code: 0 });
  });

  it('ends a request, and the wait for another try, with the signal of the caller', async () => {
    const controller = new AbortController();
    server.script(json(429, {}, { 'Retry-After': '20' }));
    const result = failureOf(aClient().get(POD, key, controller.signal));
    await eventually(() => retries === 1);
    controller.abort();
    await expect(result).resolves.toBeInstanceOf(KubeError);
    expect(clock.pendingTimers).toBe(0);
  });
});

describe('watch', () => {
  const event = (name: string): object => ({ type: 'ADDED', object: { metadata: { name, resourceVersion: '1' } } });

  async function namesOf(client: HttpKubeClient, signal = new AbortController().signal): Promise<string[]> {
    const names: string[] = [];
    for await (const { object } of client.watch(POD, { resourceVersion: '5', signal }))
      names.push(object.metadata.name);
    return names;
  }

  it('yields events in order whatever the cuts between chunks', async () => {
    const bytes = Buffer.from(`${JSON.stringify(event('é-1'))}\n\n${JSON.stringify(event('b'))}\n`);
    const inTheCharacter = bytes.indexOf('é') + 1;
    server.script(streamOnce(bytes.subarray(0, inTheCharacter), bytes.subarray(inTheCharacter)));
    await expect(namesOf(aClient())).resolves.toEqual(['é-1', 'b']);
    expect(server.requests[0]!.query.toString()).toBe('watch=true&allowWatchBookmarks=true&resourceVersion=5');
  });

  it.each([
    { given: 'half a line', bytes: '{"type":"ADDED","obj', code: 0 },
    { given: 'a line that is not JSON', bytes: 'nonsense\n', code: 500 },
    { given: 'a line that is not an event', bytes: '{"type":"GONE","object":{}}\n', code: 500 },
    { given: 'an object without metadata', bytes: '{"type":"ADDED","object":{}}\n', code: 500 },
  ])('rejects at $given', async ({ bytes, code }) => {
    server.script(streamOnce(bytes));
    await expect(failureOf(namesOf(aClient()))).resolves.toMatchObject({ code });
  });

  it.each([
    { given: 'never answers', answer: silence },
    { given: 'answers and falls silent', answer: new OpenStream().answer },
  ])('lets go of a server that $given', async ({ answer }) => {
    server.script(answer);
    const result = failureOf(namesOf(aClient({ watchIdleTimeoutMs: 60_000 })));
    await eventually(() => server.requests.length === 1);
    await clock.advance(60_000);
    await expect(result).resolves.toMatchObject({ code: 0 });
    await eventually(() => server.requests[0]!.isClosed);
  });

  it('counts silence from the last byte', async () => {
    const stream = new OpenStream();
    server.script(stream.answer);
    const controller = new AbortController();
    const watch = aClient({ watchIdleTimeoutMs: 60_000 }).watch(POD, { signal: controller.signal });
    const first = watch.next();
    await eventually(() => stream.isOpen);
    await clock.advance(50_000);
    stream.send(event('a'));
    await first;
    const second = watch.next();
    await clock.advance(50_000);
    stream.send(event('b'));
    await expect(second).resolves.toMatchObject({ value: { object: { metadata: { name: 'b' } } } });
    await watch.return(undefined);
    await eventually(() => server.requests[0]!.isClosed);
  });

  it('is not counted among the requests in flight', async () => {
    const stream = new OpenStream();
    server.script(stream.answer, json(200, pod));
    const client = aClient({ maxInFlight: 1 });
    const controller = new AbortController();
    const watching = failureOf(namesOf(client, controller.signal));
    await eventually(() => stream.isOpen);
    await expect(client.get(POD, key)).resolves.toMatchObject({ kind: 'Pod' });
    controller.abort();
    await watching;
  });

  it('opens nothing when the signal has aborted before', async () => {
    await failureOf(namesOf(aClient(), AbortSignal.abort()));
    expect(server.requests).toHaveLength(0);
  });
});
