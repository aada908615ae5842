import type { Client } from 'graphql-ws';
import { connect } from 'node:net';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { aDatabaseCluster } from '../../../../test/builders/database-cluster.js';
import { eventually } from '../../../../test/harness/eventually.js';
import { GraphQlApp } from '../../../../test/doubles/graphql-app.js';
import { ProblemError } from '../../../domain/problem.js';
import type { ClusterPhase, DatabaseCluster } from '../../../resources/database-cluster/index.js';

const FIELDS = '{ metadata { namespace name } status { phase } }';
const ORDERS = `subscription { clusterChanged(namespace: "team-a", name: "orders") ${FIELDS} }`;

const aCluster = (phase: ClusterPhase, name = 'orders', namespace = 'team-a'): DatabaseCluster =>
  aDatabaseCluster({}, { metadata: { name, namespace, uid: `uid-of-${namespace}-${name}` }, status: { phase } });

interface Event {
  readonly clusterChanged: DatabaseCluster;
}

describe('subscriptions to clusters', () => {
  let app: GraphQlApp;
  let clients: Client[];

  beforeEach(async () => {
    app = await GraphQlApp.start({}, 5);
    clients = [];
  });

  afterEach(async () => {
    for (const client of clients) await client.dispose();
    await app.stop();
  });

  const socket = (params?: Record<string, unknown>): Client => {
    const client = app.socket(params);
    clients.push(client);
    return client;
  };

  const subscribe = (query: string, client = socket()): AsyncIterableIterator<{ data?: Event | null }> =>
    client.iterate<Event>({ query }) as AsyncIterableIterator<{ data?: Event | null }>;

  /** The watch begins when the operation reaches the server. */
  const watching = (count = 1): Promise<number> =>
    eventually(
      () => app.informer.watches,
      (size) => size === count,
    );

  const nextPhase = async (events: AsyncIterableIterator<{ data?: Event | null }>): Promise<string | undefined> => {
    const { value, done } = (await events.next()) as IteratorResult<{ data: Event }, undefined>;
    return done ? 'end' : value.data.clusterChanged.status?.phase;
  };

  const failureOf = (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => undefined,
      (failure: unknown) => failure,
    );

  const closeOf = (client: Client): Promise<{ code: number; reason: string }> =>
    new Promise((resolve) => client.on('closed', (event) => resolve(event as { code: number; reason: string })));

  it('tells one cluster from its first state to its last, and then ends', async () => {
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

  it('tells of one cluster that leaves the filter, and goes on', async () => {
    const events = subscribe(
      `subscription { clusterChanged(namespace: "team-a", name: "orders", filter: {phase: [RUNNING]}) ${FIELDS} }`,
    );
    const first = nextPhase(events);
    await watching();
    app.informer.add(aCluster('Creating'));
    app.informer.update(aCluster('Running'));
    expect(await first).toBe('RUNNING');
    app.informer.update(aCluster('Degraded'));
    expect(await nextPhase(events)).toBe('DEGRADED');
    app.informer.delete(aCluster('Deleting'));
    expect(await nextPhase(events)).toBe('DELETING');
    expect(await nextPhase(events)).toBe('end');
  });

  it('follows many, without what the caller may not watch, and does not end with one of them', async () => {
    const events = subscribe(`subscription { clusterChanged ${FIELDS} }`);
    const first = nextPhase(events);
    await watching();
    app.informer.add(aCluster('Failed', 'orders', 'secret'));
    app.informer.add(aCluster('Running'));
    expect(await first).toBe('RUNNING');
    app.informer.delete(aCluster('Deleting'));
    expect(await nextPhase(events)).toBe('DELETING');
    app.informer.add(aCluster('Pending', 'billing'));
    expect(await nextPhase(events)).toBe('PENDING');
  });

  it.each([
    { why: 'the client completes it', leave: async (_client: Client, stop: () => void): Promise<void> => stop() },
    { why: 'the client goes', leave: async (client: Client): Promise<void> => void (await client.dispose()) },
  ])('stops watching when $why, though nothing ever changed', async ({ leave }) => {
    const client = socket();
    const stop = client.subscribe(
      { query: ORDERS },
      { next: () => undefined, error: () => undefined, complete: () => undefined },
    );
    await watching();
    await leave(client, stop);
    expect(await watching(0)).toBe(0);
  });

  it.each([
    {
      does: 'a namespace that is not theirs',
      query: `subscription { clusterChanged(namespace: "secret") ${FIELDS} }`,
      code: 'not_found',
    },
    {
      does: 'a name said twice',
      query: `subscription { clusterChanged(name: "a", filter: {name: ["b"]}) ${FIELDS} }`,
      code: 'malformed_request',
    },
    { does: 'an unknown field', query: 'subscription { clusterChanged { colour } }', code: 'malformed_request' },
    { does: 'broken syntax', query: 'subscription {', code: 'malformed_request' },
    {
      does: 'an operation over the limits',
      query: `{ ${Array.from({ length: 16 }, (_, index) => `a${index}: engines { kind }`).join(' ')} }`,
      code: 'malformed_request',
    },
  ])('refuses $does in the words of HTTP', async ({ query, code }) => {
    const outcome = await new Promise<unknown>((resolve) => {
      socket().subscribe(
        { query },
        { next: ({ errors }) => resolve(errors), error: resolve, complete: () => undefined },
      );
    });
    expect(outcome).toMatchObject([{ extensions: { code, requestId: expect.any(String) } }]);
  });

  describe('the token', () => {
    it.each([
      { form: 'a header', params: { authorization: 'Bearer alice' } },
      { form: 'a header spelled as one', params: { Authorization: 'Bearer alice' } },
      { form: 'a token', params: { token: 'alice' } },
    ])('is taken as $form', async ({ params }) => {
      const { value } = await socket(params).iterate({ query: '{ __typename }' }).next();
      expect(value).toEqual({ data: { __typename: 'Query' } });
    });

    it.each([
      { why: 'none is sent', params: {} },
      { why: 'it is of another kind', params: { token: { a: 1 } } },
      { why: 'it is of another scheme', params: { authorization: 'Basic alice' } },
    ])('is refused when $why', async ({ params }) => {
      const client = socket(params);
      const closed = closeOf(client);
      await expect(client.iterate({ query: '{ __typename }' }).next()).rejects.toMatchObject({ code: 4403 });
      expect(await closed).toMatchObject({ code: 4403, reason: 'Forbidden' });
    });

    it('closes the socket and its watches when it ends', async () => {
      const client = socket();
      const closed = closeOf(client);
      const ended = failureOf(nextPhase(subscribe(ORDERS, client)));
      await watching();
      app.authenticator.revoked.add('alice');
      expect(await closed).toMatchObject({ code: 4403 });
      expect(await ended).toMatchObject({ code: 4403 });
      await watching(0);
    });

    it('outlives an API server that is away, but cannot be judged by one', async () => {
      const events = subscribe(ORDERS);
      const first = nextPhase(events);
      await watching();
      app.authenticator.failure = new ProblemError('unavailable', 'Away.');
      const late = socket();
      await expect(late.iterate({ query: '{ __typename }' }).next()).rejects.toMatchObject({
        code: 1013,
        reason: 'Away.',
      });
      app.informer.add(aCluster('Running'));
      expect(await first).toBe('RUNNING');
    });
  });

  describe('the socket', () => {
    it('is told that the server goes, so that the client comes back', async () => {
      const client = socket();
      const ended = failureOf(nextPhase(subscribe(ORDERS, client)));
      await watching();
      await app.stop();
      expect(await ended).toMatchObject({ code: 1001 });
      expect(app.informer.watches).toBe(0);
    });

    it('takes no message larger than a body may be', async () => {
      const raw = new WebSocket(`${app.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
      await once(raw, 'open');
      raw.send('x'.repeat(1024 * 1024 + 1));
      const [code] = (await once(raw, 'close')) as [number];
      expect(code).toBe(1009);
    });

    it('is not opened at another path', async () => {
      const connection = connect(Number(new URL(app.url).port), '127.0.0.1');
      connection.write('GET /other HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
      const [answer] = (await once(connection, 'data')) as [Buffer];
      expect(answer.toString()).toMatch(/^HTTP\/1.1 404 /);
      await once(connection, 'close');
    });
  });
});
