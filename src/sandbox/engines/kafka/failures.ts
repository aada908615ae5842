import type { KubeObject } from '../../../kube/meta/index.js';
import { NODE_ORDERS, ordersOf, unknownOrders } from '../mechanics/orders.js';

/** What a person may ask to go wrong; the README says what each one does. */
export const FAILURES = [
  ...NODE_ORDERS,
  'under-replicated',
  'metadata-update',
  'rebalance',
  'stuck-rebalance',
  'entity-operator',
] as const;

export type Failure = (typeof FAILURES)[number];
export type Failures = ReadonlyMap<Failure, string | undefined>;

export const failuresOf = (kafka: Pick<KubeObject, 'metadata'> | undefined): Failures => ordersOf(kafka, FAILURES);

/** The Kafka warns of misspelt orders. */
export const unknownFailures = (kafka: Pick<KubeObject, 'metadata'>): string[] => unknownOrders(kafka, FAILURES);
