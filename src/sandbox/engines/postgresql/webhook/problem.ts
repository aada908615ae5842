import type { FieldError, FieldPath } from '../../../../kube/schema/index.js';

/** One rule of admission: what is wrong with the new object, given the one it replaces. */
export type AdmissionRule<T> = (object: T, old: T | undefined) => FieldError[];

export const invalid = (path: FieldPath, badValue: unknown, detail: string): FieldError => ({
  path,
  type: 'FieldValueInvalid',
  badValue,
  detail,
});

export const duplicate = (path: FieldPath, badValue: unknown, detail: string): FieldError => ({
  path,
  type: 'FieldValueDuplicate',
  badValue,
  detail,
});

export const required = (path: FieldPath, detail: string): FieldError => ({
  path,
  type: 'FieldValueRequired',
  detail,
});

/** The problem when `broken`, else none: keeps rules readable as lists. */
export const when = (broken: unknown, ...problems: FieldError[]): FieldError[] => (broken ? problems : []);

/** The entries that repeat an earlier one, by what `key` makes of them, with their index. */
export function repeated<T>(entries: readonly T[], key: (entry: T) => string): { entry: T; index: number }[] {
  const seen = new Set<string>();
  return entries.flatMap((entry, index) => {
    const id = key(entry);
    if (seen.has(id)) return [{ entry, index }];
    seen.add(id);
    return [];
  });
}
