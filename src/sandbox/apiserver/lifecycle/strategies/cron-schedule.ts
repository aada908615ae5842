const MACRO = /^@(yearly|annually|monthly|weekly|daily|midnight|hourly)$/;
const EVERY = /^@every (\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+$/;
const PART = /^(?:[*?]|(\w+)(?:-(\w+))?)(?:\/(\d+))?$/;

interface CronField {
  readonly min: number;
  readonly max: number;
  /** In the order of their numbers, from `min` on. */
  readonly names?: readonly string[];
}

const FIELDS: readonly CronField[] = [
  { min: 0, max: 59 },
  { min: 0, max: 23 },
  { min: 1, max: 31 },
  { min: 1, max: 12, names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] },
  { min: 0, max: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];

/** Why a text is no schedule of a CronJob; undefined when it is one. */
export function scheduleProblem(text: string): string | undefined {
  if (text.startsWith('@')) return MACRO.test(text) || EVERY.test(text) ? undefined : 'unrecognized descriptor';
  const fields = text.trim().split(/\s+/);
  if (fields.length !== FIELDS.length) return `expected exactly ${FIELDS.length} fields, found ${fields.length}`;
  const wrong = fields.find((field, index) => !field.split(',').every((part) => isPart(part, FIELDS[index]!)));
  return wrong === undefined ? undefined : `"${wrong}" is out of range or no part of a schedule`;
}

function isPart(part: string, field: CronField): boolean {
  const match = PART.exec(part);
  if (!match) return false;
  const [, first, last = first, step] = match;
  if (step !== undefined && Number(step) === 0) return false;
  if (first === undefined || last === undefined) return true;
  const [from, to] = [numberOf(first, field), numberOf(last, field)];
  return from >= field.min && to <= field.max && from <= to;
}

/** NaN, which is in no range, for what is neither a number nor a name. */
function numberOf(text: string, { min, names = [] }: CronField): number {
  const index = names.indexOf(text.toLowerCase());
  return index === -1 ? Number(text) : index + min;
}
