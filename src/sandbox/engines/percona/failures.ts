import type { KubeObject } from '../../../kube/meta/index.js';
import { ordersOf, unknownOrders } from '../mechanics/orders.js';

/** What a person may ask to go wrong with any database of these operators; the READMEs of the engines tell of them. */
export const FAILURES = [
  'image-pull',
  'unschedulable',
  'crash-on-start',
  'never-ready',
  'stuck-termination',
  'pvc-resize',
  'offline-resize',
  'load-balancer',
  'reconcile',
] as const;

export type Failure = (typeof FAILURES)[number];
export type Failures = ReadonlyMap<Failure, string | undefined>;

export const failuresOf = (cluster: Pick<KubeObject, 'metadata'> | undefined): Failures =>
  cluster ? ordersOf(cluster, FAILURES) : new Map<Failure, string | undefined>();

/** Misspelt orders. */
export const unknownFailures = (cluster: Pick<KubeObject, 'metadata'>, others: readonly string[]): string[] =>
  unknownOrders(cluster, [...FAILURES, ...others]);
