import { notSupported } from '../../../domain/validation/field-errors.js';
import type { FieldError, FieldPath } from '../../../kube/schema/index.js';
import type { Situation } from './situation.js';

/** Who does not exist cannot be acted upon. */
export function mustBeMember({ view }: Situation, member: string, path: FieldPath): FieldError[] {
  const allowed = view.members.map(({ name }) => name);
  if (allowed.includes(member)) return [];
  return [notSupported(path, 'is no member of the database', { badValue: member, allowed })];
}
