import { applyPatch } from 'rfc6902';
import type { Operation } from 'rfc6902';
import { MAX_DEPTH, cloneJson, isDeeperThan, isJsonObject, sameJson } from '../fields/json-value.js';
import { locate, requireTarget } from './json-pointer.js';
import { inapplicablePatch, malformedPatch, patchTooLarge } from './patch-error.js';

const MAX_OPERATIONS = 10_000;

/** `copy` may double a document with every operation: what all copies together may add. */
const MAX_COPIED_BYTES = 3 * 1024 * 1024;

type OperationOf<Name extends string> = Extract<Operation, { op: Name }>;

/** By operation, the members it must have. */
const MEMBERS: ReadonlyMap<unknown, readonly string[]> = new Map([
  ['add', ['path', 'value']],
  ['replace', ['path', 'value']],
  ['test', ['path', 'value']],
  ['remove', ['path']],
  ['move', ['from', 'path']],
  ['copy', ['from', 'path']],
]);

/**
 * RFC 6902, all operations or none; `target` stays as it was.
 * @throws PatchError 400 for what is no patch, 413 for too large a one, 422 for one that does not apply.
 */
export function jsonPatch(target: unknown, patch: unknown): unknown {
  const operations = readOperations(patch);
  // Boxed, so that an operation on the whole document ("") has a parent to work on.
  const box = { document: cloneJson(target) };
  const copies = { bytes: 0 };
  try {
    for (const operation of operations) applyOperation(box, operation, copies);
  } catch (error) {
    // Every move can put a document one level deeper, and the next copy or test walks all of them.
    throw error instanceof RangeError ? nestedTooDeep() : error;
  }
  if (isDeeperThan(box.document, MAX_DEPTH)) throw nestedTooDeep();
  return box.document;
}

const nestedTooDeep = (): Error => inapplicablePatch(`the patch leads to more than ${MAX_DEPTH} levels`);

function readOperations(patch: unknown): Operation[] {
  if (!Array.isArray(patch)) throw malformedPatch('a JSON patch must be a list of operations');
  if (patch.length > MAX_OPERATIONS) {
    throw patchTooLarge(`The allowed maximum operations in a JSON patch is ${MAX_OPERATIONS}, got ${patch.length}`);
  }
  return patch.map(readOperation);
}

function readOperation(operation: unknown, index: number): Operation {
  const required = isJsonObject(operation) ? MEMBERS.get(operation.op) : undefined;
  if (!isJsonObject(operation) || !required) throw malformedPatch(`operation ${index} of the patch is unknown`);
  const missing = required.find((member) => !Object.hasOwn(operation, member));
  if (missing) throw malformedPatch(`operation ${index} of the patch lacks "${missing}"`);
  const pointers = required.filter((member) => member !== 'value').map((member) => operation[member]);
  if (!pointers.every(isPointer)) throw malformedPatch(`operation ${index} of the patch holds an invalid JSON pointer`);
  return boxed(operation as unknown as Operation);
}

const isPointer = (text: unknown): boolean => typeof text === 'string' && (text === '' || text.startsWith('/'));

/** Addresses the document within its box. */
function boxed(operation: Operation): Operation {
  const path = `/document${operation.path}`;
  return 'from' in operation ? { ...operation, path, from: `/document${operation.from}` } : { ...operation, path };
}

function applyOperation(box: object, operation: Operation, copies: { bytes: number }): void {
  checkOperation(box, operation, copies);
  if (operation.op === 'test') return;
  const [failure] = applyPatch(box, [operation]);
  if (failure) throw inapplicablePatch(`the patch does not apply: ${failure.name} at "${shown(operation.path)}"`);
}

/** Everything the library would let pass or answer for by an unsafe look-up is refused here. */
function checkOperation(box: object, operation: Operation, copies: { bytes: number }): void {
  if (operation.op === 'test') return checkTest(box, operation);
  if (operation.op === 'move' || operation.op === 'copy') {
    if (operation.from === '/document')
      throw inapplicablePatch('the patch does not apply: a document is no part of itself');
    requireTarget(box, operation.from);
  }
  if (operation.op === 'copy') countCopy(box, operation, copies);
  if (operation.op === 'remove' || operation.op === 'replace') requireTarget(box, operation.path);
  else locate(box, operation.path);
}

function checkTest(box: object, operation: OperationOf<'test'>): void {
  const { found, value } = locate(box, operation.path);
  const actual = found ? value : null;
  if (!sameJson(actual, operation.value)) {
    throw inapplicablePatch(`the patch does not apply: the test of "${shown(operation.path)}" failed`);
  }
}

function countCopy(box: object, operation: OperationOf<'copy'>, copies: { bytes: number }): void {
  copies.bytes += JSON.stringify(locate(box, operation.from).value).length;
  if (copies.bytes > MAX_COPIED_BYTES) {
    throw patchTooLarge(`the copies of the patch add up to more than ${MAX_COPIED_BYTES} bytes`);
  }
}

const shown = (boxedPath: string): string => boxedPath.slice('/document'.length);
