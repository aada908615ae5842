import type { KubeObject, ResourceType } from '../../../kube/meta/index.js';

/**
 * One write, as data: what decides it touches nothing, and a table can say what it should be. A recipe stands for an
 * object that is made up only when it is written, such as a Secret with keys.
 */
export type Action<Recipe = never> =
  | { readonly do: 'create'; readonly type: ResourceType; readonly object: KubeObject }
  | { readonly do: 'forge'; readonly recipe: Recipe }
  | {
      readonly do: 'patch';
      readonly type: ResourceType;
      readonly object: KubeObject;
      readonly body: Record<string, unknown>;
      readonly subresource?: 'status';
    }
  | {
      readonly do: 'delete';
      readonly type: ResourceType;
      readonly object: KubeObject;
      readonly gracePeriodSeconds?: number;
      /** Spares what the object owns. */
      readonly orphansDependents?: boolean;
    };

export const create = (type: ResourceType, object: KubeObject): Action => ({ do: 'create', type, object });
export const remove = (type: ResourceType, object: KubeObject): Action => ({ do: 'delete', type, object });
export const patch = (type: ResourceType, object: KubeObject, body: Record<string, unknown>): Action => ({
  do: 'patch',
  type,
  object,
  body,
});
export const patchStatus = (type: ResourceType, object: KubeObject, status: Record<string, unknown>): Action => ({
  do: 'patch',
  type,
  object,
  body: { status },
  subresource: 'status',
});
