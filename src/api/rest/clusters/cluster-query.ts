import { DELETION_POLICY, type DeletionPolicy } from '../../../resources/database-cluster/index.js';
import { DRY_RUN, type WriteQuery } from '../parameters.js';
import type { QuerySchema } from '../query.js';

export const DELETE_QUERY = {
  type: 'object',
  properties: {
    dryRun: DRY_RUN,
    policy: {
      type: 'string',
      enum: [...DELETION_POLICY.values],
      description: 'What becomes of the data, instead of what `spec.deletionPolicy` says.',
    },
  },
} as const satisfies QuerySchema;

export interface DeleteQuery extends WriteQuery {
  readonly policy?: DeletionPolicy;
}
