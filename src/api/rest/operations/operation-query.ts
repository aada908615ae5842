import type { QuerySchema } from '../query.js';

export const LOG_QUERY = {
  type: 'object',
  properties: {
    after: {
      type: 'integer',
      minimum: 0,
      maximum: 1_000_000,
      default: 0,
      description: 'Only lines with a higher `seq`: the `after` of the last answer.',
    },
  },
} as const satisfies QuerySchema;

export interface LogQuery {
  readonly after: number;
}
