import type { Client, ExecutionResult } from 'graphql-ws';
import { aDatabaseCluster } from '../../../../test/builders/database-cluster.js';
import { eventually } from '../../../../test/harness/eventually.js';
import { GraphQlApp } from '../../../../test/doubles/graphql-app.js';

const WATCH = 'subscription { clusterChanged { metadata { name } } }';
const DELETE = 'mutation { deleteCluster(input: {namespace: "a", name: "b"}) { problems { code } } }';

describe('limits of who speaks by a socket', () => {
  let app: GraphQlApp;
  let clients: Client[];

  beforeEach(async () => {
    const writer = { delete: async () => aDatabaseCluster() };
    app = await GraphQlApp.start({ writer }, 60_000, { readsPerMinute: 20, writesPerMinute: 2, watchesPerCaller: 2 });
    clients = [];
  });
  afterEach(async () => {
    for (const client of clients) await client.dispose();
    await app.stop();
  });

  const socket = (user = 'alice'): Client => {
    const client = app.socket({ token: user });
    clients.push(client);
    return client;
  };
  const watching = (count: number): Promise<number> =>
    eventually(
      () => app.informer.watches,
      (size) => size === count,
    );
  /** Stays open until it is returned. */
  const watch = (client = socket()): AsyncIterator<unknown> => {
    const events = client.iterate({ query: WATCH });
    void events.next().catch(() => undefined);
    return events;
  };
  /** The code of the first error; undefined for none. */
  const ask = async (query: string, client = socket()): Promise<unknown> => {
    const first = (result: ExecutionResult): unknown => result.errors?.[0]?.extensions?.['code'];
    return client
      .iterate({ query })
      .next()
      .then(({ value }) => first(value as ExecutionResult))
      .catch((errors: { extensions: { code: string } }[]) => errors[0]!.extensions.code);
  };

  it('count subscriptions over all sockets of a caller, and those that have ended no more', async () => {
    const [one] = [watch(), watch()];
    await watching(2);
    expect(await ask(WATCH)).toBe('rate_limited');
    watch(socket('bob'));
    await watching(3);
    await one.return!();
    await watching(2);
    watch();
    await watching(3);
    expect(await ask(WATCH)).toBe('rate_limited');
  });

  it('count subscriptions no more whose socket is gone', async () => {
    const client = socket();
    watch(client);
    watch(client);
    await watching(2);
    client.terminate();
    await watching(0);
    watch();
    expect(await watching(1)).toBe(1);
  });

  it('count what is asked by HTTP and by socket together', async () => {
    expect(await ask(DELETE)).toBeUndefined();
    expect((await app.query(DELETE)).status).toBe(200);
    expect(await ask(DELETE)).toBe('rate_limited');
    const { status, headers, body } = await app.query(DELETE);
    expect([status, headers.get('retry-after')]).toEqual([429, '30']);
    expect(body.errors[0].extensions).toMatchObject({ code: 'rate_limited', retryAfterSeconds: 30 });
    expect(await ask('{ __typename }')).toBeUndefined();
  });
  it('count each operation of a batch', async () => {
    const { status, headers, body } = await app.post(Array(3).fill({ query: DELETE }));
    expect(status).toBe(200);
    const codes = (body as ExecutionResult[]).map(({ errors }) => errors?.[0]?.extensions['code']);
    expect(codes).toEqual([undefined, undefined, 'rate_limited']);
    expect(headers.get('retry-after')).toBe('30');
  });
});
