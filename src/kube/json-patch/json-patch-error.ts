/** `malformed`: no patch at all; `tooLarge`: past a limit; `inapplicable`: not to this document; `testFailed`: it said so itself. */
export type JsonPatchFault = 'malformed' | 'tooLarge' | 'inapplicable' | 'testFailed';

/** A patch that cannot be carried out; nothing of it was. */
export class JsonPatchError extends Error {
  override readonly name = 'JsonPatchError';
  /** Index of the operation that it is about; undefined where it is about the patch as a whole. */
  operation: number | undefined;

  constructor(
    readonly fault: JsonPatchFault,
    message: string,
    /** The member of the operation that is to blame. */
    readonly member?: 'path' | 'from' | 'value',
  ) {
    super(message);
  }
}

export const malformedPatch = (message: string): JsonPatchError => new JsonPatchError('malformed', message);

export const inapplicablePatch = (message: string, member: 'path' | 'from' = 'path'): JsonPatchError =>
  new JsonPatchError('inapplicable', message, member);

export const patchTooLarge = (message: string): JsonPatchError => new JsonPatchError('tooLarge', message);
