import { DRY_RUN, type WriteQuery } from '../parameters.js';
import type { QuerySchema } from '../query.js';

export const PATCH_QUERY = {
  type: 'object',
  properties: {
    dryRun: DRY_RUN,
    fieldManager: {
      type: 'string',
      description:
        'Who applies, and owns the fields from then on: a must with `application/apply-patch+yaml`, and for it alone.',
    },
    force: {
      type: 'boolean',
      description: 'Takes fields that others own, with `application/apply-patch+yaml`; without it that is a conflict.',
    },
  },
} as const satisfies QuerySchema;

export interface PatchQuery extends WriteQuery {
  readonly fieldManager?: string;
  readonly force?: boolean;
}
