import type { KubeObject } from '../meta/index.js';

/** An addition has no `previous`, a deletion no `object`. */
export interface ObjectChange<T extends KubeObject> {
  readonly previous?: T;
  readonly object?: T;
}

/** True when the change is worth a reconcile. One that throws counts as true: one too many beats one too few. */
export type Predicate<T extends KubeObject> = (change: ObjectChange<T>) => boolean;
export declare function intentChanged<T extends KubeObject>(named?: {
  annotations?: readonly string[];
  labels?: readonly string[];
}): Predicate<T>;
