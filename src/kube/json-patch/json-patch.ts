import { applyPatch } from 'rfc6902';
import type { Operation } from 'rfc6902';
import { isJsonObject, jsonEqual } from '../schema/index.js';
import { cloneJson, isDeeperThan } from './json-document.js';
import { inapplicablePatch, JsonPatchError, malformedPatch, patchTooLarge } from './json-patch-error.js';
import { locate, requireTarget } from './json-pointer.js';

export interface JsonPatchLimits {
  readonly maxOperations: number;
  /** `copy` may double a document with every operation: what all copies together may add. */
  readonly maxCopiedBytes: number;
  /** Levels of the document that comes of it. */
  readonly maxDepth: number;
}

type OperationOf<Name extends string> = Extract<Operation, { op: Name }>;

/** By operation, the members it must have. */
export const PATCH_MEMBERS: ReadonlyMap<unknown, readonly ('from' | 'path' | 'value')[]> = new Map([
  ['add', ['path', 'value']],
  ['replace', ['path', 'value']],
  ['test', ['path', 'value']],
  ['remove', ['path']],
  ['move', ['from', 'path']],
  ['copy', ['from', 'path']],
]);

/**
 * RFC 6902, all operations or none; `target` stays as it was. Nothing outside of the document is ever looked at or
 * written, whatever the pointers say.
 * @throws JsonPatchError for what is no patch, for too large a one, and for one that does not apply.
 */
export function applyJsonPatch(target: unknown, patch: unknown, limits: JsonPatchLimits): unknown {
  const operations = readOperations(patch, limits);
  // Boxed, so that an operation on the whole document ("") has a parent to work on.
  const box = { document: cloneJson(target) };
  const run = { copiedBytes: 0, limits };
  try {
    operations.forEach((operation, index) => blaming(index, () => applyOperation(box, operation, run)));
  } catch (error) {
    // Every move can put a document one level deeper, and the next copy or test walks all of them.
    throw error instanceof RangeError ? nestedTooDeep(limits) : error;
  }
  if (isDeeperThan(box.document, limits.maxDepth)) throw nestedTooDeep(limits);
  return box.document;
}

function nestedTooDeep({ maxDepth }: JsonPatchLimits): JsonPatchError {
  return new JsonPatchError('inapplicable', `the patch leads to more than ${maxDepth} levels`);
}

function blaming<T>(operation: number, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof JsonPatchError) error.operation = operation;
    throw error;
  }
}

function readOperations(patch: unknown, { maxOperations }: JsonPatchLimits): Operation[] {
  if (!Array.isArray(patch)) throw malformedPatch('a JSON patch must be a list of operations');
  if (patch.length > maxOperations) {
    throw patchTooLarge(`The allowed maximum operations in a JSON patch is ${maxOperations}, got ${patch.length}`);
  }
  return patch.map((operation, index) => blaming(index, () => readOperation(operation, index)));
}

function readOperation(operation: unknown, index: number): Operation {
  const required = isJsonObject(operation) ? PATCH_MEMBERS.get(operation.op) : undefined;
  if (!isJsonObject(operation) || !required) throw malformedPatch(`operation ${index} of the patch is unknown`);
  const missing = required.find((member) => !Object.hasOwn(operation, member));
  if (missing) throw malformedPatch(`operation ${index} of the patch lacks "${missing}"`);
  const pointers = required.filter((member) => member !== 'value').map((member) => operation[member]);
  if (!pointers.every(isJsonPointer))
    throw malformedPatch(`operation ${index} of the patch holds an invalid JSON pointer`);
  return boxed(operation as unknown as Operation);
}

/** As far as its form goes. */
export const isJsonPointer = (text: unknown): text is string =>
  typeof text === 'string' && (text === '' || text.startsWith('/'));

/** Addresses the document within its box. */
function boxed(operation: Operation): Operation {
  const path = `/document${operation.path}`;
  return 'from' in operation ? { ...operation, path, from: `/document${operation.from}` } : { ...operation, path };
}

interface Run {
  copiedBytes: number;
  readonly limits: JsonPatchLimits;
}

function applyOperation(box: object, operation: Operation, run: Run): void {
  checkOperation(box, operation, run);
  if (operation.op === 'test') return;
  const [failure] = applyPatch(box, [operation]);
  if (failure) throw inapplicablePatch(`the patch does not apply: ${failure.name} at "${shown(operation.path)}"`);
}

/** Everything the library would let pass or answer for by an unsafe look-up is refused here. */
function checkOperation(box: object, operation: Operation, run: Run): void {
  if (operation.op === 'test') return checkTest(box, operation, run);
  if (operation.op === 'move' || operation.op === 'copy') checkSource(box, operation);
  if (operation.op === 'copy') countCopy(box, operation, run);
  if (operation.op === 'remove' || operation.op === 'replace') requireTarget(box, operation.path);
  else locate(box, operation.path);
}

function checkSource(box: object, { from }: OperationOf<'move' | 'copy'>): void {
  if (from === '/document')
    throw inapplicablePatch('the patch does not apply: a document is no part of itself', 'from');
  requireTarget(box, from, 'from');
}

function checkTest(box: object, operation: OperationOf<'test'>, { limits }: Run): void {
  const { found, value } = locate(box, operation.path);
  const actual = found ? value : null;
  if (jsonEqual(actual, operation.value, limits.maxDepth)) return;
  const message = `the patch does not apply: the test of "${shown(operation.path)}" failed`;
  throw new JsonPatchError('testFailed', message, 'value');
}

function countCopy(box: object, operation: OperationOf<'copy'>, run: Run): void {
  const { maxCopiedBytes } = run.limits;
  run.copiedBytes += JSON.stringify(locate(box, operation.from).value).length;
  if (run.copiedBytes <= maxCopiedBytes) return;
  throw patchTooLarge(`the copies of the patch add up to more than ${maxCopiedBytes} bytes`);
}

const shown = (boxedPath: string): string => boxedPath.slice('/document'.length);
