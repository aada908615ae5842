import { MASK, maskUsers } from '../masked-text.js';
import type { FieldChange } from '../writing/intent.js';

/** Names of fields, settings and annotations whose values may open something. */
const SECRET_NAME = /pass(word|wd|phrase|code)|secret|token|credential|(private|access|api)[-_.]?key/i;

/** More would make a record that nobody reads and many tools cut. */
const MAX_LENGTH = 8 * 1024;
const MAX_PATHS = 50;

export interface AuditedChanges {
  readonly changes: readonly FieldChange[];
  readonly changesShortened?: true;
}

/** Changes as they may be written down: without what may be secret, and not endless. */
export function auditedChanges(changes: readonly FieldChange[]): AuditedChanges {
  const masked = changes.map(({ path, before, after }) => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    return { path, before: withoutSecrets(before, name), after: withoutSecrets(after, name) };
  });
  if (JSON.stringify(masked).length <= MAX_LENGTH) return { changes: masked };
  return { changes: masked.slice(0, MAX_PATHS).map(({ path }) => ({ path })), changesShortened: true };
}

function withoutSecrets(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(item, name));
  if (typeof value === 'object' && value !== null) return membersWithoutSecrets(value as Record<string, unknown>);
  if (value === undefined || value === null) return value;
  if (SECRET_NAME.test(name)) return MASK;
  return typeof value === 'string' ? maskUsers(value) : value;
}

/** Of a setting (`{name, value}`) it is the name in it that tells what its value is. */
function membersWithoutSecrets(object: Record<string, unknown>): Record<string, unknown> {
  const settingName = typeof object['name'] === 'string' ? object['name'] : '';
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key, withoutSecrets(value, key === 'value' ? settingName : key)]),
  );
}
