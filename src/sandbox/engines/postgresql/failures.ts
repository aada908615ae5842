import { NODE_ORDERS, ordersOf, unknownOrders } from '../mechanics/orders.js';
import type { Cluster } from './cluster.js';

/** What a person may ask to go wrong; the README says what each one does. */
export const FAILURES = [
  ...NODE_ORDERS,
  'initdb-job',
  'join-job',
  'upgrade-job',
  'stuck-job',
  'disk-full',
  'switchover-target',
  'slow-shutdown',
  'stuck-hibernation',
  'wal-archiving',
  'backup',
  'stuck-backup',
  'recovery-job',
  'webhook-down',
] as const;

export type Failure = (typeof FAILURES)[number];

export type Failures = ReadonlyMap<Failure, string | undefined>;

export const failuresOf = (cluster: Pick<Cluster, 'metadata'>): Failures => ordersOf(cluster, FAILURES);

/** The webhook warns of misspelt orders. */
export const unknownFailures = (cluster: Pick<Cluster, 'metadata'>): string[] => unknownOrders(cluster, FAILURES);
