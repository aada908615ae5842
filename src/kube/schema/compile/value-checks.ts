import { describeValue } from '../describe-value.js';
import { numberFormat } from '../formats/number-formats.js';
import { stringFormat } from '../formats/string-formats.js';
import { jsonEqual } from '../json-equal.js';
import { compilePattern } from '../pattern.js';
import type { StructuralSchema } from '../structural-schema.js';
import type { Problem } from './report.js';
import type { Check } from './schema-node.js';

type Judge<T> = (value: T) => Problem | undefined;
type Factory<T> = (schema: StructuralSchema) => Judge<T> | undefined;

export const invalid = (badValue: unknown, detail: string): Problem => ({
  type: 'FieldValueInvalid',
  badValue,
  detail,
});

/** Length in code points: what a person would count, and what Go's rune count says. */
export function codePointLength(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

const minLength: Factory<string> = ({ minLength: min }) =>
  min === undefined
    ? undefined
    : (text) => (codePointLength(text) < min ? invalid(text, `should be at least ${min} chars long`) : undefined);

const maxLength: Factory<string> = ({ maxLength: max }) =>
  max === undefined
    ? undefined
    : (text) =>
        text.length > max && codePointLength(text) > max
          ? { type: 'FieldValueTooLong', badValue: text, detail: `may not be more than ${max} characters` }
          : undefined;

const pattern: Factory<string> = ({ pattern: source }) => {
  if (source === undefined) return undefined;
  const compiled = compilePattern(source);
  return (text) => (compiled.matches(text) ? undefined : invalid(text, `should match '${source}'`));
};

const textFormat: Factory<string> = ({ format }) => {
  const accepts = format === undefined ? undefined : stringFormat(format);
  return accepts && ((text) => (accepts(text) ? undefined : invalid(text, `must be of type ${format}`)));
};

const minimum: Factory<number> = ({ minimum: min, exclusiveMinimum }) => {
  if (min === undefined) return undefined;
  const detail = `should be greater than ${exclusiveMinimum ? '' : 'or equal to '}${min}`;
  return (value) => (value > min || (value === min && !exclusiveMinimum) ? undefined : invalid(value, detail));
};

const maximum: Factory<number> = ({ maximum: max, exclusiveMaximum }) => {
  if (max === undefined) return undefined;
  const detail = `should be less than ${exclusiveMaximum ? '' : 'or equal to '}${max}`;
  return (value) => (value < max || (value === max && !exclusiveMaximum) ? undefined : invalid(value, detail));
};

const multipleOf: Factory<number> = ({ multipleOf: step }) =>
  step === undefined
    ? undefined
    : (value) => (Number.isInteger(value / step) ? undefined : invalid(value, `should be a multiple of ${step}`));

const range: Factory<number> = ({ format }) => {
  const accepts = format === undefined ? undefined : numberFormat(format);
  return accepts && ((value) => (accepts(value) ? undefined : invalid(value, `must fit in ${format}`)));
};

const minItems: Factory<readonly unknown[]> = ({ minItems: min }) =>
  min === undefined
    ? undefined
    : (items) => (items.length < min ? invalid(items.length, `should have at least ${min} items`) : undefined);

const maxItems: Factory<readonly unknown[]> = ({ maxItems: max }) =>
  max === undefined ? undefined : (items) => tooMany(items.length, max, 'items');

const minProperties: Factory<object> = ({ minProperties: min }) =>
  min === undefined
    ? undefined
    : (object) => {
        const count = Object.keys(object).length;
        return count < min ? invalid(count, `should have at least ${min} properties`) : undefined;
      };

const maxProperties: Factory<object> = ({ maxProperties: max }) =>
  max === undefined ? undefined : (object) => tooMany(Object.keys(object).length, max, 'properties');

function tooMany(count: number, max: number, what: string): Problem | undefined {
  if (count <= max) return undefined;
  return { type: 'FieldValueTooMany', badValue: count, detail: `must have at most ${max} ${what}` };
}

const oneOfValues: Factory<unknown> = (schema) => {
  const values = schema.enum;
  if (values === undefined) return undefined;
  const allowed = values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value)));
  const detail = `supported values: ${allowed.map(describeValue).join(', ')}`;
  return (value) =>
    values.some((one) => jsonEqual(one, value))
      ? undefined
      : { type: 'FieldValueNotSupported', badValue: value, allowed, detail };
};

const isString = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => typeof value === 'number';
const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isAnything = (value: unknown): value is unknown => value !== undefined;

/** JSON Schema applies a keyword only to values of its type, and says nothing about others. */
function checksOf<T>(guard: (value: unknown) => value is T, factories: readonly Factory<T>[]) {
  return (schema: StructuralSchema): Check[] =>
    factories.flatMap((factory) => {
      const judge = factory(schema);
      return judge ? [toCheck(guard, judge)] : [];
    });
}

function toCheck<T>(guard: (value: unknown) => value is T, judge: Judge<T>): Check {
  return (value, report) => {
    const problem = guard(value) ? judge(value) : undefined;
    if (problem) report.fail(problem);
  };
}

const KEYWORDS = [
  checksOf(isAnything, [oneOfValues]),
  checksOf(isString, [minLength, maxLength, pattern, textFormat]),
  checksOf(isNumber, [minimum, maximum, multipleOf, range]),
  checksOf(Array.isArray as (value: unknown) => value is readonly unknown[], [minItems, maxItems]),
  checksOf(isObject, [minProperties, maxProperties]),
];

/** The checks of every keyword that judges a value by itself. @throws Error on a pattern RE2 cannot read. */
export function valueChecks(schema: StructuralSchema): Check[] {
  return KEYWORDS.flatMap((keyword) => keyword(schema));
}
