import type { Action as AnyAction } from '../../mechanics/actions.js';
import type { RoundStep } from '../../mechanics/round-reconciler.js';
import type { SecretRecipe } from '../builders/secrets.js';
import type { KafkaStatus } from '../kafka.js';
import type { KafkaView } from './kafka-view.js';

export type Action = AnyAction<SecretRecipe>;

/** A step of this operator's round, and what it says then. */
export interface Step extends RoundStep<SecretRecipe> {
  /** Written at the very beginning and at the end of a round, never in between. */
  readonly status?: KafkaStatus;
  /** The round is over, well or badly: the operator looks again when it is told to, or after its interval. */
  readonly ends?: boolean;
}

/** One concern of the operator's round; undefined when it has nothing to do, and the next one is asked. */
export type Rule = (view: KafkaView) => Step | undefined;

export const waitFor = (because: string): Step => ({ because });
