import type { Action as AnyAction } from '../mechanics/actions.js';
import type { RoundStep } from '../mechanics/round-reconciler.js';
import type { PerconaCluster } from './cluster.js';
import type { SecretRecipe } from './builders/secrets.js';
import type { ClusterView } from './view.js';

export type Action = AnyAction<SecretRecipe>;

/** A step of this operator's round, and what it says then. */
export interface Step extends RoundStep<SecretRecipe> {
  /** Why the round fails: the operator says so in the status, and tries again. */
  readonly error?: string;
  /** In the middle of a round: the status is not written before the end of it. */
  readonly isSilent?: boolean;
}

/** One concern of the operator's round; undefined when it has nothing to do, and the next one is asked. */
export type Rule<C extends PerconaCluster = PerconaCluster> = (view: ClusterView<C>) => Step | undefined;

export const waitFor = (because: string): Step => ({ because });
export const fail = (error: string): Step => ({ because: error, error });
