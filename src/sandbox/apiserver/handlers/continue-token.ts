import { badRequest } from '../api-status/api-error.js';

/** Where a paged list goes on. Opaque to clients, and all that is kept of a list between its pages. */
export interface ContinueToken {
  /** Of the first page; `LATEST` once that has been forgotten and the client accepts a list that is of no one moment. */
  readonly revision: number;
  readonly start: string;
}

export const LATEST = -1;

const VERSION = 'meta.k8s.io/v1';

export function encodeContinueToken({ revision, start }: ContinueToken): string {
  return Buffer.from(JSON.stringify({ v: VERSION, rv: revision, start })).toString('base64url');
}

/** @throws ApiError 400 when it is none of ours. */
export function decodeContinueToken(text: string): ContinueToken {
  try {
    const { v, rv, start } = JSON.parse(Buffer.from(text, 'base64url').toString()) as Record<string, unknown>;
    if (v === VERSION && rv && Number.isSafeInteger(rv) && start && typeof start === 'string') {
      return { revision: Math.max(LATEST, rv as number), start };
    }
  } catch {
    // Falls through to the one answer for every malformed token.
  }
  throw badRequest('continue key is not valid');
}
