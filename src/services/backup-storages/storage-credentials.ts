import type { FieldProblem } from '../../domain/problem.js';
import { CREDENTIAL_KEYS, IncompleteCredentialsError, readCredentials } from '../../object-storage/index.js';
import type { BackupStorageSpec } from '../../resources/backup-storage/index.js';

/** What was given of secrets, by key; it leaves this service for a Secret and for nowhere else. */
export type GivenCredentials = Readonly<Record<string, string>>;

const MAX_LENGTH = 16_384;

/** Takes the secrets out of a body, before anything else looks at it: no error can quote what it never saw. */
export function takeCredentials(body: unknown): { readonly rest: unknown; readonly credentials: unknown } {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return { rest: body, credentials: undefined };
  const { credentials, ...rest } = body as Record<string, unknown>;
  return { rest, credentials };
}

/** What is wrong with secrets that were given: by name, never by value. */
export function credentialProblems(type: BackupStorageSpec['type'], credentials: unknown): FieldProblem[] {
  // Of a type that is none, the schema speaks.
  if (!Object.hasOwn(CREDENTIAL_KEYS, type)) return [];
  const wanted = CREDENTIAL_KEYS[type];
  if (typeof credentials !== 'object' || credentials === null || Array.isArray(credentials)) {
    return [problem('', 'wrong_type', `must be an object with ${wanted.join(' and ')}`)];
  }
  const given = credentials as Record<string, unknown>;
  const unknown = Object.keys(given).filter((key) => !wanted.includes(key));
  const problems = [
    ...unknown.map((key) => problem(key, 'unknown_field', 'unknown field', wanted)),
    ...wanted.flatMap((key) => textProblems(key, given[key])),
  ];
  return problems.length > 0 ? problems : contentProblems(type, given as GivenCredentials);
}

function textProblems(key: string, value: unknown): FieldProblem[] {
  if (value === undefined || value === '') return [problem(key, 'required', 'Required value')];
  if (typeof value !== 'string') return [problem(key, 'wrong_type', 'must be text')];
  if (value.length > MAX_LENGTH) return [problem(key, 'too_long', `may have at most ${MAX_LENGTH} characters`)];
  return [];
}

function contentProblems(type: BackupStorageSpec['type'], given: GivenCredentials): FieldProblem[] {
  try {
    readCredentials(type, given);
    return [];
  } catch (error) {
    if (!(error instanceof IncompleteCredentialsError)) throw error;
    return [problem('', 'invalid', error.message)];
  }
}

function problem(key: string, code: FieldProblem['code'], message: string, allowed?: readonly string[]): FieldProblem {
  const pointer = key ? `/credentials/${key.replaceAll('~', '~0').replaceAll('/', '~1')}` : '/credentials';
  return { pointer, code, message, ...(allowed && { allowed }) };
}
