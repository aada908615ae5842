import type { ValidationRule } from '../../kube/schema/index.js';

/** Names that are DNS labels and begin with a letter, as names of Services must. */
export function nameRules(maxLength: number, why: string): readonly ValidationRule[] {
  return [
    {
      rule: `size(self.metadata.name) <= ${maxLength}`,
      message: `must have at most ${maxLength} characters, ${why}`,
      fieldPath: '.metadata.name',
    },
    {
      rule: "self.metadata.name.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')",
      message: "must begin with a letter, end with a letter or digit, and hold only lower-case letters, digits and '-'",
      fieldPath: '.metadata.name',
    },
  ];
}

/** Names of our objects leave room for what is derived from them: Services, volumes. */
export const NAME_RULES = nameRules(40, 'so that what is derived from it still fits in 63');
