import {
  CLUSTER_PHASES,
  DELETION_POLICY,
  type ClusterPhase,
  type DeletionPolicy,
} from '../../../resources/database-cluster/index.js';
import { DRY_RUN, oneOfTexts, PAGE_PARAMETERS, texts, type PageParameters, type WriteQuery } from '../parameters.js';
import type { QuerySchema } from '../query.js';

export const LIST_QUERY = {
  type: 'object',
  properties: {
    ...PAGE_PARAMETERS,
    engine: texts('Only clusters of this engine.'),
    version: texts('Only this version; `17` finds every 17.x.'),
    phase: oneOfTexts('Only clusters in this phase.', CLUSTER_PHASES),
    name: texts('Only clusters of this name.'),
  },
} as const satisfies QuerySchema;

export interface ListQuery extends PageParameters {
  readonly engine?: string[];
  readonly version?: string[];
  readonly phase?: ClusterPhase[];
  readonly name?: string[];
}

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
