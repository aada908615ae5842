import { buildSchema } from 'graphql';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ConfigError } from '../../../config/index.js';
import { LIMIT_RULES } from '../limits/limits.js';
import { hashOf } from './documents.js';
import { readAllowedDocuments } from './read-allowed-documents.js';

const schema = buildSchema('type Query { a: Query, leaf: Int }');
const documentsOf = (...texts: string[]): string =>
  JSON.stringify(Object.fromEntries(texts.map((text) => [hashOf(text), text])));

describe('the list of documents', () => {
  let file: string;

  beforeAll(async () => {
    file = path.join(await mkdtemp(path.join(tmpdir(), 'documents-')), 'documents.json');
  });
  afterAll(() => rm(path.dirname(file), { recursive: true }));

  const read = async (content: string): Promise<ReadonlyMap<string, string>> => {
    await writeFile(file, content);
    return readAllowedDocuments(file, { schema, rules: LIMIT_RULES });
  };

  it('is of documents by their hashes', async () => {
    const text = 'query A { leaf } query B { a { leaf } }';
    expect(await read(documentsOf(text, '{ leaf }'))).toEqual(
      new Map([
        [hashOf(text), text],
        [hashOf('{ leaf }'), '{ leaf }'],
      ]),
    );
  });

  it.each([
    ['is no JSON', '{', ['cannot be read', 'JSON']],
    ['is a list', '["{ leaf }"]', ['an object of documents by their hashes']],
    ['is empty', '{}', ['no document in it']],
    ['has something else than texts', '{"abc": 1}', ['abc: must be the text of a document']],
    [
      'has another hash',
      '{"abc": "{ leaf }"}',
      [`abc: is not the SHA-256 of its document, which is ${hashOf('{ leaf }')}`],
    ],
    ['has what cannot be parsed', documentsOf('{ leaf'), ['line 1, column 7: Syntax Error']],
    [
      'has what the schema does not',
      documentsOf('{ colour }', '{\n  a { leaves } }'),
      ['column 3: Cannot query field "colour"', 'line 2, column 7: Cannot query field "leaves"'],
    ],
    ['asks for too much', documentsOf(`${'{ a '.repeat(13)}{ leaf }${' }'.repeat(13)}`), ['14 levels deep']],
  ])('ends the start with all that is wrong where it %s', async (_what, content, says) => {
    const failure: unknown = await read(content).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ConfigError);
    for (const text of [file, ...says]) expect((failure as ConfigError).message).toContain(text);
  });

  it('ends the start where there is no file, by the name of the setting', async () => {
    const reading = readAllowedDocuments(`${file}.none`, { schema, rules: [] });
    await expect(reading).rejects.toThrow('DBAAS_GRAPHQL_DOCUMENTS_FILE');
  });

  it('tells of the first mistakes, and how many more there are', async () => {
    const texts = Array.from({ length: 25 }, (_, index) => `{ colour${index} }`);
    await expect(read(documentsOf(...texts))).rejects.toThrow('and 5 more');
  });
});
