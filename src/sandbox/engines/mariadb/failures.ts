import type { KubeObject } from '../../../kube/meta/index.js';
import { NODE_ORDERS, ordersOf, unknownOrders } from '../mechanics/orders.js';

/** What a person may ask to go wrong with any MariaDB of the sandbox; the README tells of them. */
export const FAILURES = [...NODE_ORDERS, 'reconcile', 'switchover', 'replication', 'backup'] as const;

export type Failure = (typeof FAILURES)[number];
export type Failures = ReadonlyMap<Failure, string | undefined>;

export const failuresOf = (object: Pick<KubeObject, 'metadata'> | undefined): Failures => ordersOf(object, FAILURES);

/** Of misspelt orders the operator says that its round fails. */
export const unknownFailures = (mariadb: Pick<KubeObject, 'metadata'>): string[] => unknownOrders(mariadb, FAILURES);
