import { createClient, type Client } from 'graphql-sse';
import { request as openRequest, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { aDatabaseCluster } from '../../../../test/builders/database-cluster.js';
import { GraphQlApp } from '../../../../test/doubles/graphql-app.js';
import { addressOf } from '../../../../test/doubles/graphql-transports.js';
import { HOSTILE_DOCUMENTS } from '../../../../test/fuzz/api/hostile-documents.js';
import { eventually } from '../../../../test/harness/eventually.js';
import { ProblemError } from '../../../domain/problem.js';
import type { ClusterPhase, DatabaseCluster } from '../../../resources/database-cluster/index.js';

const FIELDS = '{ metadata { namespace name } status { phase } }';
const ORDERS = `subscription { clusterChanged(namespace: "team-a", name: "orders") ${FIELDS} }`;
const EVENTS = { accept: 'text/event-stream' };
const AS_ALICE = { ...EVENTS, authorization: 'Bearer alice' };
const JSON_BODY = { 'content-type': 'application/json' };
const DELETE = 'mutation { deleteCluster(input: {namespace: "a", name: "b"}) { problems { code } } }';

const NOTHING = { items: [], cursorOf: () => '', hasNext: () => false, hasPrevious: () => false };

const aCluster = (phase: ClusterPhase, name = 'orders', namespace = 'team-a'): DatabaseCluster =>
  aDatabaseCluster({}, { metadata: { name, namespace, uid: `uid-of-${namespace}-${name}` }, status: { phase } });

interface Event {
  readonly clusterChanged: DatabaseCluster;
}
type Events = AsyncIterableIterator<{ data?: Event | null }>;

describe('operations as events', () => {
  let app: GraphQlApp;
  let clients: Client[];
  const deleted: string[] = [];
  /** Resolves when a list may be answered. */
  let isHeldUp: () => Promise<void>;

  beforeEach(async () => {
    const writer = {
      delete: async (_caller: unknown, { name }: { name: string }) => (deleted.push(name), aDatabaseCluster()),
    };
    const list = async (): Promise<typeof NOTHING> => (await isHeldUp(), NOTHING);
    isHeldUp = async () => undefined;
    const get = (): Promise<never> => Promise.reject(new ProblemError('not_found', 'Nothing is there.'));
    const stubs = { writer: writer as never, reader: { list, get }, catalogue: { list, get } };
    app = await GraphQlApp.start(stubs, 5, { watchesPerCaller: 2, writesPerMinute: 2 });
    clients = [];
    deleted.splice(0);
  });
  afterEach(async () => {
    for (const client of clients) client.dispose();
    await app.stop();
  });

  const subscribe = (query: string, user = 'alice'): Events => {
    const headers = { authorization: `Bearer ${user}` };
    const client = createClient({ url: `${app.url}/graphql`, headers, retryAttempts: 0 });
    clients.push(client);
    return client.iterate<Event>({ query }) as Events;
  };
  const watching = (count = 1): Promise<number> =>
    eventually(
      () => app.informer.watches,
      (size) => size === count,
    );
  const nextPhase = async (events: Events): Promise<string | undefined> => {
    const { value, done } = (await events.next()) as IteratorResult<{ data: Event }, undefined>;
    return done ? 'end' : value.data.clusterChanged.status?.phase;
  };
  const raw = (query: string, headers: Record<string, string> = AS_ALICE): Promise<Response> =>
    fetch(addressOf(app, { query }), { headers });
  const post = (body: string, headers: Record<string, string> = JSON_BODY): Promise<Response> =>
    fetch(`${app.url}/graphql`, { method: 'POST', headers: { ...AS_ALICE, ...headers }, body });

  it('tell one cluster from its first state to its last, and then end', async () => {
    const events = subscribe(ORDERS);
    const first = nextPhase(events);
    await watching();
    app.informer.add(aCluster('Creating'));
    app.informer.add(aCluster('Running', 'another'));
    expect(await first).toBe('CREATING');
    app.informer.update(aCluster('Running'));
    expect(await nextPhase(events)).toBe('RUNNING');
    app.informer.delete(aCluster('Deleting'));
    expect(await nextPhase(events)).toBe('DELETING');
    expect(await nextPhase(events)).toBe('end');
    await watching(0);
  });

  it('follow many, without what the caller may not watch', async () => {
    const events = subscribe(`subscription { clusterChanged ${FIELDS} }`);
    const first = nextPhase(events);
    await watching();
    app.informer.add(aCluster('Failed', 'orders', 'secret'));
    app.informer.add(aCluster('Running'));
    expect(await first).toBe('RUNNING');
  });

  it('stop the watch when the client goes, though nothing ever changed', async () => {
    const events = subscribe(ORDERS);
    void events.next();
    await watching();
    await events.return!();
    expect(await watching(0)).toBe(0);
  });

  it('begin with a line at once, are not collected on their way, and nobody keeps them', async () => {
    const response = await raw(ORDERS);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    expect(response.headers.get('x-accel-buffering')).toBe('no');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const reader = response.body!.getReader();
    expect(Buffer.from((await reader.read()).value).toString()).toBe(':\n\n');
    await reader.cancel();
    expect(await watching(0)).toBe(0);
  });

  it('have the one result of what is no subscription', async () => {
    const response = await raw('{ __typename }');
    expect(await response.text()).toBe(
      ':\n\nevent: next\ndata: {"data":{"__typename":"Query"}}\n\nevent: complete\ndata: {}\n\n',
    );
  });

  it.each([
    {
      does: 'a namespace that is not theirs',
      query: 'subscription { clusterChanged(namespace: "secret") { kind } }',
      code: 'not_found',
    },
    { does: 'an unknown field', query: 'subscription { clusterChanged { colour } }', code: 'malformed_request' },
    { does: 'broken syntax', query: 'subscription {', code: 'malformed_request' },
  ])('tell what is wrong with $does as their only result', async ({ query, code }) => {
    const response = await raw(query);
    const text = await response.text();
    expect([response.status, text.match(/^event: .*$/gm)]).toEqual([200, ['event: next', 'event: complete']]);
    expect(text).toContain(`"code":"${code}"`);
    expect(app.informer.watches).toBe(0);
  });

  describe('are not begun', () => {
    const refusalOf = async (response: Response): Promise<unknown> => {
      const { errors } = (await response.json()) as { errors: { extensions: Record<string, unknown> }[] };
      expect(errors[0]!.extensions).toMatchObject({ status: response.status, requestId: expect.any(String) as string });
      return [response.status, errors[0]!.extensions['code']];
    };

    it('for nobody, and say which token is wanted', async () => {
      const response = await raw(ORDERS, EVENTS);
      expect(response.headers.get('www-authenticate')).toBe('Bearer realm="dbaas-operator"');
      expect(await refusalOf(response)).toEqual([401, 'unauthenticated']);
      app.authenticator.failure = new ProblemError('unavailable', 'Away.', { retryAfterSeconds: 3 });
      const later = await raw(ORDERS);
      expect([await refusalOf(later), later.headers.get('retry-after')]).toEqual([[503, 'unavailable'], '3']);
    });

    it.each<[string, () => Promise<Response>, [number, string]]>([
      ['a mutation by GET', () => raw(DELETE), [405, 'method_not_allowed']],
      [
        'a body that a web page could send',
        () => post('{}', { 'content-type': 'text/plain' }),
        [415, 'unsupported_media_type'],
      ],
      ['a batch', () => post('[{"query": "{ __typename }"}]'), [400, 'malformed_request']],
      ['a text for a body', () => post('"{ __typename }"'), [400, 'malformed_request']],
      [
        'variables that are none',
        () => post('{"query": "{ __typename }", "variables": [1]}'),
        [400, 'malformed_request'],
      ],
      [
        'one stream for several',
        () => raw(ORDERS, { ...AS_ALICE, 'x-graphql-event-stream-token': 'a' }),
        [400, 'malformed_request'],
      ],
      [
        'too many objects',
        () => raw('{ clusters(first: 500) { edges { node { operations(first: 500) { totalCount } } } } }'),
        [400, 'malformed_request'],
      ],
    ])('for %s', async (_what, ask, refusal) => {
      expect(await refusalOf(await ask())).toEqual(refusal);
      expect(deleted).toEqual([]);
    });

    it('for who has as many as they may, by events and sockets together, until one has ended', async () => {
      const one = subscribe(ORDERS);
      void one.next();
      const socket = app.socket();
      void socket.iterate({ query: ORDERS }).next();
      await watching(2);
      const response = await raw(ORDERS);
      expect([await refusalOf(response), response.headers.get('retry-after')]).toEqual([[429, 'rate_limited'], '5']);
      await one.return!();
      await watching(1);
      void subscribe(ORDERS).next();
      expect(await watching(2)).toBe(2);
      await socket.dispose();
    });

    it('for who wrote as much as they may, by any door', async () => {
      const body = JSON.stringify({ query: DELETE });
      expect(await (await post(body)).text()).toContain('"problems":[]');
      expect((await app.query(DELETE)).status).toBe(200);
      expect(await refusalOf(await post(body))).toEqual([429, 'rate_limited']);
      expect(deleted).toEqual(['b', 'b']);
    });
  });

  it('are answered whatever is asked, and never by a failure of ours', async () => {
    const answers = HOSTILE_DOCUMENTS.map(async (body) => {
      const response = await post(body);
      // Of a subscription no end would come.
      const { value } = await response.body!.getReader().read();
      return [response.status < 500, Buffer.from(value).includes('internal_error'), body.slice(0, 60)];
    });
    expect((await Promise.all(answers)).filter(([isAnswered, isFailure]) => !isAnswered || isFailure)).toEqual([]);
  });

  it('end with the token, told why, so that the client comes back with another', async () => {
    const response = await raw(ORDERS);
    await watching();
    app.authenticator.revoked.add('alice');
    const text = await response.text();
    expect(text.match(/^event: .*$/gm)).toEqual(['event: next']);
    expect(text).toContain('"code":"unauthenticated"');
    await watching(0);
  });

  it('end with a token that ended before they began', async () => {
    const { authenticator } = app;
    const authenticate = authenticator.authenticate.bind(authenticator);
    let judged = 0;
    authenticator.authenticate = (token) => (judged++, authenticate(token));
    isHeldUp = async () => {
      authenticator.revoked.add('alice');
      const before = judged;
      await eventually(
        () => judged,
        (now) => now > before,
      );
      // The judgement has to be told, too.
      await new Promise(setImmediate);
    };
    const text = await (await raw('{ engines { kind } }')).text();
    expect(text).toContain('"code":"unauthenticated"');
    expect(text).not.toContain('complete');
  });

  it('end, and do not complete, when the server goes', async () => {
    const response = await raw(ORDERS);
    await watching();
    await app.stop();
    expect(await response.text()).toBe(':\n\n');
    expect(app.informer.watches).toBe(0);
  });

  it('keep for a reader who does not read the latest state of each cluster, and no more', async () => {
    const silent = openRequest(addressOf(app, { query: `subscription { clusterChanged ${FIELDS} }` }), {
      headers: AS_ALICE,
    });
    silent.end();
    const [response] = (await once(silent, 'response')) as [IncomingMessage];
    await watching();
    const padded = (phase: ClusterPhase): DatabaseCluster =>
      aDatabaseCluster({}, { metadata: { name: 'n'.repeat(60_000), namespace: 'a', uid: 'u' }, status: { phase } });
    app.informer.add(padded('Creating'));
    for (let index = 0; index < 400; index++) {
      app.informer.update(padded(index % 2 ? 'Running' : 'Degraded'));
      await new Promise(setImmediate);
    }
    app.informer.update(padded('Failed'));
    let text = '';
    response.on('data', (chunk: Buffer) => (text += chunk.toString()));
    await eventually(
      () => text,
      (seen) => seen.includes('FAILED'),
    );
    // What the kernel takes, and one: of 400 changes that are 60 kB each.
    expect(text.match(/^event: next$/gm)!.length).toBeLessThan(200);
    silent.destroy();
  });
});
