import type { KubeObject, NewCondition, ResourceType } from '../../../../kube/meta/index.js';
import type { SecretRecipe } from '../builders/secrets.js';
import type { ClusterStatus } from '../cluster.js';
import type { ClusterView } from './cluster-view.js';

/** One write, as data: what decides it touches nothing, and a table can say what it should be. */
export type Action =
  | { readonly do: 'create'; readonly type: ResourceType; readonly object: KubeObject }
  | { readonly do: 'forge'; readonly recipe: SecretRecipe }
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
    };

/** What the operator does next, and how it describes itself while at it. */
export interface Step {
  /** For people and logs: why this step. */
  readonly because: string;
  /** Fields to set; a member that is undefined is removed. What is left out stays. */
  readonly status?: Partial<ClusterStatus>;
  readonly actions?: readonly Action[];
  /** `cnpg.io/hibernation`, which exists only while hibernation is wanted. */
  readonly hibernation?: NewCondition;
}

/** One concern of the operator's loop; undefined when it has nothing to do, and the next one is asked. */
export type Rule = (view: ClusterView) => Step | undefined;

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
