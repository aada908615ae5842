import type { ObjectKey } from '../kube/meta/index.js';
import type { DatabaseBackup } from '../resources/database-backup/index.js';
import type { OpsRequest } from '../resources/ops-request/index.js';

/** The cluster that an operation is for, or that a backup is of. */
export const targetKeyOf = ({ metadata, spec }: OpsRequest | DatabaseBackup): ObjectKey => ({
  namespace: metadata.namespace,
  name: spec.clusterRef.name,
});
