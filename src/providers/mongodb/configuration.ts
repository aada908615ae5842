import { stringify } from 'yaml';
import type { ConfigParameter } from '../../resources/database-cluster/index.js';

type Section = Map<string, Section | string | number | boolean>;

/** Settings with dotted names as the file that mongod and mongos read; undefined without any. */
export function configurationOf(settings: readonly ConfigParameter[] | undefined): string | undefined {
  if (!settings || settings.length === 0) return undefined;
  const file: Section = new Map();
  // In order of names, so that the order of the user's list restarts nobody.
  const sorted = [...settings].sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const { name, value } of sorted) place(file, name.split('.'), value);
  return stringify(file);
}

function place(section: Section, [name = '', ...rest]: readonly string[], value: string): void {
  if (rest.length === 0) {
    section.set(name, scalarOf(value));
    return;
  }
  const found = section.get(name);
  const inner = typeof found === 'object' ? found : (new Map() as Section);
  section.set(name, inner);
  place(inner, rest, value);
}

/** The server tells numbers from texts. */
function scalarOf(value: string): string | number | boolean {
  if (value === 'true' || value === 'false') return value === 'true';
  const isNumber = /^-?(0|[1-9]\d{0,14})(\.\d{1,15})?$/.test(value);
  return isNumber ? Number(value) : value;
}
