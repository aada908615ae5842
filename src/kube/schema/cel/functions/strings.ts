import { CelEvaluationError } from '../cel-error.js';
import { INT, STRING, listOf } from '../cel-type.js';
import type { CelList } from '../values/cel-value.js';
import { checkTextLength } from '../values/text-limit.js';
import { both, method, type CelFunction } from './cel-function.js';
import { formatText } from './text-format.js';

/** Positions in CEL count code points; only text beyond ASCII needs splitting to find them. */
// eslint-disable-next-line no-control-regex -- ASCII is exactly this range
const isAscii = (text: string): boolean => /^[\x00-\x7f]*$/.test(text);
const points = (text: string): readonly string[] | string => (isAscii(text) ? text : [...text]);
const joined = (parts: readonly string[] | string): string => (typeof parts === 'string' ? parts : parts.join(''));

const codePoints = (text: string): number => points(text).length;

function checkedIndex(index: bigint, length: number): number {
  if (index < 0n || index > BigInt(length)) throw new CelEvaluationError(`index out of range: ${index}`);
  return Number(index);
}

function slice(text: string, from: bigint, to?: bigint): string {
  const all = points(text);
  const end = to === undefined ? all.length : checkedIndex(to, all.length);
  const start = checkedIndex(from, all.length);
  if (start > end) throw new CelEvaluationError(`invalid substring range: start ${start}, end ${end}`);
  return joined(all.slice(start, end));
}

function indexOf(text: string, part: string, from = 0n): bigint {
  const all = points(text);
  const start = checkedIndex(from, all.length);
  const found = joined(all.slice(start)).indexOf(part);
  return found < 0 ? -1n : BigInt(start + codePoints(joined(all.slice(start)).slice(0, found)));
}

function lastIndexOf(text: string, part: string, from?: bigint): bigint {
  const all = points(text);
  const limit = from === undefined ? all.length : checkedIndex(from, all.length) + codePoints(part);
  const head = joined(all.slice(0, limit));
  const found = head.lastIndexOf(part);
  return found < 0 ? -1n : BigInt(codePoints(head.slice(0, found)));
}

function replace(text: string, [old, next]: readonly [string, string], limit = -1n): string {
  const parts = old === '' ? ['', ...text, ''] : text.split(old);
  const count = limit < 0n ? parts.length - 1 : Math.min(Number(limit), parts.length - 1);
  checkTextLength(text.length + count * next.length);
  const replaced = parts.slice(0, count + 1).join(next);
  return [replaced, ...parts.slice(count + 1)].join(old);
}

function split(text: string, separator: string, limit = -1n): CelList {
  if (limit === 0n) return [];
  const parts = separator === '' ? [...text] : text.split(separator);
  if (limit < 0n || parts.length <= limit) return parts;
  const kept = Number(limit) - 1;
  return [...parts.slice(0, kept), parts.slice(kept).join(separator)];
}

function join(list: CelList, separator: string): string {
  const texts = list.map((item) => {
    if (typeof item === 'string') return item;
    throw new CelEvaluationError('join needs a list of strings');
  });
  checkTextLength(texts.reduce((length, text) => length + text.length + separator.length, 0));
  return texts.join(separator);
}

const lower = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
const upper = (text: string): string => text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());

export const STRING_FUNCTIONS: readonly CelFunction[] = [
  ...both('size', ['string'], INT, (text) => BigInt(codePoints(text))),
  method('startsWith', ['string', 'string'], 'bool', (text, part) => text.startsWith(part)),
  method('endsWith', ['string', 'string'], 'bool', (text, part) => text.endsWith(part)),
  method('contains', ['string', 'string'], 'bool', (text, part) => text.includes(part)),
  method('charAt', ['string', 'int'], 'string', (text, index) =>
    index === BigInt(codePoints(text)) ? '' : slice(text, index, index + 1n),
  ),
  method('indexOf', ['string', 'string'], 'int', (text, part) => indexOf(text, part)),
  method('indexOf', ['string', 'string', 'int'], 'int', (text, part, from) => indexOf(text, part, from)),
  method('lastIndexOf', ['string', 'string'], 'int', (text, part) => lastIndexOf(text, part)),
  method('lastIndexOf', ['string', 'string', 'int'], 'int', (text, part, from) => lastIndexOf(text, part, from)),
  method('lowerAscii', ['string'], 'string', lower),
  method('upperAscii', ['string'], 'string', upper),
  method('trim', ['string'], 'string', (text) => text.trim()),
  method('reverse', ['string'], 'string', (text) => [...text].reverse().join('')),
  method('replace', ['string', 'string', 'string'], 'string', (text, old, next) => replace(text, [old, next])),
  method('replace', ['string', 'string', 'string', 'int'], 'string', (text, old, next, limit) =>
    replace(text, [old, next], limit),
  ),
  method('split', ['string', 'string'], listOf(STRING), (text, separator) => split(text, separator)),
  method('split', ['string', 'string', 'int'], listOf(STRING), (text, separator, limit) =>
    split(text, separator, limit),
  ),
  method('substring', ['string', 'int'], 'string', (text, from) => slice(text, from)),
  method('substring', ['string', 'int', 'int'], 'string', (text, from, to) => slice(text, from, to)),
  method('join', ['list'], 'string', (list) => join(list, '')),
  method('join', ['list', 'string'], 'string', (list, separator) => join(list, separator)),
  method('format', ['string', 'list'], 'string', formatText),
];
