import type { Informer } from '../informer/index.js';
import { keyOf, parseKey, type KubeObject, type ObjectKey, type ResourceType } from '../meta/index.js';
import type { Priority } from '../workqueue/index.js';
import type { ObjectChange, Predicate } from './predicate.js';

export type EnqueueKey = (key: ObjectKey, priority: Priority) => void;

/** What wakes a controller. */
export interface WatchSource {
  /** The kind that is followed; its cache is what the controller's own writes are waited for in. */
  readonly informer: Informer;
  /** Enqueues what is there already, then what changes. Returns what ends it. */
  bind(enqueue: EnqueueKey): () => void;
}

export type KeyMapper<T extends KubeObject> = (object: T) => Iterable<ObjectKey>;

export interface MappedOptions<T extends KubeObject> {
  readonly predicate?: Predicate<T>;
  /** One object may stand for a crowd: let single changes go first. */
  readonly lowPriority?: boolean;
}

/** The controller's own kind. */
export function primary<T extends KubeObject>(informer: Informer<T>, predicate?: Predicate<T>): WatchSource {
  return mapped(informer, (object) => [parseKey(keyOf(object))], { predicate });
}

/** Objects whose controlling owner is of the controller's kind. */
export function owned<T extends KubeObject>(
  informer: Informer<T>,
  owner: Pick<ResourceType, 'group' | 'kind' | 'namespaced'>,
  predicate?: Predicate<T>,
): WatchSource {
  return mapped(informer, (object) => controllingOwner(object, owner), { predicate });
}

function controllingOwner(
  { metadata }: KubeObject,
  owner: Pick<ResourceType, 'group' | 'kind' | 'namespaced'>,
): ObjectKey[] {
  const reference = metadata.ownerReferences?.find(({ controller }) => controller);
  if (!reference || reference.kind !== owner.kind) return [];
  // The owner may be named by another version of its group than the one we read.
  if (groupOf(reference.apiVersion) !== owner.group) return [];
  return [{ name: reference.name, ...(owner.namespaced ? { namespace: metadata.namespace } : {}) }];
}

const groupOf = (apiVersion: string): string => (apiVersion.includes('/') ? apiVersion.split('/', 1)[0]! : '');

/** Any other kind that matters to the controller's objects: referenced ones, children known by a label. */
export function mapped<T extends KubeObject>(
  informer: Informer<T>,
  toKeys: KeyMapper<T>,
  { predicate = () => true, lowPriority = false }: MappedOptions<T> = {},
): WatchSource {
  const bind = (enqueue: EnqueueKey): (() => void) => {
    const consider = (change: ObjectChange<T>, isInitial = false): void => {
      if (!isWanted(predicate, change)) return;
      const priority = isInitial || lowPriority ? 'low' : 'normal';
      for (const key of keysOf(toKeys, change)) enqueue(key, priority);
    };
    const registration = informer.addHandler({
      add: (object, isInInitialList) => consider({ object }, isInInitialList),
      update: (previous, object) => consider({ previous, object }),
      delete: (previous) => consider({ previous }),
    });
    return () => registration.remove();
  };
  return { informer: informer as unknown as Informer, bind };
}

function isWanted<T extends KubeObject>(predicate: Predicate<T>, change: ObjectChange<T>): boolean {
  try {
    return predicate(change);
  } catch {
    return true;
  }
}

/** Old and new are both mapped: the key that an object turned away from must hear of it too. */
function keysOf<T extends KubeObject>(toKeys: KeyMapper<T>, { previous, object }: ObjectChange<T>): ObjectKey[] {
  const keys = new Map<string, ObjectKey>();
  for (const side of [previous, object]) {
    if (side) for (const key of toKeys(side)) keys.set(keyOf(key), key);
  }
  return [...keys.values()];
}
