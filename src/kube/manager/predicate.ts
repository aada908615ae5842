import type { KubeObject, ObjectMeta } from '../meta/index.js';

/** An addition has no `previous`, a deletion no `object`. */
export interface ObjectChange<T extends KubeObject> {
  readonly previous?: T;
  readonly object?: T;
}

/** True when the change is worth a reconcile. One that throws counts as true: one too many beats one too few. */
export type Predicate<T extends KubeObject> = (change: ObjectChange<T>) => boolean;

export interface NamedMetadata {
  readonly annotations?: readonly string[];
  readonly labels?: readonly string[];
  /** Ours, that a whole replacement of the object takes off: without it a deletion would leave behind what we made. */
  readonly finalizers?: readonly string[];
}

/**
 * What somebody wants has changed: the spec (by generation), the wish to be deleted, or metadata that is named here.
 * Status is no intent, so our own status writes do not wake us. Of kinds without a generation every change counts.
 */
export function intentChanged<T extends KubeObject>(named: NamedMetadata = {}): Predicate<T> {
  return ({ previous, object }) => {
    if (!previous || !object) return true;
    const [before, after] = [previous.metadata, object.metadata];
    if (before.generation === undefined || before.generation !== after.generation) return true;
    if (before.uid !== after.uid || before.deletionTimestamp !== after.deletionTimestamp) return true;
    return metadataChanged(before, after, named);
  };
}

function metadataChanged(
  before: ObjectMeta,
  after: ObjectMeta,
  { annotations = [], labels = [], finalizers = [] }: NamedMetadata,
): boolean {
  return (
    finalizers.some((name) => before.finalizers?.includes(name) && !after.finalizers?.includes(name)) ||
    annotations.some((name) => before.annotations?.[name] !== after.annotations?.[name]) ||
    labels.some((name) => before.labels?.[name] !== after.labels?.[name])
  );
}
