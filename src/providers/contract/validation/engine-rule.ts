import { resolveVersion } from '../../../domain/version.js';
import type { FieldError } from '../../../kube/schema/index.js';
import type { ConfigParameter, DatabaseCluster } from '../../../resources/database-cluster/index.js';
import type { ValidationContext } from '../provider.js';

/** What the rules of an operator ask of a specification. */
export interface RuleInput {
  readonly cluster: DatabaseCluster;
  readonly context: ValidationContext;
  readonly config: readonly ConfigParameter[];
  /** The exact version that runs, as last observed. */
  readonly running?: string;
  /** The exact version that is asked for; undefined when the catalogue has none such, which is reported elsewhere. */
  readonly wanted?: string;
}

/** One rule by which the operator refuses, or quietly ignores, what we would render. */
export type EngineRule<I extends RuleInput = RuleInput> = (input: I) => FieldError[];

export function ruleInputOf(cluster: DatabaseCluster, context: ValidationContext): RuleInput {
  const running = (context.previous ?? cluster).status?.version;
  const wanted = resolveVersion({ requested: cluster.spec.version, engine: context.engine, running })?.version;
  return { cluster, context, config: cluster.spec.config ?? [], running, wanted };
}

/** Every rule, of one look at the specification. */
export const checkAll =
  <I extends RuleInput>(
    rules: readonly EngineRule<I>[],
    inputOf: (cluster: DatabaseCluster, context: ValidationContext) => I,
  ) =>
  (cluster: DatabaseCluster, context: ValidationContext): FieldError[] => {
    const input = inputOf(cluster, context);
    return rules.flatMap((rule) => rule(input));
  };
