import type { Budget } from '../budget.js';
import { CelEvaluationError } from '../cel-error.js';
import { CelMap } from '../values/cel-map.js';
import { kindOf, type CelList, type CelValue } from '../values/cel-value.js';

const CLAUSE = /%(?:%|(?:\.(\d{1,2}))?([a-zA-Z]))/g;

/** `"%s has %d members".format([name, count])`, with the clauses of CEL's strings extension. */
export function formatText(template: string, values: CelList, budget: Budget): string {
  let next = 0;
  const text = template.replace(CLAUSE, (clause, precision: string | undefined, letter: string | undefined) => {
    if (clause === '%%') return '%';
    if (next >= values.length) throw new CelEvaluationError(`index ${next} out of range in format()`);
    const value = values[next]!;
    next += 1;
    return formatClause(letter ?? '', value, { precision: Number(precision ?? 6), budget });
  });
  return text;
}

function formatClause(letter: string, value: CelValue, options: ClauseOptions): string {
  const text = CLAUSES.get(letter)?.(value, options);
  if (text !== undefined) return text;
  throw new CelEvaluationError(`cannot format ${kindOf(value)} with %${letter}`);
}

interface ClauseOptions {
  readonly precision: number;
  readonly budget: Budget;
}

type Clause = (value: CelValue, options: ClauseOptions) => string | undefined;

const inBase =
  (base: number): Clause =>
  (value) => {
    if (typeof value === 'boolean' && base === 2) return value ? '1' : '0';
    return typeof value === 'bigint' ? value.toString(base) : undefined;
  };

const hex: Clause = (value, options) => {
  if (typeof value === 'string') return Buffer.from(value).toString('hex');
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : inBase(16)(value, options);
};

const asNumber = (value: CelValue): number | undefined =>
  typeof value === 'number' || typeof value === 'bigint' ? Number(value) : undefined;

/** Go writes at least two digits of exponent. */
function scientific(value: number | undefined, precision: number): string | undefined {
  return value?.toExponential(precision).replace(/e([+-])(\d)$/, 'e$10$2');
}

const CLAUSES: ReadonlyMap<string, Clause> = new Map<string, Clause>([
  ['s', (value, { budget }) => celText(value, budget)],
  ['d', (value) => (typeof value === 'bigint' || typeof value === 'number' ? String(value) : undefined)],
  ['f', (value, { precision }) => asNumber(value)?.toFixed(precision)],
  ['e', (value, { precision }) => scientific(asNumber(value), precision)],
  ['b', inBase(2)],
  ['o', inBase(8)],
  ['x', hex],
  ['X', (value, options) => hex(value, options)?.toUpperCase()],
]);

/** A value as text: what `%s` shows. Shared parts are written out each time, so the size is charged as it grows. */
function celText(value: CelValue, budget: Budget): string {
  if (Array.isArray(value)) return `[${(value as CelList).map((item) => celText(item, budget)).join(', ')}]`;
  if (value instanceof CelMap) return mapText(value, budget);
  const text = value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : String(value);
  budget.spend(1 + Math.ceil(text.length / 10));
  return text;
}

function mapText(map: CelMap, budget: Budget): string {
  const entries = map.keys().map((key) => `${celText(key, budget)}: ${celText(map.find(key) ?? null, budget)}`);
  return `{${entries.sort().join(', ')}}`;
}
