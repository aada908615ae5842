import { applyJsonPatch, JsonPatchError, type JsonPatchFault } from '../../../kube/json-patch/index.js';
import { MAX_DEPTH } from '../fields/json-value.js';
import { inapplicablePatch, malformedPatch, patchTooLarge, type PatchError } from './patch-error.js';

const LIMITS = { maxOperations: 10_000, maxCopiedBytes: 3 * 1024 * 1024, maxDepth: MAX_DEPTH };

const ANSWERS: Readonly<Record<JsonPatchFault, (message: string) => PatchError>> = {
  malformed: malformedPatch,
  tooLarge: patchTooLarge,
  inapplicable: inapplicablePatch,
  testFailed: inapplicablePatch,
};

/**
 * RFC 6902, all operations or none; `target` stays as it was.
 * @throws PatchError 400 for what is no patch, 413 for too large a one, 422 for one that does not apply.
 */
export function jsonPatch(target: unknown, patch: unknown): unknown {
  try {
    return applyJsonPatch(target, patch, LIMITS);
  } catch (error) {
    throw error instanceof JsonPatchError ? ANSWERS[error.fault](error.message) : error;
  }
}
