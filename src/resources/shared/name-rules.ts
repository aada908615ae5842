import type { ValidationRule } from '../../kube/schema/index.js';

/**
 * Names of our objects leave room for what is derived from them (Services, volumes: at most 63 characters), and are
 * DNS labels that begin with a letter, as names of Services must.
 */
export const NAME_RULES: readonly ValidationRule[] = [
  {
    rule: 'size(self.metadata.name) <= 40',
    message: 'must have at most 40 characters, so that what is derived from it still fits in 63',
    fieldPath: '.metadata.name',
  },
  {
    rule: "self.metadata.name.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')",
    message: "must begin with a letter, end with a letter or digit, and hold only lower-case letters, digits and '-'",
    fieldPath: '.metadata.name',
  },
];
