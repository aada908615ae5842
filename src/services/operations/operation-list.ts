import { phaseOf } from '../../operations/index.js';
import { OPERATION_PHASE, OPERATION_TYPE, type OpsRequest } from '../../resources/ops-request/index.js';
import { anyOf, anyValueOf } from '../reading/filter-field.js';
import type { FilterOf, ListDeclaration } from '../reading/list-declaration.js';
import { METADATA_FILTERS, METADATA_SORTS } from '../reading/metadata-fields.js';

/** How operations are listed: the newest first. */
export const OPERATION_LIST = {
  one: 'operation',
  many: 'operations',
  filters: {
    ...METADATA_FILTERS,
    cluster: anyOf<OpsRequest>('Names of the clusters that they are for.', ({ spec }) => spec.clusterRef.name),
    type: anyValueOf(OPERATION_TYPE, 'Types.', ({ spec }: OpsRequest) => spec.type),
    phase: anyValueOf(OPERATION_PHASE, 'Phases.', phaseOf),
    requestedBy: anyOf<OpsRequest>('Users that asked for them.', ({ status }) => status?.requestedBy?.subject),
  },
  sorts: {
    ...METADATA_SORTS,
    cluster: { description: 'name of the cluster', textOf: ({ spec }: OpsRequest) => spec.clusterRef.name },
    type: { description: 'type', textOf: ({ spec }: OpsRequest) => spec.type },
  },
  defaultSort: ['-creationTimestamp'],
} as const satisfies ListDeclaration<OpsRequest>;

export type OperationFilter = FilterOf<typeof OPERATION_LIST>;
