import type { Action as AnyAction } from '../mechanics/actions.js';
import type { SecretRecipe } from './builders/secrets.js';
import type { Condition, MariadbStatus } from './mariadb.js';
import type { MariadbView } from './view.js';

export type Action = AnyAction<SecretRecipe>;

/** What the operator does next in its round. Without actions it waits for somebody else. */
export interface Step {
  /** For people and logs: why this step. */
  readonly because: string;
  readonly actions?: readonly Action[];
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
