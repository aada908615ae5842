import { ordersOf, unknownOrders } from '../mechanics/orders.js';
import type { Cluster } from './cluster.js';

/** What a person may ask to go wrong; the README says what each one does. */
export const FAILURES = [
  'image-pull',
  'unschedulable',
  'crash-on-start',
  'never-ready',
  'initdb-job',
  'join-job',
  'upgrade-job',
  'stuck-job',
  'disk-full',
  'pvc-resize',
  'offline-resize',
  'switchover-target',
  'slow-shutdown',
  'stuck-hibernation',
  'stuck-termination',
  'load-balancer',
  'wal-archiving',
  'backup',
  'stuck-backup',
  'recovery-job',
  'webhook-down',
] as const;

export type Failure = (typeof FAILURES)[number];

export type Failures = ReadonlyMap<Failure, string | undefined>;

export const failuresOf = (cluster: Pick<Cluster, 'metadata'>): Failures => ordersOf(cluster, FAILURES);

/** Misspelt orders: the webhook warns of them. */
export const unknownFailures = (cluster: Pick<Cluster, 'metadata'>): string[] => unknownOrders(cluster, FAILURES);
