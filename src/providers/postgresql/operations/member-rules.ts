import { forbidden } from '../../../domain/validation/field-errors.js';
import type { FieldError, FieldPath } from '../../../kube/schema/index.js';
import { fencingList, isFenced } from '../status/fencing.js';
import type { Situation } from './situation.js';

export function mustNotBeFenced({ upstream }: Situation, member: string, path: FieldPath): FieldError[] {
  if (!isFenced(upstream, member)) return [];
  return [forbidden(path, 'is fenced; run the custom operation "unfence" first', { badValue: member })];
}

/** The operator passes fenced members by when it replaces one after the other: such an operation would never end. */
export function nobodyFenced({ upstream }: Situation): FieldError[] {
  const fenced = fencingList(upstream);
  if (fenced.length === 0) return [];
  const detail = `cannot reach fenced members (${fenced.join(', ')}); run the custom operation "unfence" first`;
  return [forbidden(['spec', 'type'], detail)];
}
