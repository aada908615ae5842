import { RE2JS } from 're2js';

export interface Pattern {
  /** Steps per character of the text, at worst. */
  readonly size: number;
  /** True when the pattern is found anywhere in the text, as Go's MatchString says. */
  matches(text: string): boolean;
  /** All matches from the left, at most `limit` of them. */
  findAll(text: string, limit?: number): string[];
}

/** Expressions may build patterns as they run; the cache must not grow with them. */
const MAX_CACHED = 500;
const cache = new Map<string, Pattern>();

/**
 * Compiles RE2 syntax, which matches in linear time: patterns and texts both come from users.
 * @throws Error saying what is wrong with the pattern.
 */
export function compilePattern(source: string): Pattern {
  const cached = cache.get(source);
  if (cached) return cached;
  const pattern = toPattern(RE2JS.compile(source));
  if (cache.size >= MAX_CACHED) cache.clear();
  cache.set(source, pattern);
  return pattern;
}

function toPattern(compiled: RE2JS): Pattern {
  return {
    size: compiled.programSize(),
    matches: (text) => compiled.test(text),
    findAll: (text, limit = Infinity) => findAll(compiled, text, limit),
  };
}

function findAll(compiled: RE2JS, text: string, limit: number): string[] {
  const matcher = compiled.matcher(text);
  const found: string[] = [];
  while (found.length < limit && matcher.find()) found.push(matcher.group() ?? '');
  return found;
}
