import { KubeError } from '../../kube/client/index.js';
import type { StatusCause } from '../../kube/meta/index.js';
import { ProblemError, type FieldProblem } from '../../domain/problem.js';
import { asProblems } from '../kube-problems.js';

const REASON = 'FieldManagerConflict';
const MANAGER = /^conflict with "((?:[^"\\]|\\.)*)"/;
const HINT =
  'leave the field out, apply the value that it has, or take it over with force=true: whoever owns it may put it back';

/**
 * A server-side apply, so that its refusals come out as problems.
 * @throws ProblemError `field_managed_elsewhere` with each field that somebody else owns, and who that is.
 */
export async function asApplyProblems<T>(configuration: object, apply: () => Promise<T>): Promise<T> {
  try {
    return await apply();
  } catch (error) {
    const conflicts = error instanceof KubeError ? error.causes.filter(({ reason }) => reason === REASON) : [];
    if (conflicts.length > 0) throw managedElsewhere(conflicts.map((cause) => conflictOf(cause, configuration)));
    return asProblems(() => Promise.reject(error as Error));
  }
}

/** Without its cause: nothing is won by trying again. */
function managedElsewhere(fields: readonly FieldProblem[]): ProblemError {
  const told = fields.map(({ pointer, message }) => `${pointer} ${message}`).join('; ');
  return new ProblemError('field_managed_elsewhere', `${told}.`, { fields });
}

function conflictOf({ message = '', field = '' }: StatusCause, configuration: object): FieldProblem {
  const manager = MANAGER.exec(message)?.[1] ?? 'somebody else';
  return {
    pointer: pointerInto(configuration, field),
    code: 'managed_elsewhere',
    message: `belongs to "${manager}"`,
    hint: HINT,
  };
}

/** In brackets stands what tells an item of a list from others; outside of them steps end at dots. */
const STEP = /\[((?:"(?:[^"\\]|\\.)*"|[^\]"])*)\]|[^.[]+/g;

/** `.spec.config[name="work_mem"].value` as `/spec/config/0/value`, by where the item is in what was applied. */
function pointerInto(configuration: object, field: string): string {
  let value: unknown = configuration;
  let pointer = '';
  for (const [step, bracketed] of field.matchAll(STEP)) {
    const key = bracketed === undefined ? step : indexOf(value, bracketed);
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
    pointer += `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  }
  return pointer;
}

const PAIR = /(\w*)=("(?:[^"\\]|\\.)*"|[^,]+)/g;

/** Of the item of a list that these keys (`name="a",port=1`) or this value (`="a"`) belong to; as it came where there is none. */
function indexOf(list: unknown, keys: string): string {
  if (!Array.isArray(list)) return keys;
  const pairs = [...keys.matchAll(PAIR)].map(([, name = '', value = '']) => [name, value] as const);
  const index = list.findIndex((item: unknown) => pairs.every(([name, value]) => valueAt(item, name) === value));
  return index < 0 ? keys : String(index);
}

const valueAt = (item: unknown, name: string): string | undefined =>
  JSON.stringify(name === '' ? item : (item as Record<string, unknown> | null)?.[name]);
