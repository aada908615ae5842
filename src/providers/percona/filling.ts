import { ANNOTATIONS } from '../../domain/naming.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import { parseIncarnation, type Incarnation } from '../contract/index.js';
import type { PerconaCluster } from './upstream.js';

/** Ours, on the cluster's object: the number of the last incarnation whose data has come in. Kept once it is there. */
export const FILLED_FROM = 'dbaas.io/filled-from';

/** True of a database that is there, empty, and waits for the data that it was asked for. */
export function isToBeFilled({ metadata: { annotations } }: Pick<PerconaCluster, 'metadata'>): boolean {
  const incarnation = parseIncarnation(annotations?.[ANNOTATIONS.incarnation]);
  if (!incarnation?.source) return false;
  return Number(annotations?.[FILLED_FROM] ?? 0) < incarnation.number;
}

/** The order to fill a database that was born with a source. */
export const fillOrderName = (
  { metadata: { name } }: Pick<DatabaseCluster, 'metadata'>,
  { number }: Incarnation,
): string => `${name}-fill-${number}`;
