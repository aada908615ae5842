import { kindOf, type Kind } from './mysql-variables.js';

const MAX_LENGTH = 100_000;
/** Of such a line MySQL forgives that it does not know the variable. */
const LOOSE = 'loose_';

/** Why mysqld ends at its start with that text for a configuration; undefined when it takes it. */
export function configurationProblem(text: string | undefined): string | undefined {
  let section: string | undefined;
  for (const line of (text ?? '').slice(0, MAX_LENGTH).split('\n').map(withoutComment)) {
    if (line === '') continue;
    const header = /^\[([\w.-]{1,64})\]$/.exec(line)?.[1];
    section = header ?? section;
    if (header !== undefined) continue;
    if (section === undefined) return `Found option without preceding group in config file: ${line}`;
    const problem = section === 'mysqld' ? judge(line) : undefined;
    if (problem !== undefined) return problem;
  }
  return undefined;
}

const withoutComment = (line: string): string => line.trim().replace(/^[#;!].*$/, '');

function judge(line: string): string | undefined {
  const [name = '', ...rest] = line.split('=');
  const value = rest.length > 0 ? rest.join('=').trim() : undefined;
  const variable = name.trim().toLowerCase().replaceAll('-', '_');
  if (variable.startsWith(LOOSE)) return undefined;
  const kind = kindOf(variable) ?? kindOf(variable.replace(/^skip_|^enable_|^disable_/, ''));
  if (!kind) return `unknown variable '${variable}${value === undefined ? '' : `=${value}`}'`;
  return fits(kind, value) ? undefined : `option '${variable}' was given a wrong value: ${value}`;
}

const SWITCH_VALUES: readonly string[] = ['on', 'off', '0', '1', 'true', 'false', 'on_permissive', 'off_permissive'];

function fits(kind: Kind, value: string | undefined): boolean {
  const text = (value ?? '').replaceAll(/^["']|["']$/g, '');
  if (kind === 'text') return value !== undefined;
  if (kind === 'switch') return value === undefined || SWITCH_VALUES.includes(text.toLowerCase()) || /^\d$/.test(text);
  // The operator works out what is in braces, by the limits of the pod.
  return /^-?\d{1,19}(\.\d{1,9})?[kmgtpe]?$/i.test(text) || /^\{\{.*\}\}$/.test(text);
}
