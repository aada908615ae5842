import { createHash } from 'node:crypto';
import { parse, validate, buildSchema } from 'graphql';
import { GraphQlApp } from '../../../../test/doubles/graphql-app.js';
import { schemaFile } from '../schema-file.js';

const BROWSER = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };
const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

describe('the page at the address of GraphQL', () => {
  let app: GraphQlApp;

  beforeAll(async () => {
    app = await GraphQlApp.start({}, 60_000, { graphQl: { page: true } });
  });
  afterAll(() => app.stop());

  const get = (query = '', headers: Record<string, string> = BROWSER): Promise<Response> =>
    fetch(`${app.url}/graphql${query}`, { headers });

  it('is shown to browsers without a token, and may run nothing but what is in it', async () => {
    const response = await get();
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    const html = await response.text();
    const policy = response.headers.get('content-security-policy')!;
    const [, script] = /<script type="module">([^]*)<\/script>/.exec(html)!;
    const [, style] = /<style>([^]*)<\/style>/.exec(html)!;
    expect(policy).toContain(`script-src ${hashOf(script!)};`);
    expect(policy).toContain(`style-src ${hashOf(style!)};`);
    expect(policy).toMatch(/^default-src 'none';.*frame-ancestors 'none'$/);
    expect(html).not.toMatch(/https?:|\son\w+=|\sstyle=/);
  });

  it('has examples that the schema knows', async () => {
    const schema = buildSchema(await schemaFile().render());
    const examples = [...(await (await get()).text()).matchAll(/`((?:query|mutation|subscription) [^`]*)`/g)];
    expect(examples).toHaveLength(4);
    for (const [, text] of examples) expect(validate(schema, parse(text!))).toEqual([]);
  });

  it.each([
    ['a client that wants JSON', '', { accept: 'application/json' }, 400],
    ['a client that takes anything', '', { accept: '*/*', 'apollo-require-preflight': 'true' }, 401],
    ['an address with a query', '?query={__typename}', { ...BROWSER, 'apollo-require-preflight': 'true' }, 401],
  ])('does not stand before %s', async (_who, query, headers, status) => {
    const response = await get(query, headers);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('json');
  });
});

describe('without a page', () => {
  it('browsers are answered as everybody is', async () => {
    const app = await GraphQlApp.start();
    const { status } = await fetch(`${app.url}/graphql`, { headers: BROWSER });
    await app.stop();
    expect(status).toBe(400);
  });
});
