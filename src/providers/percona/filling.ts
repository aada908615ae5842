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

/** What served once was filled before, whatever has become of the mark: to fill it again would undo what was written since. */
export const hasServed = ({ status }: Pick<DatabaseCluster, 'status'>, { number }: Incarnation): boolean =>
  status?.incarnation?.number === number && status.incarnation.firstRunningAt !== undefined;

/** The order to fill a database that was born with a source. */
export const fillOrderName = ({ metadata }: Pick<DatabaseCluster, 'metadata'>, { number }: Incarnation): string =>
  orderName('fill', metadata.uid, `-${number}`);

/** By the uid, and not by a name: operators make names of Jobs of it with the database's beside, and none may pass 63. */
export const orderName = (what: 'fill' | 'restore', uid = '', end = ''): string => `${what}-${uid.slice(0, 8)}${end}`;
