import { compareQuantities, isQuantity } from '../../../../kube/meta/index.js';
import type { ClusterView, Instance } from '../reconcile/cluster-view.js';
import { LABEL } from '../well-known.js';

/**
 * `disk-full` fills the volume that takes the WAL until the order is withdrawn; `disk-full:10Gi` only while that volume
 * holds no more than 10Gi, so that growing the claim by hand is the way out.
 */
export function isDiskFull({ failures }: ClusterView, { claims, data }: Instance): boolean {
  if (!failures.has('disk-full')) return false;
  const limit = failures.get('disk-full');
  const wal = claims.find(({ metadata }) => metadata.labels?.[LABEL.pvcRole] === 'PG_WAL') ?? data;
  const capacity = wal.status?.capacity?.storage;
  if (!limit || !isQuantity(limit) || capacity === undefined) return true;
  return compareQuantities(capacity, limit) <= 0;
}
