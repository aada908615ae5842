import type { ObjectKey, ResourceType, UntypedObject } from '../../kube/meta/index.js';

/**
 * One write to an operator's object, harmless when it is repeated: `uid` ties it to the very object that was judged, and
 * `resourceVersion`, where a repetition would do harm, to the very state of it.
 */
export type ChildAction = CreateChild | DeleteChild | PatchChild;

/** Something that is asked of an operator by an object of its own; one that has the name already stays as it is. */
export interface CreateChild {
  readonly do: 'create';
  readonly type: ResourceType;
  readonly key: ObjectKey;
  /** Whole, with the marks of whose it is. */
  readonly object: UntypedObject;
}

export interface DeleteChild {
  readonly do: 'delete';
  readonly type: ResourceType;
  readonly key: ObjectKey;
  readonly uid: string;
}

export interface PatchChild {
  readonly do: 'patch';
  readonly type: ResourceType;
  readonly key: ObjectKey;
  readonly uid: string;
  readonly mergePatch: object;
  readonly subresource?: 'status';
  readonly resourceVersion?: string;
}
