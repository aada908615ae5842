import type { ObjectKey, ResourceType } from '../../kube/meta/index.js';

/** One idempotent write; `uid` makes it harmless when the object was replaced meanwhile. */
export type CleanupAction =
  | { readonly do: 'delete'; readonly type: ResourceType; readonly key: ObjectKey; readonly uid: string }
  | {
      readonly do: 'patch';
      readonly type: ResourceType;
      readonly key: ObjectKey;
      readonly uid: string;
      readonly mergePatch: object;
    };

export interface CleanupPlan {
  readonly actions: readonly CleanupAction[];
  /** What the next step waits for, as the sentence of the status. */
  readonly waitingFor?: string;
  /** True when nothing that we or the operator made is left, except what `kept` names. */
  readonly done: boolean;
  /** Volumes that stay, with the way back, for the event that says so. */
  readonly kept?: { readonly objects: readonly string[]; readonly howToUse: string };
}
