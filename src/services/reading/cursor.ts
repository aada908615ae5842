import { ProblemError } from '../../domain/problem.js';

/** The key of the last item of a page, opaque to clients: it never expires, whatever comes and goes. */
export function encodeCursor(key: string): string {
  return Buffer.from(JSON.stringify({ k: key })).toString('base64url');
}

/** @throws ProblemError when the text is no cursor of ours. */
export function decodeCursor(cursor: string | undefined, pointer: string): string | undefined {
  if (cursor === undefined) return undefined;
  try {
    const { k } = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as { k?: unknown };
    if (typeof k === 'string') return k;
  } catch {
    // Falls through to the refusal: any unreadable cursor is the same mistake.
  }
  const message = 'is not a cursor: take it from page.nextCursor of the page before';
  throw new ProblemError('malformed_request', `${pointer} ${message}.`, {
    fields: [{ pointer, code: 'invalid', message }],
  });
}
