import { isJsonObject } from '../fields/json-value.js';
import { inapplicablePatch } from './patch-error.js';

export interface Located {
  readonly found: boolean;
  readonly value: unknown;
}

/** Names by which a look-up would leave the document for its prototype. */
const UNSAFE_TOKENS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

const ARRAY_INDEX = /^(?:0|[1-9][0-9]{0,9})$/;

/**
 * Walks to the target of an RFC 6901 pointer; all but the last step must exist, and only own members count.
 * @throws PatchError 422 where the pointer leads nowhere.
 */
export function locate(document: unknown, pointer: string): Located {
  const tokens = tokensOf(pointer);
  let current: Located = { found: true, value: document };
  for (const token of tokens) {
    if (!current.found) throw missing(pointer);
    current = step(current.value, token, pointer);
  }
  return current;
}

/** @throws PatchError 422 unless the target exists. */
export function requireTarget(document: unknown, pointer: string): void {
  if (!locate(document, pointer).found) throw missing(pointer);
}

function tokensOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function step(value: unknown, token: string, pointer: string): Located {
  if (Array.isArray(value)) return stepIntoArray(value, token, pointer);
  if (!isJsonObject(value) || UNSAFE_TOKENS.has(token)) throw missing(pointer);
  return Object.hasOwn(value, token) ? { found: true, value: value[token] } : { found: false, value: undefined };
}

function stepIntoArray(list: readonly unknown[], token: string, pointer: string): Located {
  if (token === '-') return { found: false, value: undefined };
  const index = ARRAY_INDEX.test(token) ? Number(token) : NaN;
  if (!(index <= list.length)) throw missing(pointer);
  return { found: index < list.length, value: list[index] };
}

function missing(pointer: string): Error {
  return inapplicablePatch(`the patch does not apply: nothing at "${pointer.replace(/^\/document/, '')}"`);
}
