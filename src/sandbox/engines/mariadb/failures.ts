import type { KubeObject } from '../../../kube/meta/index.js';
import { ordersOf } from '../mechanics/orders.js';

/** What a person may ask to go wrong with any MariaDB of the sandbox; the README tells of them. */
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
  'switchover',
  'replication',
  'backup',
] as const;

export type Failure = (typeof FAILURES)[number];
export type Failures = ReadonlyMap<Failure, string | undefined>;

export const failuresOf = (object: Pick<KubeObject, 'metadata'> | undefined): Failures =>
  object ? ordersOf(object, FAILURES) : new Map<Failure, string | undefined>();
