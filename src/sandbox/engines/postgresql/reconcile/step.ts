import type { NewCondition } from '../../../../kube/meta/index.js';
import type { Action as AnyAction } from '../../mechanics/actions.js';
import type { RoundStep } from '../../mechanics/round-reconciler.js';
import type { SecretRecipe } from '../builders/secrets.js';
import type { ClusterStatus } from '../cluster.js';
import type { ClusterView } from './cluster-view.js';

export type Action = AnyAction<SecretRecipe>;

/** What the operator does next, and how it describes itself while at it. */
export interface Step extends RoundStep<SecretRecipe> {
  /** Fields to set; a member that is undefined is removed. What is left out stays. */
  readonly status?: Partial<ClusterStatus>;
  /** `cnpg.io/hibernation`, which exists only while hibernation is wanted. */
  readonly hibernation?: NewCondition;
}

/** One concern of the operator's loop; undefined when it has nothing to do, and the next one is asked. */
export type Rule = (view: ClusterView) => Step | undefined;
