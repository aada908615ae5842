import { CelEvaluationError } from '../cel-error.js';
import { CelMap } from '../values/cel-map.js';
import { kindOf, type CelList, type CelValue } from '../values/cel-value.js';

const CLAUSE = /%(?:%|(?:\.(\d{1,2}))?([a-zA-Z]))/g;

/** `"%s has %d members".format([name, count])`, with the clauses of CEL's strings extension. */
export function formatText(template: string, values: CelList): string {
  let next = 0;
  const text = template.replace(CLAUSE, (clause, precision: string | undefined, letter: string | undefined) => {
    if (clause === '%%') return '%';
    if (next >= values.length) throw new CelEvaluationError(`index ${next} out of range in format()`);
    const value = values[next]!;
    next += 1;
    return formatClause(letter ?? '', value, Number(precision ?? 6));
  });
  return text;
}

function formatClause(letter: string, value: CelValue, precision: number): string {
  const format = CLAUSES.get(letter);
  const text = format?.(value, precision);
  if (text !== undefined) return text;
  throw new CelEvaluationError(`cannot format ${kindOf(value)} with %${letter}`);
}

type Clause = (value: CelValue, precision: number) => string | undefined;

const inBase =
  (base: number): Clause =>
  (value) => {
    if (typeof value === 'boolean' && base === 2) return value ? '1' : '0';
    return typeof value === 'bigint' ? value.toString(base) : undefined;
  };

const hex: Clause = (value) => {
  if (typeof value === 'string') return Buffer.from(value).toString('hex');
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : inBase(16)(value, 0);
};

const asNumber = (value: CelValue): number | undefined =>
  typeof value === 'number' || typeof value === 'bigint' ? Number(value) : undefined;

const CLAUSES: ReadonlyMap<string, Clause> = new Map<string, Clause>([
  ['s', (value) => celText(value)],
  ['d', (value) => (typeof value === 'bigint' || typeof value === 'number' ? String(value) : undefined)],
  ['f', (value, precision) => asNumber(value)?.toFixed(precision)],
  [
    'e',
    (value, precision) =>
      asNumber(value)
        ?.toExponential(precision)
        .replace(/e([+-])(\d)$/, 'e$10$2'),
  ],
  ['b', inBase(2)],
  ['o', inBase(8)],
  ['x', hex],
  ['X', (value, precision) => hex(value, precision)?.toUpperCase()],
]);

/** A value as text: what `%s` shows. */
function celText(value: CelValue): string {
  if (Array.isArray(value)) return `[${(value as CelList).map(celText).join(', ')}]`;
  if (value instanceof CelMap) {
    return `{${value
      .keys()
      .map((key) => `${celText(key)}: ${celText(value.find(key) ?? null)}`)
      .sort()
      .join(', ')}}`;
  }
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  return String(value);
}
