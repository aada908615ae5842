import { childLabels } from '../../../domain/naming.js';
import { apiVersionOf, type UntypedObject } from '../../../kube/meta/index.js';
import type { BackupStorage } from '../../../resources/backup-storage/index.js';
import type { DatabaseCluster, RecoverySource } from '../../../resources/database-cluster/index.js';
import { componentLabel, isOf } from '../../contract/objects/index.js';
import type { Observed } from '../../contract/index.js';
import type { PerconaDialect } from '../dialect.js';
import type { PerconaCluster } from '../upstream.js';
import type { BackupFormat } from './format.js';
import { placeOf } from './place.js';

export interface OrderParts {
  readonly name: string;
  readonly cluster: DatabaseCluster;
  readonly source: RecoverySource;
  /** Where the source lies. */
  readonly storage: BackupStorage;
}

/**
 * What the operator is asked to restore, always by its place in the bucket: in place, from another database and from a bare
 * bucket are one. Owned by the cluster's object, it goes with it.
 */
export function restoreOrder<U extends PerconaCluster>(
  format: BackupFormat<U>,
  upstream: U,
  { name, cluster, source, storage }: OrderParts,
): UntypedObject {
  const { restore, cluster: ownerKind } = format.dialect.kinds;
  const { uid = '' } = upstream.metadata;
  return {
    apiVersion: apiVersionOf(restore),
    kind: restore.kind,
    metadata: {
      name,
      namespace: cluster.metadata.namespace,
      labels: { ...componentLabel('backup'), ...childLabels(cluster) },
      ownerReferences: [
        { apiVersion: apiVersionOf(ownerKind), kind: ownerKind.kind, name: upstream.metadata.name, uid },
      ],
    },
    spec: format.restoreSpec({
      cluster: cluster.metadata.name,
      place: placeOf(cluster.metadata.name, storage, source.archive),
      source,
    }) as Record<string, unknown>,
  };
}

/** One that we have asked for; what somebody else has put under the name is none. */
export function ownOrder(
  { kinds }: Pick<PerconaDialect, 'kinds'>,
  cluster: DatabaseCluster,
  observed: Observed,
  name: string,
): UntypedObject | undefined {
  const found = observed.get(kinds.restore, name);
  return found && isOf(cluster)(found) ? found : undefined;
}

export type OrderVerdict =
  { readonly is: 'Running' } | { readonly is: 'Succeeded' } | { readonly is: 'Failed'; readonly why: string };

export function judgeOrder(
  { isRestoreOver, restoreFailure }: Pick<PerconaDialect, 'isRestoreOver' | 'restoreFailure'>,
  order: UntypedObject,
): OrderVerdict {
  const state = (order.status as { state?: string } | undefined)?.state ?? '';
  if (!isRestoreOver(state)) return { is: 'Running' };
  const why = restoreFailure(order);
  return why === undefined ? { is: 'Succeeded' } : { is: 'Failed', why };
}

/** As both operators take a moment: UTC, and no fraction of a second. */
export const momentOf = (time: string): string => new Date(time).toISOString().slice(0, 19).replace('T', ' ');

/** How far the log is played on; undefined for the end of the backup. */
export function pitrOf({ time, latest }: RecoverySource): { type: 'date' | 'latest'; date?: string } | undefined {
  if (time !== undefined) return { type: 'date', date: momentOf(time) };
  return latest ? { type: 'latest' } : undefined;
}
