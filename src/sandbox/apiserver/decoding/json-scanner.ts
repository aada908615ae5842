import { MAX_DEPTH } from '../fields/json-value.js';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const COMMA = 0x2c;

export class JsonDepthError extends Error {}

interface Level {
  /** Undefined in a list. */
  readonly keys: Set<string> | undefined;
  /** The key or index being read. */
  step: string | number;
}

/**
 * The paths of keys that occur twice in one object of a well-formed JSON text. `JSON.parse` keeps the last of them and says
 * nothing. @throws JsonDepthError for a text that is nested too deep.
 */
export function findDuplicateKeys(text: string): string[] {
  const duplicates: string[] = [];
  const levels: Level[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) index = readString(text, index, levels, duplicates);
    else visitStructure(code, levels);
  }
  return duplicates;
}

function visitStructure(code: number, levels: Level[]): void {
  if (code === OPEN_BRACE) push(levels, { keys: new Set(), step: '' });
  else if (code === OPEN_BRACKET) push(levels, { keys: undefined, step: 0 });
  else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) levels.pop();
  else if (code === COMMA) nextItem(levels.at(-1));
}

function push(levels: Level[], level: Level): void {
  if (levels.length === MAX_DEPTH) throw new JsonDepthError(`nested deeper than ${MAX_DEPTH} levels`);
  levels.push(level);
}

function nextItem(level: Level | undefined): void {
  if (typeof level?.step === 'number') level.step += 1;
}

/** @returns the index of the closing quote. */
function readString(text: string, start: number, levels: Level[], duplicates: string[]): number {
  const end = endOfString(text, start);
  const level = levels.at(-1);
  if (level?.keys && isFollowedByColon(text, end)) noteKey(text.slice(start, end + 1), level, levels, duplicates);
  return end;
}

function endOfString(text: string, start: number): number {
  let index = start + 1;
  while (index < text.length && text.charCodeAt(index) !== QUOTE) {
    index += text.charCodeAt(index) === BACKSLASH ? 2 : 1;
  }
  return index;
}

function isFollowedByColon(text: string, end: number): boolean {
  let index = end + 1;
  while (index < text.length && text.charCodeAt(index) <= 0x20) index += 1;
  return text.charCodeAt(index) === COLON;
}

function noteKey(quoted: string, level: Level, levels: readonly Level[], duplicates: string[]): void {
  // Two spellings of one key are one key; escapes are rare enough to decode one by one.
  const key = quoted.includes('\\') ? (JSON.parse(quoted) as string) : quoted.slice(1, -1);
  level.step = key;
  if (level.keys!.has(key)) duplicates.push(levels.map(({ step }) => step).reduce<string>(appendStep, ''));
  level.keys!.add(key);
}

function appendStep(path: string, step: string | number): string {
  if (typeof step === 'number') return `${path}[${step}]`;
  return path === '' ? step : `${path}.${step}`;
}
