import { compareQuantities } from '../../kube/meta/index.js';
import { capacityOf } from '../contract/objects/index.js';
import type { ComponentView } from './component.js';
import type { PerconaCluster } from './upstream.js';
import { ofRole, type PerconaView } from './view.js';

/** Ours, on the cluster's object: the size of the data volumes that was asked for last. */
export const STORAGE_ASKED = 'dbaas.io/storage-asked';

export const askedSizeOf = ({ metadata }: Pick<PerconaCluster, 'metadata'>): string | undefined =>
  metadata.annotations?.[STORAGE_ASKED];

/**
 * Components of whose volumes the operator has taken the larger size back: where it cannot enlarge them, it writes the old
 * size over ours. Both are written at once, so a size below the one that was asked for is never our own doing.
 */
export function takenBack({ upstream, components }: Pick<PerconaView, 'upstream' | 'components'>): ComponentView[] {
  const asked = upstream && askedSizeOf(upstream);
  if (asked === undefined) return [];
  return ofRole({ components }, 'data').filter(({ asks }) => isLess(asks.storageSize, asked));
}

/**
 * The size to ask for. What the operator has taken back is not asked for again until another size is wanted: the two would
 * write over each other for ever. And what a volume has got, it keeps: the operator refuses to work with less.
 */
export function volumeSizeOf(wanted: string, component: string, view: PerconaView): string {
  const standing = view.components.find(({ name }) => name === component);
  const has = standing?.asks.storageSize;
  if (!standing || has === undefined) return wanted;
  const isRefused = askedSizeOf(view.upstream!) === wanted && takenBack(view).includes(standing);
  const isBeyond = isLess(wanted, has) && standing.claims.some((claim) => isLess(wanted, capacityOf(claim)));
  return isRefused || isBeyond ? has : wanted;
}

const isLess = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined && b !== undefined && compareQuantities(a, b) < 0;
