import { GraphQLError, parse, specifiedRules, validate, type GraphQLSchema, type ValidationRule } from 'graphql';
import { readFile } from 'node:fs/promises';
import { ConfigError } from '../../../config/index.js';
import { PARSE_LIMITS } from '../limits/limits.js';
import { hashOf } from './documents.js';

/** Those of a release of a client are alike, and so are their mistakes. */
const MAX_PROBLEMS = 20;

export interface Judged {
  readonly schema: GraphQLSchema;
  readonly rules: readonly ValidationRule[];
}

/**
 * The documents of a file by their hashes, each of which can be carried out.
 * @throws ConfigError with what is wrong with the file, or with each of its documents.
 */
export async function readAllowedDocuments(file: string, judged: Judged): Promise<ReadonlyMap<string, string>> {
  const documents = new Map(Object.entries(await read(file)));
  const problems = [...documents].flatMap(([hash, text]) =>
    problemsOf(hash, text, judged).map((problem) => `${file}: ${hash}: ${problem}`),
  );
  if (documents.size === 0) problems.push(`${file}: there is no document in it, so nothing would be answered`);
  if (problems.length === 0) return documents as ReadonlyMap<string, string>;
  const untold = problems.length - MAX_PROBLEMS;
  throw new ConfigError([...problems.slice(0, MAX_PROBLEMS), ...(untold > 0 ? [`and ${untold} more`] : [])]);
}

async function read(file: string): Promise<Record<string, unknown>> {
  const content = await contentOf(file);
  if (typeof content === 'object' && content !== null && !Array.isArray(content)) {
    return content as Record<string, unknown>;
  }
  throw new ConfigError([`${file}: must be an object of documents by their hashes`]);
}

async function contentOf(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new ConfigError([`DBAAS_GRAPHQL_DOCUMENTS_FILE ${file} cannot be read: ${(error as Error).message}`]);
  }
}

function problemsOf(hash: string, text: unknown, { schema, rules }: Judged): string[] {
  if (typeof text !== 'string') return ['must be the text of a document'];
  const actual = hashOf(text);
  if (actual !== hash) return [`is not the SHA-256 of its document, which is ${actual}`];
  try {
    return validate(schema, parse(text, PARSE_LIMITS), [...specifiedRules, ...rules]).map(inPlace);
  } catch (error) {
    if (error instanceof GraphQLError) return [inPlace(error)];
    throw error;
  }
}

const inPlace = ({ message, locations }: GraphQLError): string => {
  const [place] = locations ?? [];
  return place ? `line ${place.line}, column ${place.column}: ${message}` : message;
};
