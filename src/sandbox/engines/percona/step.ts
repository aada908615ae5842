import type { Action as AnyAction } from '../mechanics/actions.js';
import type { PerconaCluster } from './cluster.js';
import type { SecretRecipe } from './builders/secrets.js';
import type { ClusterView } from './view.js';

export type Action = AnyAction<SecretRecipe>;

/** What the operator does next in its round. Without actions it waits for somebody else. */
export interface Step {
  /** For people and logs: why this step. */
  readonly because: string;
  readonly actions?: readonly Action[];
  /** Why the round fails: the operator says so in the status, and tries again. */
  readonly error?: string;
  /** In the middle of a round: the status is not written before the end of it. */
  readonly isSilent?: boolean;
}

/** One concern of the operator's round; undefined when it has nothing to do, and the next one is asked. */
export type Rule<C extends PerconaCluster = PerconaCluster> = (view: ClusterView<C>) => Step | undefined;

export const waitFor = (because: string): Step => ({ because });
export const fail = (error: string): Step => ({ because: error, error });

/** The first rule with something to say decides. */
export function firstStep<C extends PerconaCluster>(rules: readonly Rule<C>[], view: ClusterView<C>): Step | undefined {
  for (const rule of rules) {
    const step = rule(view);
    if (step) return step;
  }
  return undefined;
}
