import type { KubeObject } from '../../../kube/meta/index.js';
import { ordersOf, unknownOrders } from '../mechanics/orders.js';

/** What a person may ask to go wrong; the README says what each one does. */
export const FAILURES = [
  'image-pull',
  'unschedulable',
  'crash-on-start',
  'never-ready',
  'stuck-termination',
  'pvc-resize',
  'offline-resize',
  'load-balancer',
  'under-replicated',
  'metadata-update',
  'rebalance',
  'stuck-rebalance',
  'entity-operator',
] as const;

export type Failure = (typeof FAILURES)[number];
export type Failures = ReadonlyMap<Failure, string | undefined>;

export const failuresOf = (kafka: Pick<KubeObject, 'metadata'> | undefined): Failures =>
  kafka ? ordersOf(kafka, FAILURES) : new Map<Failure, string | undefined>();

/** Misspelt orders: the Kafka warns of them. */
export const unknownFailures = (kafka: Pick<KubeObject, 'metadata'>): string[] => unknownOrders(kafka, FAILURES);
