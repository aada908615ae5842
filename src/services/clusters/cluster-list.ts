import { isInLine } from '../../domain/version.js';
import { CLUSTER_PHASE, type DatabaseCluster } from '../../resources/database-cluster/index.js';
import { anyOf, anyThat, anyValueOf } from '../reading/filter-field.js';
import type { FilterOf, ListDeclaration } from '../reading/list-declaration.js';
import { METADATA_FILTERS, METADATA_SORTS } from '../reading/metadata-fields.js';

/** How clusters are listed. */
export const CLUSTER_LIST = {
  one: 'cluster',
  many: 'clusters',
  filters: {
    ...METADATA_FILTERS,
    engine: anyOf<DatabaseCluster>('Engines.', ({ spec }) => spec.engine),
    version: anyThat('Versions; `17` finds every 17.x.', runs),
    phase: anyValueOf(CLUSTER_PHASE, 'Phases.', ({ status }: DatabaseCluster) => status?.phase ?? 'Pending'),
  },
  sorts: {
    ...METADATA_SORTS,
    engine: { description: 'engine', textOf: ({ spec }: DatabaseCluster) => spec.engine },
  },
  defaultSort: ['namespace', 'name'],
} as const satisfies ListDeclaration<DatabaseCluster>;

export type ClusterFilter = FilterOf<typeof CLUSTER_LIST>;

/** What runs, or else what is wished for: exactly this version, or one of this line. */
function runs({ spec, status }: DatabaseCluster, wanted: string): boolean {
  const version = status?.version ?? spec.version;
  return version !== undefined && isInLine(version, wanted);
}
