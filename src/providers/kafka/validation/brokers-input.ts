import type { DatabaseCluster } from '../../../resources/database-cluster/index.js';
import type { ValidationContext } from '../../contract/index.js';
import { ruleInputOf, type EngineRule, type RuleInput } from '../../contract/validation/index.js';

export interface BrokersInput extends RuleInput {
  /** Brokers that there are, as far as is known; undefined before birth. */
  readonly brokers?: number;
}

export type BrokersRule = EngineRule<BrokersInput>;

export function brokersInputOf(cluster: DatabaseCluster, context: ValidationContext): BrokersInput {
  const { size } = (context.previous ?? cluster).status ?? {};
  return { ...ruleInputOf(cluster, context), ...(size && { brokers: size }) };
}
