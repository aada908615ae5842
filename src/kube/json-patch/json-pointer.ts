import { isJsonObject } from '../schema/index.js';
import { inapplicablePatch } from './json-patch-error.js';

export interface Located {
  readonly found: boolean;
  readonly value: unknown;
}

/** Names by which a look-up would leave the document for its prototype. */
const UNSAFE_TOKENS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

const ARRAY_INDEX = /^(?:0|[1-9][0-9]{0,9})$/;

/**
 * Walks to the target of an RFC 6901 pointer; all but the last step must exist, and only own members count.
 * @throws JsonPatchError where the pointer leads nowhere, which blames the member that holds it.
 */
export function locate(document: unknown, pointer: string, member: 'path' | 'from' = 'path'): Located {
  let current: Located = { found: true, value: document };
  for (const token of tokensOf(pointer)) {
    const next = current.found ? step(current.value, token) : undefined;
    if (!next) throw missing(pointer, member);
    current = next;
  }
  return current;
}

/** @throws JsonPatchError unless the target exists. */
export function requireTarget(document: unknown, pointer: string, member: 'path' | 'from' = 'path'): void {
  if (!locate(document, pointer, member).found) throw missing(pointer, member);
}

function tokensOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** Undefined where there is no such step at all, not even to something new. */
function step(value: unknown, token: string): Located | undefined {
  if (Array.isArray(value)) return stepIntoArray(value, token);
  if (!isJsonObject(value) || UNSAFE_TOKENS.has(token)) return undefined;
  return Object.hasOwn(value, token) ? { found: true, value: value[token] } : { found: false, value: undefined };
}

function stepIntoArray(list: readonly unknown[], token: string): Located | undefined {
  if (token === '-') return { found: false, value: undefined };
  const index = ARRAY_INDEX.test(token) ? Number(token) : NaN;
  if (!(index <= list.length)) return undefined;
  return { found: index < list.length, value: list[index] };
}

function missing(pointer: string, member: 'path' | 'from'): Error {
  return inapplicablePatch(`the patch does not apply: nothing at "${pointer.replace(/^\/document/, '')}"`, member);
}
