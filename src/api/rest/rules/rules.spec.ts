import { RestApp } from '../../../../test/doubles/rest-app.js';
import { describedBy, type DocumentedOperation } from '../../../../test/fuzz/api/documented-operations.js';
import { EVENT_STREAM } from './produces.js';

/** Of what the caches hold no objects: they are computed for who asks. */
const COMPUTED = ['/api/v1/namespaces'];

const NAMES = /\{\w+\}/g;

describe('every route that is documented', () => {
  let app: RestApp;
  let operations: readonly DocumentedOperation[];

  beforeAll(async () => {
    app = await RestApp.start();
    ({ operations } = describedBy(app.description() as never));
  });
  afterAll(() => app.stop());

  const ask = ({ method, path, bodies }: DocumentedOperation, query: string, accept?: string): Promise<Response> => {
    const [type] = Object.keys(bodies);
    return app.fetch(path.replaceAll(NAMES, 'orders') + query, {
      method,
      headers: { ...(accept && { accept }), ...(type && { 'content-type': type }) },
      ...(type && { body: '{}' }),
    });
  };

  /** Each operation that is not answered so. */
  const exceptions = async (
    answer: (operation: DocumentedOperation) => Promise<unknown>,
    among = operations,
  ): Promise<string[]> => {
    const found: string[] = [];
    for (const operation of among) {
      const complaint = await answer(operation);
      if (complaint) found.push(`${operation.method} ${operation.path}: ${JSON.stringify(complaint)}`);
    }
    return found;
  };

  it('refuses a parameter that it does not know, and names it', async () => {
    expect(operations.length).toBeGreaterThan(40);
    const found = await exceptions(async (operation) => {
      const answer = await ask(operation, '?colour=red');
      const body = (await answer.json()) as { code: string; errors?: { pointer: string }[] };
      const isNamed = body.errors?.some(({ pointer }) => pointer === '?colour');
      return answer.status === 400 && body.code === 'malformed_request' && isNamed ? undefined : body;
    });
    expect(found).toEqual([]);
  });

  it('is watched too, when it is of pages or of one thing that has a tag', () => {
    const gets = Object.entries(app.description().paths).flatMap(([path, { get }]) => (get ? [{ path, get }] : []));
    const watchable = gets.filter(({ get }) => {
      const { headers = {} } = get.responses['200'] as { headers?: object };
      const parameters = (get.parameters ?? []) as readonly { name: string }[];
      return 'ETag' in headers || parameters.some(({ name }) => name === 'cursor');
    });
    expect(watchable.length).toBeGreaterThan(18);
    const unwatched = watchable.filter(({ get }) => {
      const { content = {} } = get.responses['200'] as { content?: object };
      return !(EVENT_STREAM in content);
    });
    expect(unwatched.map(({ path }) => path)).toEqual(COMPUTED);
  });

  it('refuses a client who accepts nothing that it has, and says what it has', async () => {
    const found = await exceptions(async (operation) => {
      const answer = await ask(operation, '', 'image/png, application/json;q=0');
      const body = (await answer.json()) as { code: string; detail: string };
      return answer.status === 406 && body.code === 'not_acceptable' && body.detail.includes('/') ? undefined : body;
    });
    expect(found).toEqual([]);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'application/merge-patch+json'])(
    'refuses a body of a type that it does not document: %s',
    async (type) => {
      const reading = operations.filter(({ method, bodies }) => method !== 'GET' && !(type in bodies));
      expect(reading.length).toBeGreaterThan(10);
      const found = await exceptions(async ({ method, path }) => {
        const headers = { 'content-type': type };
        const answer = await app.fetch(path.replaceAll(NAMES, 'orders'), { method, headers, body: '{}' });
        const body = (await answer.json()) as { code: string };
        return answer.status === 415 && body.code === 'unsupported_media_type' ? undefined : body;
      }, reading);
      expect(found).toEqual([]);
    },
  );

  it('wants a token before it says anything else', async () => {
    const found = await exceptions(async ({ method, path }) => {
      const headers = { authorization: '', accept: 'image/png' };
      const answer = await app.fetch(`${path.replaceAll(NAMES, 'orders')}?colour=red`, { method, headers });
      return answer.status === 401 && answer.headers.get('www-authenticate') ? undefined : await answer.json();
    });
    expect(found).toEqual([]);
  });
});
