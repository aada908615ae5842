import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import { primaryServiceName, serviceName } from './names.js';

/** Of a single member there is one Service alone. Which of them it is never changes: one does not become several. */
export const writersService = ({ metadata, spec }: Pick<DatabaseCluster, 'metadata' | 'spec'>): string =>
  spec.clusterSize > 1 ? primaryServiceName(metadata.name) : serviceName(metadata.name);
