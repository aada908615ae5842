import {
  applyJsonPatch,
  isJsonPointer,
  JsonPatchError,
  PATCH_MEMBERS,
  type JsonPatchFault,
} from '../../kube/json-patch/index.js';
import { invalidSpec, ProblemError, refuseInvalid, type FieldProblem } from '../../domain/problem.js';
import { isJsonObject } from '../../kube/schema/index.js';
import { isTooDeep } from '../nesting.js';
import { present } from '../reading/present.js';
import type { Intended } from './intent.js';
import { replaceIntent, type Edit } from './intent-writer.js';
import { checkTexts } from './read-body.js';

/** More operations than there are fields say something else than an edit. */
const LIMITS = { maxOperations: 1_000, maxCopiedBytes: 1024 * 1024, maxDepth: 64 };

/** What may be written, and what below it; the rest can only be tested. */
const WRITABLE = /^\/(spec|metadata\/(labels|annotations))(\/|$)/;
const WRITABLE_PATHS = ['/spec', '/metadata/labels', '/metadata/annotations'];

/**
 * The edit that a JSON Patch (RFC 6902) asks for: applied to the object as its writer sees it, all of it or nothing.
 * @throws ProblemError `invalid_spec` with every operation that is none, or would write where nothing may be written.
 */
export function jsonPatchEdit<T extends Intended>(operations: unknown): Edit<T> {
  refuseInvalid(checkOperations(operations));
  return (live) => {
    const { metadata, spec } = patched(live, operations) as { metadata: Partial<T['metadata']>; spec: T['spec'] };
    const { labels = {}, annotations = {} } = metadata;
    refuseInvalid([...checkTexts(labels, '/metadata/labels'), ...checkTexts(annotations, '/metadata/annotations')]);
    return replaceIntent(live, { ...live, metadata: { ...live.metadata, labels, annotations }, spec });
  };
}

/** Labels and annotations are always there to be added to: whoever writes the first need not know that it is. */
function patched(live: Intended, operations: unknown): unknown {
  const { metadata, ...seen } = present(live);
  const { labels = {}, annotations = {}, ...others } = metadata;
  try {
    return applyJsonPatch({ ...seen, metadata: { ...others, labels, annotations } }, operations, LIMITS);
  } catch (error) {
    throw error instanceof JsonPatchError ? inapplicable(error) : error;
  }
}

const CODES: Readonly<Record<JsonPatchFault, FieldProblem['code']>> = {
  malformed: 'invalid',
  tooLarge: 'too_many',
  inapplicable: 'not_found',
  testFailed: 'test_failed',
};

function inapplicable({ fault, message, operation, member }: JsonPatchError): ProblemError {
  const pointer = [operation, member].filter((step) => step !== undefined).map((step) => `/${step}`);
  const problem = { pointer: pointer.join(''), code: CODES[fault], message };
  if (fault !== 'testFailed') return invalidSpec([problem]);
  return new ProblemError('precondition_failed', `${problem.pointer}: ${message}.`, { fields: [problem] });
}

/** Everything that can be said of operations by themselves. */
function checkOperations(operations: unknown): FieldProblem[] {
  if (!Array.isArray(operations)) return [problem('', 'wrong_type', 'must be a list of operations (RFC 6902)')];
  if (isTooDeep(operations)) return [problem('', 'too_many', 'is nested too deep')];
  const { maxOperations } = LIMITS;
  if (operations.length > maxOperations) return [problem('', 'too_many', `may hold ${maxOperations} operations`)];
  return operations.flatMap((operation, index) => checkOperation(operation, `/${index}`));
}

function checkOperation(operation: unknown, at: string): FieldProblem[] {
  if (!isJsonObject(operation)) return [problem(at, 'wrong_type', 'must be an object')];
  const members = PATCH_MEMBERS.get(operation.op);
  if (!members) {
    const allowed = [...PATCH_MEMBERS.keys()].map(String);
    return [{ ...problem(`${at}/op`, 'not_supported', 'is no operation of RFC 6902'), allowed }];
  }
  return members.flatMap((member) => {
    if (!Object.hasOwn(operation, member)) return [problem(`${at}/${member}`, 'required', 'Required value')];
    return member === 'value'
      ? []
      : checkPointer(operation, member).map((found) => problem(`${at}/${member}`, ...found));
  });
}

type Finding = readonly [FieldProblem['code'], string];

function checkPointer(operation: Readonly<Record<string, unknown>>, member: 'path' | 'from'): Finding[] {
  const { op, [member]: pointer } = operation;
  if (!isJsonPointer(pointer)) return [['invalid', 'must be a JSON Pointer (RFC 6901), such as "/spec/clusterSize"']];
  if (op === 'test') return [];
  if (!WRITABLE.test(pointer)) return [['forbidden', `may only be in ${WRITABLE_PATHS.join(', ')}`]];
  const takesAway = op === 'remove' ? member === 'path' : op === 'move' && member === 'from';
  return takesAway && pointer === '/spec' ? [['forbidden', 'cannot be taken away as a whole']] : [];
}

function problem(pointer: string, code: FieldProblem['code'], message: string): FieldProblem {
  return { pointer, code, message };
}
