import type { StructuralSchema } from '../../../kube/schema/index.js';
import { CLUSTER_PHASES, type ClusterPhase, type DeletionPolicy } from '../../../resources/database-cluster/index.js';
import type { QuerySchema } from '../query.js';

const texts = (description: string): StructuralSchema => ({
  type: 'array',
  minItems: 1,
  maxItems: 50,
  items: { type: 'string', maxLength: 253 },
  description: `${description} Several, separated by commas: any of them.`,
});

const DRY_RUN: StructuralSchema = {
  type: 'boolean',
  default: false,
  description: 'Judges the request and answers what it would change; nothing is stored.',
};

export const LIST_QUERY = {
  type: 'object',
  properties: {
    limit: { type: 'integer', minimum: 1, maximum: 500, default: 50, description: 'Items a page.' },
    cursor: { type: 'string', maxLength: 1024, description: '`page.nextCursor` of the page before; it never expires.' },
    total: { type: 'boolean', default: false, description: 'Adds an exact `page.total`.' },
    engine: texts('Only clusters of this engine.'),
    version: texts('Only this version; `17` finds every 17.x.'),
    phase: { ...texts('Only clusters in this phase.'), items: { type: 'string', enum: [...CLUSTER_PHASES] } },
    name: texts('Only clusters of this name.'),
  },
} as const satisfies QuerySchema;

export interface ListQuery {
  readonly limit: number;
  readonly cursor?: string;
  readonly total: boolean;
  readonly engine?: string[];
  readonly version?: string[];
  readonly phase?: ClusterPhase[];
  readonly name?: string[];
}

export const WRITE_QUERY = { type: 'object', properties: { dryRun: DRY_RUN } } as const satisfies QuerySchema;

export interface WriteQuery {
  readonly dryRun: boolean;
}

export const DELETE_QUERY = {
  type: 'object',
  properties: {
    dryRun: DRY_RUN,
    policy: {
      type: 'string',
      enum: ['Delete', 'Retain'],
      description: 'What becomes of the data, instead of what `spec.deletionPolicy` says.',
    },
  },
} as const satisfies QuerySchema;

export interface DeleteQuery extends WriteQuery {
  readonly policy?: DeletionPolicy;
}
