import type { ChildAction } from './child-action.js';

export interface CleanupPlan {
  readonly actions: readonly ChildAction[];
  /** What the next step waits for, as the sentence of the status. */
  readonly waitingFor?: string;
  /** True when nothing that we or the operator made is left, except what `kept` names. */
  readonly done: boolean;
  /** Volumes that stay, with the way back, for the event that says so. */
  readonly kept?: { readonly objects: readonly string[]; readonly howToUse: string };
}
