import type { ObjectKey, ResourceType } from '../../kube/meta/index.js';

/**
 * One write to an operator's object, harmless when it is repeated: `uid` ties it to the very object that was judged, and
 * `resourceVersion`, where a repetition would do harm, to the very state of it.
 */
export type ChildAction = DeleteChild | PatchChild;

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
