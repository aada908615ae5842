import { ADDRESS_FUNCTIONS } from './addresses.js';
import type { CelFunction } from './cel-function.js';
import { CONVERSION_FUNCTIONS } from './conversions.js';
import { FORMAT_FUNCTIONS } from './formats.js';
import { LIST_FUNCTIONS } from './lists.js';
import { OPTIONAL_FUNCTIONS } from './optionals.js';
import { QUANTITY_FUNCTIONS } from './quantities.js';
import { REGEX_FUNCTIONS } from './regexes.js';
import { STRING_FUNCTIONS } from './strings.js';
import { TIME_FUNCTIONS } from './times.js';
import { URL_FUNCTIONS } from './urls.js';

const ALL: readonly CelFunction[] = [
  ...CONVERSION_FUNCTIONS,
  ...STRING_FUNCTIONS,
  ...LIST_FUNCTIONS,
  ...REGEX_FUNCTIONS,
  ...TIME_FUNCTIONS,
  ...OPTIONAL_FUNCTIONS,
  ...QUANTITY_FUNCTIONS,
  ...URL_FUNCTIONS,
  ...ADDRESS_FUNCTIONS,
  ...FORMAT_FUNCTIONS,
];

const keyOf = (name: string, isMethod: boolean, arity: number): string => `${isMethod ? '.' : ''}${name}/${arity}`;

const TABLE = Map.groupBy(ALL, ({ name, isMethod, parameters }) => keyOf(name, isMethod, parameters.length));
const NAMES: ReadonlySet<string> = new Set(ALL.map(({ name }) => name));

/** The overloads of a name for a number of arguments (a method's receiver counts as one). */
export function findFunctions(name: string, isMethod: boolean, arity: number): readonly CelFunction[] {
  return TABLE.get(keyOf(name, isMethod, arity)) ?? [];
}

export function isFunctionName(name: string): boolean {
  return NAMES.has(name);
}
