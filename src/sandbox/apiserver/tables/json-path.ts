/**
 * The JSONPath of Kubernetes, as printer columns use it: fields (`.a`, `['a.b']`, `.a\.b`), `[n]`, `[-1]`, `[a:b:step]`,
 * `[*]`, `.*`, `..a`, and filters on one comparison (`[?(@.type=="Ready")]`). Nothing is ever evaluated as code.
 */
export type JsonPath = readonly Step[];

export class JsonPathError extends Error {
  override readonly name = 'JsonPathError';
}

/** From one value to those it selects. */
type Step = (value: unknown) => readonly unknown[];

type Operator = '==' | '!=' | '<' | '<=' | '>' | '>=';

interface Rule {
  /** Sticky: tried where the last rule ended. */
  readonly pattern: RegExp;
  readonly build: (groups: Record<string, string | undefined>) => Step;
}

const RULES: readonly Rule[] = [
  { pattern: /\.\.(?<name>(?:\\.|[^.[\]\\\s])+)/y, build: ({ name }) => descendants(unescape(name!)) },
  { pattern: /\.?\*|\.?\[\*\]/y, build: () => children },
  { pattern: /\.(?<name>(?:\\.|[^.[\]\\\s])+)/y, build: ({ name }) => field(unescape(name!)) },
  { pattern: /\.?\['(?<name>[^']+)'\]/y, build: ({ name }) => field(name!) },
  { pattern: /\.?\["(?<name>[^"]+)"\]/y, build: ({ name }) => field(name!) },
  { pattern: /\.?\[(?<index>-?\d{1,9})\]/y, build: ({ index }) => at(Number(index)) },
  {
    pattern: /\.?\[(?<from>-?\d{1,9})?:(?<to>-?\d{1,9})?(?::(?<by>\d{1,9}))?\]/y,
    build: ({ from, to, by }) => slice(numberOf(from), numberOf(to), numberOf(by) ?? 1),
  },
  {
    pattern: /\.?\[\?\(\s*@(?<left>[^=!<>()]*?)\s*(?:(?<operator>[=!]=|[<>]=?)\s*(?<right>[^()]+?)\s*)?\)\]/y,
    build: ({ left, operator, right }) => filter(left!, operator as Operator | undefined, right),
  },
];

const MAX_LENGTH = 1024;
/** `..` follows no deeper: stored objects are not deeper either. */
const MAX_DEPTH = 64;

/** @throws JsonPathError at what it cannot read. */
export function parseJsonPath(text: string): JsonPath {
  const path = unwrap(text.trim());
  if (path.length > MAX_LENGTH) throw new JsonPathError(`longer than ${MAX_LENGTH} characters`);
  const steps: Step[] = [];
  for (let position = 0; position < path.length;) {
    const [step, end] = readStep(path, position);
    steps.push(step);
    position = end;
  }
  return steps;
}

/** Everything the path selects, in order; empty when there is nothing. */
export function evaluateJsonPath(path: JsonPath, value: unknown): readonly unknown[] {
  return path.reduce<readonly unknown[]>((values, step) => values.flatMap(step), [value]);
}

/** `{.a}`, `$.a`, `.a` and `a` mean the same, as they do for kubectl; `.` alone is the whole value. */
function unwrap(text: string): string {
  const inner = text.startsWith('{') && text.endsWith('}') ? text.slice(1, -1) : text;
  const path = inner.replace(/^[$@](?=[.[]|$)/, '');
  if (path === '' || path === '.') return '';
  return /^[.[]/.test(path) ? path : `.${path}`;
}

function readStep(path: string, position: number): [Step, number] {
  for (const { pattern, build } of RULES) {
    pattern.lastIndex = position;
    const match = pattern.exec(path);
    if (match) return [build(match.groups ?? {}), position + match[0].length];
  }
  throw new JsonPathError(`cannot read "${path.slice(position)}"`);
}

const unescape = (name: string): string => name.replace(/\\(.)/g, '$1');
const numberOf = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));

function field(name: string): Step {
  return (value) => (isObject(value) && Object.hasOwn(value, name) ? [value[name]] : []);
}

const children: Step = (value) => (typeof value === 'object' && value !== null ? Object.values(value) : []);

function at(index: number): Step {
  return (value) => {
    const item = itemsOf(value).at(index);
    return item === undefined ? [] : [item];
  };
}

function slice(from: number | undefined, to: number | undefined, by: number): Step {
  if (by < 1) throw new JsonPathError('the step of a slice must be 1 or more');
  return (value) =>
    itemsOf(value)
      .slice(from, to)
      .filter((_, index) => index % by === 0);
}

function descendants(name: string): Step {
  const own = field(name);
  const visit = (value: unknown, depth: number): readonly unknown[] =>
    depth > MAX_DEPTH ? [] : [...own(value), ...children(value).flatMap((child) => visit(child, depth + 1))];
  return (value) => visit(value, 0);
}

function filter(left: string, operator: Operator | undefined, right: string | undefined): Step {
  const path = parseJsonPath(left);
  const wanted = right === undefined ? undefined : parseLiteral(right);
  const holds = (item: unknown): boolean => {
    const [found] = evaluateJsonPath(path, item);
    return operator === undefined ? found !== undefined : compare(found, operator, wanted);
  };
  return (value) => itemsOf(value).filter(holds);
}

function parseLiteral(text: string): unknown {
  const quoted = /^'([^']*)'$|^"([^"]*)"$/.exec(text);
  if (quoted) return quoted[1] ?? quoted[2];
  if (text === 'true' || text === 'false') return text === 'true';
  if (/^-?\d{1,15}(\.\d{1,15})?$/.test(text)) return Number(text);
  throw new JsonPathError(`cannot compare with "${text}"`);
}

function compare(found: unknown, operator: Operator, wanted: unknown): boolean {
  if (operator === '==') return found === wanted;
  if (operator === '!=') return found !== undefined && found !== wanted;
  if (typeof found !== typeof wanted || (typeof found !== 'number' && typeof found !== 'string')) return false;
  return compareOrder(found, operator, wanted as typeof found);
}

function compareOrder<T extends number | string>(found: T, operator: Operator, wanted: T): boolean {
  if (operator === '<') return found < wanted;
  if (operator === '<=') return found <= wanted;
  return operator === '>' ? found > wanted : found >= wanted;
}

const itemsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
