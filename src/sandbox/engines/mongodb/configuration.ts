import { parse } from 'yaml';
import { isPlainObject } from '../../../kube/writes/merge-patch.js';
import { shapeOf, type Shape } from './configuration-options.js';

const MAX_DEPTH = 8;

/** Why the program ends at its start with that text for a configuration; undefined when it takes it. */
export function configurationProblem(program: 'mongod' | 'mongos', text: string | undefined): string | undefined {
  if (!text?.trim()) return undefined;
  const content = parsed(text);
  if (!isPlainObject(content)) return 'Error parsing YAML config file';
  for (const [option, value] of leavesOf(content)) {
    const problem = judge(program, option, value);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function parsed(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

function judge(program: 'mongod' | 'mongos', option: string, value: unknown): string | undefined {
  const shape = shapeOf(program, option);
  if (!shape) return `Unrecognized option: ${option}`;
  return fits(shape, value) ? undefined : `Bad value for option ${option}`;
}

/** Dotted, as the manual writes them; an operator's own arguments beat some of them, which is not their mistake. */
function leavesOf(content: Record<string, unknown>, prefix = '', depth = 0): [string, unknown][] {
  return Object.entries(content).flatMap(([key, value]): [string, unknown][] =>
    isPlainObject(value) && depth < MAX_DEPTH
      ? leavesOf(value, `${prefix}${key}.`, depth + 1)
      : [[`${prefix}${key}`, value]],
  );
}

/** By its text: mongod does not care whether a value stands in quotes. */
function fits(shape: Shape, value: unknown): boolean {
  const text = String(value);
  switch (shape.type) {
    case 'integer':
      return /^-?\d{1,19}$/.test(text) && isWithin(shape, Number(text));
    case 'number':
      return /^-?\d{1,19}(\.\d{1,19})?$/.test(text) && isWithin(shape, Number(text));
    case 'boolean':
      return text === 'true' || text === 'false';
    case 'text':
      return ['string', 'number'].includes(typeof value);
    case 'choice':
      return shape.values.includes(text);
  }
}

const isWithin = ({ min = -Infinity, max = Infinity }: { min?: number; max?: number }, value: number): boolean =>
  value >= min && value <= max;
