import type { Informer } from '../informer/index.js';
import type { KubeObject, ObjectKey } from '../meta/index.js';
import type { Predicate } from './predicate.js';

export interface WatchSource {
  readonly informer: Informer<KubeObject> | undefined;
}

export declare function primary<T extends KubeObject>(informer: Informer<T>, predicate?: Predicate<T>): WatchSource;
export declare function owned<T extends KubeObject>(
  informer: Informer<T>,
  owner: { group: string; kind: string },
  predicate?: Predicate<T>,
): WatchSource;
export declare function mapped<T extends KubeObject>(
  informer: Informer<T>,
  toKeys: (object: T) => Iterable<ObjectKey>,
  options?: { predicate?: Predicate<T>; lowPriority?: boolean },
): WatchSource;
export declare class ChannelSource implements WatchSource {
  readonly informer: undefined;
  enqueue(key: ObjectKey, options?: { lowPriority?: boolean; afterMs?: number }): void;
}
