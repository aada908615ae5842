/** Label and field selectors, as list, watch and `kubectl -l` write them. */

export class SelectorSyntaxError extends Error {}

type Labels = Readonly<Record<string, string>>;

export interface LabelRequirement {
  readonly key: string;
  readonly operator: 'exists' | 'notExists' | 'in' | 'notIn' | 'greaterThan' | 'lessThan';
  readonly values: readonly string[];
}

const KEY = '(?:[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?';
const VALUE = '(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?)?';
const VALUE_PATTERN = new RegExp(`^${VALUE}$`);

interface RequirementForm {
  readonly pattern: RegExp;
  readonly read: (groups: Record<string, string>) => Omit<LabelRequirement, 'key'>;
}

const splitValues = (text: string): string[] => text.split(',').map((value) => value.trim());

const FORMS: readonly RequirementForm[] = [
  {
    pattern: new RegExp(`^(?<key>${KEY})\\s+(?<not>not)?in\\s*\\((?<values>[^()]*)\\)$`),
    read: ({ not, values }) => ({ operator: not ? 'notIn' : 'in', values: splitValues(values ?? '') }),
  },
  {
    pattern: new RegExp(`^(?<key>${KEY})\\s*(?<op>==|=|!=)\\s*(?<value>${VALUE})$`),
    read: ({ op, value }) => ({ operator: op === '!=' ? 'notIn' : 'in', values: [value ?? ''] }),
  },
  {
    pattern: new RegExp(`^(?<key>${KEY})\\s*(?<op>[<>])\\s*(?<value>-?\\d+)$`),
    read: ({ op, value }) => ({ operator: op === '>' ? 'greaterThan' : 'lessThan', values: [value!] }),
  },
  { pattern: new RegExp(`^!\\s*(?<key>${KEY})$`), read: () => ({ operator: 'notExists', values: [] }) },
  { pattern: new RegExp(`^(?<key>${KEY})$`), read: () => ({ operator: 'exists', values: [] }) },
];

/** @throws SelectorSyntaxError naming the term that cannot be read. */
export function parseLabelSelector(text: string): readonly LabelRequirement[] {
  return splitTerms(text).map(parseRequirement);
}

function parseRequirement(term: string): LabelRequirement {
  for (const { pattern, read } of FORMS) {
    const groups = pattern.exec(term)?.groups;
    if (!groups) continue;
    const { operator, values } = read(groups);
    const badValue = values.find((value) => value.length > 63 || !VALUE_PATTERN.test(value.replace(/^-/, '')));
    if (badValue !== undefined) throw new SelectorSyntaxError(`invalid value "${badValue}" in label selector`);
    return { key: groups.key!, operator, values };
  }
  throw new SelectorSyntaxError(`unable to parse label selector term "${term}"`);
}

/** Splits at commas outside parentheses, in one pass: a pattern that looks ahead would do so anew at every comma. */
function splitTerms(text: string): string[] {
  if (text.trim() === '') return [];
  const terms: string[] = [];
  let [start, depth] = [0, 0];
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') depth++;
    else if (text[i] === ')') depth--;
    else if (text[i] === ',' && depth === 0) {
      terms.push(text.slice(start, i).trim());
      start = i + 1;
    }
  }
  return [...terms, text.slice(start).trim()];
}

const MATCHERS: Record<
  LabelRequirement['operator'],
  (value: string | undefined, values: readonly string[]) => boolean
> = {
  exists: (value) => value !== undefined,
  notExists: (value) => value === undefined,
  in: (value, values) => value !== undefined && values.includes(value),
  notIn: (value, values) => value === undefined || !values.includes(value),
  greaterThan: (value, [bound]) => /^-?\d+$/.test(value ?? '') && Number(value) > Number(bound),
  lessThan: (value, [bound]) => /^-?\d+$/.test(value ?? '') && Number(value) < Number(bound),
};

export function matchesLabels(requirements: readonly LabelRequirement[], labels: Labels | undefined): boolean {
  return requirements.every(({ key, operator, values }) => MATCHERS[operator](labelOf(labels, key), values));
}

/** `constructor` is a valid key of a label, and a member of every object. */
function labelOf(labels: Labels | undefined, key: string): string | undefined {
  return labels && Object.hasOwn(labels, key) ? labels[key] : undefined;
}

export interface FieldRequirement {
  readonly field: string;
  readonly value: string;
  readonly negated: boolean;
}

/** `a=b,c!=d` with backslash escapes. @throws SelectorSyntaxError on anything else. */
export function parseFieldSelector(text: string): readonly FieldRequirement[] {
  if (text.trim() === '') return [];
  const terms = text.split(/(?<!\\),/).filter((term) => term !== '');
  return terms.map((term) => {
    const match = /^([^=!]+)(==|=|!=)(.*)$/s.exec(term);
    if (!match) throw new SelectorSyntaxError(`invalid field selector term "${term}"`);
    return { field: match[1]!.trim(), value: match[3]!.replace(/\\([\\,=])/g, '$1'), negated: match[2] === '!=' };
  });
}
