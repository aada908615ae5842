import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { getIntrospectionQuery, type ExecutionResult } from 'graphql';
import { aDatabaseEngine } from '../../../test/builders/database-engine.js';
import { GraphQlApp } from '../../../test/doubles/graphql-app.js';
import { TRANSPORTS, type AnyRequest } from '../../../test/doubles/graphql-transports.js';

const catalogue = {
  list: async () => ({
    items: [aDatabaseEngine()],
    cursorOf: () => 'more',
    hasNext: () => false,
    hasPrevious: () => false,
  }),
};
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
const persisted = (sha256Hash: unknown, version: unknown = 1): object => ({ persistedQuery: { version, sha256Hash } });
const times = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => make(index)).join(' ');

/** Of 13 levels, though of one object each. */
const DEEP = `{ clusters(first: 1) { edges { node { ${'operations(first: 1) { edges { node { cluster { '.repeat(2)} operations(first: 1) { totalCount }${' }'.repeat(12)}`;

/** Code and message of the first error, or what there is instead. */
const outcomeOf = ({ errors, data }: ExecutionResult): unknown =>
  errors ? [errors[0]!.extensions['code'], errors[0]!.message] : data;

describe('GraphQL by every transport', () => {
  let app: GraphQlApp;
  const asking =
    (transport: string) =>
    async (request: AnyRequest): Promise<unknown> =>
      outcomeOf(await TRANSPORTS[transport]!(app, request));

  describe('as it is', () => {
    beforeAll(async () => {
      app = await GraphQlApp.start({ catalogue });
    });
    afterAll(() => app.stop());

    describe.each(Object.keys(TRANSPORTS))('by %s', (transport) => {
      const ask = asking(transport);

      it('answers a query, with its variables and its name', async () => {
        const query = 'query A { engines { kind } } query B($is: Boolean!) { engines { kind @include(if: $is) } }';
        const engines = [{ kind: 'DatabaseEngine' }];
        expect(await ask({ query, operationName: 'A' })).toEqual({ engines });
        expect(await ask({ query, operationName: 'B', variables: { is: false } })).toEqual({ engines: [{}] });
      });

      it('answers introspection', async () => {
        expect(await ask({ query: getIntrospectionQuery() })).toHaveProperty('__schema');
      });

      it.each([
        ['aliases', `{ ${times(16, (at) => `a${at}: engines { kind }`)} }`, 'under 16 aliases; at most 15'],
        ['levels', DEEP, 'is 13 levels deep; at most 12'],
        ['tokens', `{ ${'engines '.repeat(2_000)} }`, '2000 tokens'],
        ['directives', `{ engines ${times(600, (at) => `@d${at}`)} { kind } }`, 'Unknown directive'],
        ['the same directive', `{ engines ${times(200, () => '@skip(if: false)')} { kind } }`, 'only be used once'],
        [
          'fragments in a circle',
          '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }',
          'within itself',
        ],
        [
          'objects',
          '{ clusters(first: 500) { edges { node { operations(last: 100) { totalCount } } } } }',
          '50500 objects',
        ],
        ['operations to choose from', 'query A { __typename } query B { __typename }', '[Oo]peration'],
        ['nothing to do', 'fragment A on Query { __typename }', 'never used'],
      ])('refuses too much of a good thing: %s', async (_what, query, says) => {
        expect(await ask({ query })).toEqual(['malformed_request', expect.stringMatching(says)]);
      });

      it('keeps a valid document that comes with its hash, and answers the hash alone', async () => {
        const query = `{ engines { kind } __typename } # ${transport}`;
        const extensions = persisted(hashOf(query)) as Record<string, unknown>;
        expect(await ask({ extensions })).toEqual(['PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound']);
        expect(await ask({ query, extensions })).toHaveProperty('engines');
        expect(await ask({ extensions })).toHaveProperty('engines');
      });

      it('keeps nothing that is not valid', async () => {
        const query = `{ colours } # ${transport}`;
        const extensions = persisted(hashOf(query)) as Record<string, unknown>;
        expect(await ask({ query, extensions })).toEqual(['malformed_request', expect.stringContaining('colours')]);
        expect(await ask({ extensions })).toEqual(['PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound']);
      });

      it.each([
        ['another text', persisted(hashOf('another'))],
        ['another version of the protocol', persisted(hashOf('{ __typename }'), 2)],
      ])('refuses a hash of %s', async (_what, extensions) => {
        const [code] = (await ask({ query: '{ __typename }', extensions: extensions as never })) as string[];
        expect(code).toBe('malformed_request');
      });
    });
  });

  describe('hardened', () => {
    const listed = '{ engines { kind } }';
    let folder: string;

    beforeAll(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'documents-'));
      const documentsFile = path.join(folder, 'documents.json');
      await writeFile(documentsFile, JSON.stringify({ [hashOf(listed)]: listed }));
      app = await GraphQlApp.start({ catalogue }, 60_000, { graphQl: { documentsFile, introspection: false } });
    });
    afterAll(async () => {
      await app.stop();
      await rm(folder, { recursive: true });
    });

    describe.each(Object.keys(TRANSPORTS))('by %s', (transport) => {
      const ask = asking(transport);

      it.each<[string, AnyRequest]>([
        ['its text', { query: listed }],
        ['its hash', { extensions: persisted(hashOf(listed)) as never }],
        ['both', { query: listed, extensions: persisted(hashOf(listed)) as never }],
      ])('answers a document of the list by %s', async (_what, request) => {
        expect(await ask(request)).toEqual({ engines: [{ kind: 'DatabaseEngine' }] });
      });

      it.each<[string, AnyRequest]>([
        ['text', { query: '{ engines { kind id } }' }],
        ['text that is no document', { query: '{' }],
        [
          'text with the hash of one that is',
          { query: '{ __typename }', extensions: persisted(hashOf(listed)) as never },
        ],
        ['hash', { extensions: persisted(hashOf('{ __typename }')) as never }],
        [
          'text with its own hash',
          { query: '{ __typename }', extensions: persisted(hashOf('{ __typename }')) as never },
        ],
        ['hash that is none', { extensions: persisted({ a: 1 }) as never }],
        ['introspection', { query: '{ __schema { queryType { name } } }' }],
      ])('refuses any other %s', async (_what, request) => {
        expect(await ask(request)).toEqual(['document_not_allowed', expect.stringContaining('agreed on')]);
      });
    });
  });

  describe('without introspection', () => {
    beforeAll(async () => {
      app = await GraphQlApp.start({ catalogue }, 60_000, { graphQl: { introspection: false } });
    });
    afterAll(() => app.stop());

    it.each(Object.keys(TRANSPORTS))(
      'tells the schema to nobody by %s, in answers and errors alike',
      async (transport) => {
        const ask = asking(transport);
        const refused = ['malformed_request', expect.stringContaining('introspection has been disabled')];
        expect(await ask({ query: '{ __schema { queryType { name } } }' })).toEqual(refused);
        expect(await ask({ query: '{ __type(name: "Query") { name } }' })).toEqual(refused);
        const [, message] = (await ask({ query: '{ engines { kinds } }' })) as string[];
        expect(message).toBe('Cannot query field "kinds" on type "DatabaseEngine".');
        expect(await ask({ query: '{ __typename }' })).toEqual({ __typename: 'Query' });
      },
    );
  });
});
