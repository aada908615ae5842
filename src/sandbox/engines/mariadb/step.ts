import type { Action as AnyAction } from '../mechanics/actions.js';
import type { RoundStep } from '../mechanics/round-reconciler.js';
import type { SecretRecipe } from './builders/secrets.js';
import type { Condition, MariadbStatus } from './mariadb.js';
import type { MariadbView } from './view.js';

export type Action = AnyAction<SecretRecipe>;

/** A step of this operator's round, and what it says then. */
export interface Step extends RoundStep<SecretRecipe> {
  /** What it says meanwhile, beside what it always says. */
  readonly says?: readonly Omit<Condition, 'lastTransitionTime'>[];
  readonly status?: Partial<MariadbStatus>;
}

/** One concern of the operator's round; undefined when it has nothing to do, and the next one is asked. */
export type Rule = (view: MariadbView) => Step | undefined;

/** Not ready, for the operator is at something. */
export const busy = (reason: string, message: string): Omit<Condition, 'lastTransitionTime'> => ({
  type: 'Ready',
  status: 'False',
  reason,
  message,
});

/** A round that ends badly; the operator tries again. */
export const failed = (phase: string, why: string): Step => ({
  because: why,
  says: [busy('Failed', `Error reconciling ${phase}: ${why}`)],
});
