import type { EngineParameter, ParameterType } from '../../resources/database-engine/index.js';

const BOOLEANS = ['on', 'off', 'true', 'false', 'yes', 'no', '1', '0'];

/** What the text of each type looks like; units are those that engines write, the bare number is in the base unit. */
const SYNTAX: Record<ParameterType, { readonly pattern: RegExp; readonly says: string }> = {
  Integer: { pattern: /^[+-]?\d{1,18}$/, says: 'must be an integer' },
  Number: { pattern: /^[+-]?\d{1,18}(\.\d{1,18})?([eE][+-]?\d{1,3})?$/, says: 'must be a number' },
  Boolean: { pattern: new RegExp(`^(${BOOLEANS.join('|')})$`, 'i'), says: 'must be on or off' },
  String: { pattern: /^[^\0]*$/, says: 'must not contain a NUL character' },
  Enum: { pattern: /^[^\0]*$/, says: 'must be one of the values listed' },
  Size: { pattern: /^-?\d{1,18}(\.\d{1,9})?\s?([kKMGTP]i?)?B?$/, says: 'must be a size, such as 64MB or 8192' },
  Duration: {
    pattern: /^-?\d{1,18}(\.\d{1,9})?\s?(us|ms|s|min|h|d)?$/,
    says: 'must be a duration, such as 30s or 5min',
  },
};

export interface ValueProblem {
  readonly detail: string;
  readonly allowed?: readonly string[];
}

type Judged = Pick<EngineParameter, 'type' | 'minimum' | 'maximum'> & { readonly allowed?: readonly string[] };

/** Why the catalogue refuses a value of this parameter; undefined when it does not. */
export function judgeParameterValue(parameter: Judged, value: string): ValueProblem | undefined {
  const { pattern, says } = SYNTAX[parameter.type];
  if (!pattern.test(value)) return { detail: says, ...(parameter.type === 'Boolean' && { allowed: BOOLEANS }) };
  return judgeAllowed(parameter, value) ?? judgeRange(parameter, value);
}

function judgeAllowed({ allowed, type }: Judged, value: string): ValueProblem | undefined {
  if (!allowed || allowed.length === 0) return undefined;
  // Engines compare the words of an enumeration without case; a listed string must match as written.
  const fold = (text: string): string => (type === 'Enum' ? text.toLowerCase() : text);
  if (allowed.some((candidate) => fold(candidate) === fold(value))) return undefined;
  return { detail: 'must be one of the values listed', allowed };
}

function judgeRange({ minimum, maximum }: Judged, value: string): ValueProblem | undefined {
  const number = Number(value);
  // With a unit the text is no bare number, and the catalogue's bounds are in the base unit: the engine itself decides.
  if (Number.isNaN(number)) return undefined;
  const tooSmall = minimum !== undefined && number < minimum;
  const tooLarge = maximum !== undefined && number > maximum;
  return tooSmall || tooLarge ? { detail: sayRange(minimum, maximum) } : undefined;
}

function sayRange(minimum: number | undefined, maximum: number | undefined): string {
  if (minimum === undefined) return `must be ${maximum} or less`;
  if (maximum === undefined) return `must be ${minimum} or more`;
  return `must be between ${minimum} and ${maximum}`;
}
