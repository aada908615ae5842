import type { ValidationRule } from '../../kube/schema/index.js';

/** Nobody may climb out of a prefix, nor mean two places by one name. */
export const NO_CLIMBING: readonly ValidationRule[] = [
  {
    rule: "!self.split('/').exists(segment, segment == '.' || segment == '..')",
    message: "must not have '.' or '..' between its slashes",
  },
];

/** A folder or object, counted from the prefix of its storage. */
export const PATH_IN_STORAGE = {
  minLength: 1,
  maxLength: 512,
  pattern: '^[A-Za-z0-9._=:-]+(/[A-Za-z0-9._=:-]+)*$',
  rules: NO_CLIMBING,
} as const;
