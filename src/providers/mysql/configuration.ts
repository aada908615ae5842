import type { ConfigParameter } from '../../resources/database-cluster/index.js';

/** Settings as the section of my.cnf that the server reads; undefined without any. */
export function configurationOf(settings: readonly ConfigParameter[] | undefined): string | undefined {
  if (!settings || settings.length === 0) return undefined;
  // In order of names, so that the order of the user's list restarts nobody.
  const sorted = [...settings].sort((a, b) => (a.name < b.name ? -1 : 1));
  return ['[mysqld]', ...sorted.map(({ name, value }) => `${name}=${quoted(value)}`), ''].join('\n');
}

/** What would begin a comment, or be cut off at its ends, stands between quotes; validation knows of none with both. */
function quoted(value: string): string {
  if (!/[#;'"]|^\s|\s$/.test(value)) return value;
  const quote = value.includes('"') ? "'" : '"';
  return `${quote}${value}${quote}`;
}

/** What no line of my.cnf can hold: a line of its own, both quotes, or an escape. */
export const isWritable = (value: string): boolean =>
  !/[\p{Cc}\u2028\u2029\\]/u.test(value) && !(value.includes('"') && value.includes("'"));
