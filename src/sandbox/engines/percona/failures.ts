import type { KubeObject } from '../../../kube/meta/index.js';
import { NODE_ORDERS, ordersOf, unknownOrders } from '../mechanics/orders.js';

/** What a person may ask to go wrong with any database of these operators; the READMEs of the engines tell of them. */
export const FAILURES = [...NODE_ORDERS, 'reconcile'] as const;

export type Failure = (typeof FAILURES)[number];
export type Failures = ReadonlyMap<Failure, string | undefined>;

export const failuresOf = (cluster: Pick<KubeObject, 'metadata'> | undefined): Failures => ordersOf(cluster, FAILURES);

/** Of misspelt orders the operator says that its round fails. */
export const unknownFailures = (cluster: Pick<KubeObject, 'metadata'>, others: readonly string[]): string[] =>
  unknownOrders(cluster, [...FAILURES, ...others]);
