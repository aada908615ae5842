import type { FieldError } from '../../../kube/schema/index.js';
import { badRequest } from '../api-status/api-error.js';
import { invalidOptions } from '../api-status/invalid.js';
import { isTrue } from '../http/parse-request-info.js';

export type FieldValidation = 'Strict' | 'Warn' | 'Ignore';

/** The query of create, update, patch and apply. */
export interface WriteOptions {
  readonly dryRun: boolean;
  readonly fieldManager: string;
  readonly fieldValidation: FieldValidation;
  /** Undefined: not given. */
  readonly force: boolean | undefined;
  /** What the client itself said, for admission; absent for writes of the server. */
  readonly asSent?: Readonly<Record<string, unknown>>;
}

const MAX_MANAGER_LENGTH = 128;
const FIELD_VALIDATIONS: ReadonlySet<string> = new Set<FieldValidation>(['Strict', 'Warn', 'Ignore']);

/** @throws ApiError 400 or 422 */
export function parseWriteOptions(query: URLSearchParams, userAgent: string | undefined): WriteOptions {
  const fieldManager = query.get('fieldManager') ?? '';
  const fieldValidation = query.get('fieldValidation') || 'Warn';
  const errors = [...dryRunErrors(query.getAll('dryRun')), ...managerErrors(fieldManager)];
  if (errors.length > 0) throw invalidOptions('WriteOptions', errors);
  if (!FIELD_VALIDATIONS.has(fieldValidation)) throw badRequest('fieldValidation must be Strict, Warn or Ignore');
  const force = query.get('force');
  return {
    dryRun: query.has('dryRun', 'All'),
    fieldManager: fieldManager || defaultManager(userAgent),
    fieldValidation: fieldValidation as FieldValidation,
    force: force === null ? undefined : isTrue(force),
    asSent: {
      ...(query.has('dryRun', 'All') ? { dryRun: ['All'] } : {}),
      ...(fieldManager ? { fieldManager } : {}),
      ...(query.get('fieldValidation') ? { fieldValidation } : {}),
    },
  };
}

/** The name of the program, without its version. */
function defaultManager(userAgent = ''): string {
  return userAgent.split('/', 1)[0]!.slice(0, MAX_MANAGER_LENGTH) || 'unknown';
}

export function dryRunErrors(values: readonly unknown[]): FieldError[] {
  return values
    .filter((value) => value !== 'All')
    .map((badValue) => ({
      path: ['dryRun'],
      type: 'FieldValueNotSupported',
      badValue,
      allowed: ['All'],
      detail: 'must be All',
    }));
}

function managerErrors(manager: string): FieldError[] {
  const path = ['fieldManager'];
  const errors: FieldError[] = [];
  if (manager.length > MAX_MANAGER_LENGTH) {
    errors.push({ path, type: 'FieldValueTooLong', detail: `may not be longer than ${MAX_MANAGER_LENGTH}` });
  }
  if (/\p{C}/u.test(manager)) {
    errors.push({ path, type: 'FieldValueInvalid', detail: 'should only contain printable characters' });
  }
  return errors;
}
