import { createHash } from 'node:crypto';
import { ProblemError } from '../../domain/problem.js';

/** Which list a cursor belongs to: what was asked for beside the page. */
export interface ListIdentity {
  readonly namespace: string | undefined;
  readonly order: { readonly name: string; readonly width: number };
  readonly wishes: readonly (readonly [string, unknown])[];
}

interface CursorContent {
  /** By what the last item of the page is sorted. */
  readonly v: readonly string[];
  /** Of the list. */
  readonly l: string;
}

/**
 * The cursors of one list: opaque to clients, they hold a place and no object, so they never expire, whatever comes and
 * goes. Taken to a list with another filter or order they would skip items in silence, and are refused instead.
 */
export class Cursors {
  readonly #list: string;
  /** By how many texts an item is sorted. */
  readonly #width: number;

  constructor({ namespace, order, wishes }: ListIdentity) {
    const text = JSON.stringify([namespace ?? null, order.name, wishes]);
    this.#list = createHash('sha256').update(text).digest('base64url').slice(0, 12);
    this.#width = order.width;
  }

  encode(values: readonly string[]): string {
    const content: CursorContent = { v: values, l: this.#list };
    return Buffer.from(JSON.stringify(content)).toString('base64url');
  }

  /** @throws ProblemError `malformed_request` at the pointer when the text is no cursor of ours, or of another list. */
  decode(cursor: string | undefined, pointer: string): readonly string[] | undefined {
    if (cursor === undefined) return undefined;
    const { v: values, l: list } = contentOf(cursor);
    if (!isTexts(values)) throw refusal(pointer, 'is not a cursor', 'Take it from the page before, as it is.');
    if (list !== this.#list || values.length !== this.#width) {
      throw refusal(
        pointer,
        'is of a list with another filter or order',
        'Begin again with the first page, without it.',
      );
    }
    return values;
  }
}

function refusal(pointer: string, message: string, hint: string): ProblemError {
  return new ProblemError('malformed_request', `${pointer} ${message}. ${hint}`, {
    fields: [{ pointer, code: 'invalid', message, hint }],
  });
}

const isTexts = (values: unknown): values is readonly string[] =>
  Array.isArray(values) && values.every((value) => typeof value === 'string');

function contentOf(cursor: string): Partial<CursorContent> {
  try {
    return (JSON.parse(Buffer.from(cursor, 'base64url').toString()) ?? {}) as Partial<CursorContent>;
  } catch {
    // Any unreadable cursor is the same mistake.
    return {};
  }
}
