import type { StatusReason } from '../../../kube/meta/index.js';

/** A patch that cannot be applied; `code` and `reason` are those of the answer. */
export class PatchError extends Error {
  override readonly name = 'PatchError';

  constructor(
    readonly code: 400 | 413 | 415 | 422,
    readonly reason: StatusReason,
    message: string,
  ) {
    super(message);
  }
}

export const malformedPatch = (message: string): PatchError => new PatchError(400, 'BadRequest', message);

export const inapplicablePatch = (message: string): PatchError => new PatchError(422, 'Invalid', message);

export const patchTooLarge = (message: string): PatchError => new PatchError(413, 'RequestEntityTooLarge', message);

export const unsupportedPatch = (message: string): PatchError => new PatchError(415, 'UnsupportedMediaType', message);
