import { ProblemError } from '../../domain/problem.js';

/** A place in a list that is not in its own order knows in which. */
interface CursorContent {
  readonly k: string;
  readonly o?: string;
}

/** The key of the last item of a page, opaque to clients: it never expires, whatever comes and goes. */
export function encodeCursor(key: string, order?: string): string {
  const content: CursorContent = { k: key, o: order };
  return Buffer.from(JSON.stringify(content)).toString('base64url');
}

/** @throws ProblemError when the text is no cursor of ours, or of a list in another order. */
export function decodeCursor(cursor: string | undefined, pointer: string, order?: string): string | undefined {
  if (cursor === undefined) return undefined;
  const { k, o } = contentOf(cursor);
  if (typeof k !== 'string') throw refusal(pointer, 'is not a cursor: take it from page.nextCursor of the page before');
  if (o !== order) throw refusal(pointer, 'is of a list in another order: begin with the first page');
  return k;
}

function contentOf(cursor: string): Partial<CursorContent> {
  try {
    return (JSON.parse(Buffer.from(cursor, 'base64url').toString()) ?? {}) as Partial<CursorContent>;
  } catch {
    // Any unreadable cursor is the same mistake.
    return {};
  }
}

function refusal(pointer: string, message: string): ProblemError {
  return new ProblemError('malformed_request', `${pointer} ${message}.`, {
    fields: [{ pointer, code: 'invalid', message }],
  });
}
