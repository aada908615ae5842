import { compilePattern, type Pattern } from '../../pattern.js';
import type { Budget } from '../budget.js';
import { CelEvaluationError } from '../cel-error.js';
import { STRING, listOf } from '../cel-type.js';
import { both, method, type CelFunction } from './cel-function.js';

/** RE2 is linear in the text, times the size of the pattern. */
function prepare(text: string, source: string, budget: Budget): Pattern {
  const pattern = readPattern(source, budget);
  budget.spend(Math.ceil((1 + text.length / 10) * (1 + pattern.size / 4)));
  return pattern;
}

function readPattern(source: string, budget: Budget): Pattern {
  budget.spend(source.length);
  try {
    return compilePattern(source);
  } catch (error) {
    throw new CelEvaluationError(`invalid pattern ${JSON.stringify(source)}: ${(error as Error).message}`);
  }
}

export const REGEX_FUNCTIONS: readonly CelFunction[] = [
  ...both('matches', ['string', 'string'], 'bool', (text, source, budget) =>
    prepare(text, source, budget).matches(text),
  ),
  method('find', ['string', 'string'], 'string', (text, source, budget) => {
    return prepare(text, source, budget).findAll(text, 1)[0] ?? '';
  }),
  method('findAll', ['string', 'string'], listOf(STRING), (text, source, budget) => {
    return prepare(text, source, budget).findAll(text);
  }),
  method('findAll', ['string', 'string', 'int'], listOf(STRING), (text, source, limit, budget) => {
    return prepare(text, source, budget).findAll(text, limit < 0n ? Infinity : Number(limit));
  }),
];
