import type { FieldDeclaration } from './field-declaration.js';

/** The declared sentence and what the field's rules mean for a writer: the same words in every document. */
export function describeField({ description, immutable, growOnly }: FieldDeclaration): string {
  const promises = [immutable && 'Cannot be changed after creation.', growOnly && 'Can only grow.'];
  return [description, ...promises.filter(Boolean)].join(' ');
}

/** For documents that have no place for a default of their own. */
export function describeFieldWithDefault(field: FieldDeclaration): string {
  const description = describeField(field);
  return field.default === undefined ? description : `${description} Default: ${JSON.stringify(field.default)}.`;
}
