import type { FieldError } from '../../../kube/schema/index.js';
import type { ConfigParameter, DatabaseCluster } from '../../../resources/database-cluster/index.js';
import type { ValidationContext } from '../../contract/index.js';

/** What the rules of the operator ask of a specification. */
export interface RuleInput {
  readonly cluster: DatabaseCluster;
  readonly config: readonly ConfigParameter[];
  /** Brokers that there are, as far as is known; undefined before birth. */
  readonly brokers?: number;
}

/** One rule by which the operator refuses (or quietly ignores) what we would render. */
export type EngineRule = (input: RuleInput) => FieldError[];

export function ruleInputOf(cluster: DatabaseCluster, { previous }: ValidationContext): RuleInput {
  const { size } = (previous ?? cluster).status ?? {};
  return { cluster, config: cluster.spec.config ?? [], ...(size && { brokers: size }) };
}

export const indexOf = ({ config }: RuleInput, setting: string): number =>
  config.findIndex(({ name }) => name === setting);

export const valuePath = (index: number): (string | number)[] => ['spec', 'config', index, 'value'];
