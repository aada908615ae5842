import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  buildSchema,
  getNamedType,
  isInputObjectType,
  isNonNullType,
  type GraphQLField,
  type GraphQLObjectType,
} from 'graphql';
import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import { describedBy, type DocumentedOperation } from '../../fuzz/api/documented-operations.js';
import { EventReader, type ToldEvent } from '../../harness/event-reader.js';
import { eventually } from '../../harness/eventually.js';
import type { Answer } from '../../harness/sandbox-app.js';
import { GraphQlAsk } from './graphql-asks.js';
import { restAsk } from './rest-asks.js';
import { MARK, NAME, NOBODYS, OURS, THEIRS, TwoTenants } from './two-tenants.js';

type AnyField = GraphQLField<unknown, unknown>;

const KINDS = ['DatabaseCluster', 'OpsRequest', 'DatabaseBackup', 'BackupStorage', 'MonitoringConfig'];
const schema = buildSchema(await readFile(path.join(import.meta.dirname, '../../../schema.gql'), 'utf8'));

const fieldsOf = (type: GraphQLObjectType | null | undefined): AnyField[] => Object.values(type?.getFields() ?? {});
const named = (fields: readonly AnyField[]): [string, AnyField][] => fields.map((field) => [field.name, field]);
const takesIds = ({ args }: AnyField): boolean => args.some(({ type }) => getNamedType(type).name === 'ID');

/** Whether a field is about one namespace, by an argument or an input that has it. */
const isOfOne = ({ args }: AnyField): boolean =>
  args.some(({ name, type }) => {
    const input = getNamedType(type);
    return name === 'namespace' || (isInputObjectType(input) && 'namespace' in input.getFields());
  });
const isOverAll = ({ args }: AnyField): boolean =>
  args.some(({ name, type }) => name === 'namespace' && !isNonNullType(type));

const QUERIES = fieldsOf(schema.getQueryType());
const MUTATIONS = fieldsOf(schema.getMutationType());
const SUBSCRIPTIONS = fieldsOf(schema.getSubscriptionType());

/** An answer without what differs from one request to the next. */
const unsigned = (answer: unknown, namespace: string): string =>
  JSON.stringify(answer)
    .replaceAll(/"requestId":"[^"]*"/g, '')
    .replaceAll(namespace, 'NAMESPACE');

interface GraphQlBody {
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
}

const codesOf = ({ errors = [] }: GraphQlBody): string[] => [
  ...new Set(errors.map(({ extensions }) => extensions.code)),
];

interface Told {
  readonly codes: readonly string[];
  readonly text: string;
}

describe('a caller with all rights in one namespace, and the others', () => {
  let tenants: TwoTenants;
  let operations: readonly DocumentedOperation[];
  let before: unknown[];

  beforeAll(async () => {
    tenants = await TwoTenants.start();
    ({ operations } = describedBy((await tenants.sandbox.request('GET', '/api/v1/openapi.json')).body));
    before = await tenants.intentOfTheirs();
  });

  afterAll(() => tenants.stop());

  const ask = (method: string, route: string, body?: object): Promise<Answer> =>
    tenants.sandbox.request(method, route, { token: tenants.token, body });

  const askAs = (operation: DocumentedOperation, namespace: string): Promise<Answer> => {
    const { method, path: route, body } = restAsk(operation, namespace);
    return ask(method, route, body);
  };

  const tell = async (document: string, namespace: string): Promise<Told> => {
    const { body } = await ask('POST', '/graphql', { query: document });
    return { codes: codesOf(body), text: unsigned(body, namespace) };
  };

  it('by every documented route are answered for theirs as for what does not exist', async () => {
    const told: string[] = [];
    const ofOne = operations.filter(({ path: route }) => route.includes('{namespace}'));
    expect(ofOne.length).toBeGreaterThan(30);
    for (const operation of ofOne) {
      const [theirs, nobodys] = [await askAs(operation, THEIRS), await askAs(operation, NOBODYS)];
      const isSame = unsigned(theirs.body, THEIRS) === unsigned(nobodys.body, NOBODYS);
      if (theirs.status === 404 && isSame) continue;
      told.push(`${operation.method} ${operation.path}: ${JSON.stringify([theirs.body, nobodys.body])}`);
    }
    expect(told).toEqual([]);
  });

  it('by routes over all namespaces get their own alone: in pages, counts, filters and cursors', async () => {
    const overAll = operations.filter(({ method, path: route }) => method === 'GET' && !route.includes('{'));
    const narrowings = ['?total=true', `?total=true&name=${NAME}`, `?labelSelector=owner%3D${MARK}`, `?q=${MARK}`];
    for (const { path: route } of overAll) {
      // One who sees all is given a cursor: it must not carry over what they see.
      const { page } = (await tenants.sandbox.request('GET', `${route}?limit=1`)).body;
      const cursor = `?limit=1&cursor=${encodeURIComponent(page?.nextCursor ?? '')}`;
      for (const narrowing of [...narrowings, cursor]) {
        const { status, body } = await ask('GET', route + narrowing);
        expect(status).toBeLessThan(500);
        expect(JSON.stringify(body.items ?? [])).not.toContain(THEIRS);
        expect(body.page?.total ?? 1).toBeLessThanOrEqual(1);
      }
    }
    const { body } = await ask('GET', '/api/v1/clusters?total=true');
    expect(body).toMatchObject({ page: { total: 1 }, items: [{ metadata: { namespace: OURS } }] });
  });

  it.each(named(QUERIES))('by the query %s get nothing of theirs', async (_name, field) => {
    for (const kind of takesIds(field) ? KINDS : ['DatabaseCluster']) {
      const [theirs, nobodys] = await Promise.all(
        [THEIRS, NOBODYS].map((namespace) =>
          tell(new GraphQlAsk(namespace, kind).documentOf('query', field), namespace),
        ),
      );
      expect(theirs).toEqual(nobodys);
      expect(theirs!.text).not.toContain(MARK);
    }
  });

  it.each(named(QUERIES.filter(isOfOne)))('by the query %s find their own, and not theirs', async (_name, field) => {
    const [ours, theirs] = await Promise.all(
      [OURS, THEIRS].map((namespace) => tell(new GraphQlAsk(namespace).documentOf('query', field), namespace)),
    );
    expect([ours!.codes, theirs!.codes]).toEqual([
      expect.not.arrayContaining(['not_found', 'malformed_request']),
      ['not_found'],
    ]);
  });

  it.each(named(MUTATIONS))('by the mutation %s change nothing of theirs', async (_name, field) => {
    const [theirs, nobodys] = await Promise.all(
      [THEIRS, NOBODYS].map((namespace) => tell(new GraphQlAsk(namespace).documentOf('mutation', field), namespace)),
    );
    expect(isOfOne(field)).toBe(true);
    expect(theirs).toEqual(nobodys);
    expect(theirs!.codes).toEqual(['not_found']);
  });

  it.each([
    ['clusters', { engine: 'postgresql', version: '17', clusterSize: 1, storage: { size: '1Gi' } }],
    ['operations', { type: 'Restart', clusterRef: { name: NAME, namespace: THEIRS } }],
    ['backups', { clusterRef: { name: NAME, namespace: THEIRS }, storageRef: { name: NAME } }],
  ])('put nothing among the %s of theirs by naming their namespace in a body', async (collection, spec) => {
    const metadata = { name: 'smuggled', namespace: THEIRS };
    const { status } = await ask('POST', `/api/v1/namespaces/${OURS}/${collection}`, { metadata, spec });
    expect(status).toBe(422);
  });

  describe('who watch', () => {
    const EVENTS = 'text/event-stream';
    /** Of one namespace, or of what is in none. */
    const watched = (isOfOne: boolean): DocumentedOperation[] =>
      operations.filter(
        ({ path: route, answers }) =>
          answers.includes(EVENTS) && route.includes('{namespace}') === isOfOne && (isOfOne || !route.includes('{')),
      );

    const listen = async (route: string, headers: Record<string, string> = {}): Promise<EventReader> => {
      const authorization = `Bearer ${tenants.token}`;
      const all = { authorization, accept: EVENTS, ...headers };
      return new EventReader(await fetch(`${tenants.sandbox.url}${route}`, { headers: all }));
    };

    const present = async (reader: EventReader): Promise<ToldEvent[]> => {
      const told: ToldEvent[] = [];
      await reader.until((each) => told.push(each) > 0 && ['synced', 'line', 'end'].includes(each.event));
      return told;
    };

    /** A problem as it is, and of a stream that there is one. */
    const answerOf = async (route: string, namespace: string): Promise<string> => {
      const reader = await listen(route);
      const { status, headers } = reader.response;
      const isStream = headers.get('content-type') === EVENTS;
      const told: unknown = isStream ? await present(reader) : JSON.parse(await reader.text());
      await reader.close();
      return `${status} ${isStream ? 'events' : 'none'} ${unsigned(told, namespace)}`;
    };

    it('are refused theirs as what does not exist, by every route that has events', async () => {
      expect(watched(true).length).toBeGreaterThan(12);
      const told: string[] = [];
      for (const operation of watched(true)) {
        const [theirs, nobodys] = await Promise.all(
          [THEIRS, NOBODYS].map((namespace) => answerOf(restAsk(operation, namespace).path, namespace)),
        );
        if (theirs === nobodys && theirs!.startsWith('404 none ')) continue;
        told.push(`${operation.path}: ${JSON.stringify([theirs, nobodys])}`);
      }
      expect(told).toEqual([]);
    });

    it('are told their own, by the same routes', async () => {
      const answers = await Promise.all(
        watched(true).map(async (operation) => [operation.path, await answerOf(restAsk(operation, OURS).path, OURS)]),
      );
      const refused = answers.filter(([, answer]) => !answer!.startsWith('200 events '));
      // Neither has one.
      expect(refused.map(([route]) => route)).toEqual(['/api/v1/namespaces/{namespace}/monitoring-configs/{name}']);
      expect(JSON.stringify(answers)).not.toContain(MARK);
    });

    it('to what is in no namespace need a right of its own', async () => {
      const answers = await Promise.all(
        watched(false).map(async ({ path: route }) => [route, (await answerOf(route, OURS)).slice(0, 3)]),
      );
      expect(answers.filter(([, status]) => status !== '200')).toEqual([['/api/v1/engines', '403']]);
    });

    it('over all namespaces are told of their own alone, and get nothing by the position of who sees all', async () => {
      const lists = watched(false).filter(({ path: route }) => !route.endsWith('/engines'));
      expect(lists.length).toBeGreaterThan(4);
      for (const { path: route } of lists) {
        const seesAll = await listen(route, { authorization: `Bearer ${tenants.sandbox.token}` });
        const { id = '1' } = (await present(seesAll)).at(-1)!;
        const [fresh, resumed] = [await listen(route), await listen(route, { 'last-event-id': id })];
        const again = await present(resumed);
        expect(again[0]!.event).toBe('reset');
        const told = [...(await present(fresh)), ...again];
        await tenants.touchBoth();
        if (told.some(({ event }) => event === 'added')) {
          told.push(await fresh.until(({ event }) => event === 'modified'));
        }
        await Promise.all([seesAll.close(), fresh.close(), resumed.close()]);
        expect(JSON.stringify(told)).not.toContain(THEIRS);
        expect(JSON.stringify(told)).not.toContain(MARK);
      }
    });
  });

  describe('who subscribe', () => {
    let client: Client;

    beforeAll(() => {
      client = createClient({
        url: `${tenants.sandbox.url.replace('http', 'ws')}/graphql`,
        webSocketImpl: WebSocket,
        connectionParams: { token: tenants.token },
        retryAttempts: 0,
      });
    });

    afterAll(() => client.dispose());

    const listen = (query: string): { readonly heard: unknown[]; readonly ended: Promise<unknown> } => {
      const heard: unknown[] = [];
      const ended = new Promise<unknown>((resolve) => {
        const complete = (): void => resolve('complete');
        client.subscribe({ query }, { next: (value) => heard.push(value), error: resolve, complete });
      });
      return { heard, ended };
    };

    it.each(named(SUBSCRIPTIONS))('to %s of theirs hear what one of nobody’s says', async (_name, field) => {
      const [theirs, nobodys] = await Promise.all(
        [THEIRS, NOBODYS].map(async (namespace) => {
          const { heard, ended } = listen(new GraphQlAsk(namespace).documentOf('subscription', field));
          return unsigned([await ended, heard], namespace);
        }),
      );
      expect(theirs).toBe(nobodys);
      expect(theirs).toContain('not_found');
    });

    it.each(named(SUBSCRIPTIONS.filter(isOverAll)))('to %s of all hear of their own alone', async (name) => {
      const { heard } = listen(`subscription { ${name} { metadata { namespace resourceVersion } } }`);
      const hear = (count: number): Promise<number> =>
        eventually(
          async () => heard.length,
          (length) => length >= count,
        );
      await hear(1);
      await tenants.touchBoth();
      await hear(2);
      expect(JSON.stringify(heard)).not.toContain(THEIRS);
    });
  });

  it('after all this have influenced nothing of theirs', async () => {
    expect(before).toHaveLength(4);
    expect(await tenants.intentOfTheirs()).toEqual(before);
  });
});
