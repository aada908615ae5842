import { fieldProblemOf, ProblemError, type FieldProblem } from '../../domain/problem.js';
import { unknownEngine } from '../../domain/validation/engine-rules.js';
import type { ProviderRegistry } from '../../providers/contract/index.js';
import { DATABASE_CLUSTER, type DatabaseCluster } from '../../resources/database-cluster/index.js';
import type { DatabaseEngine } from '../../resources/database-engine/index.js';
import { judgeBySchema, withoutEchoes } from '../writing/judge-by-schema.js';

export interface IntentRules {
  readonly providers: ProviderRegistry;
  readonly engineNamed: (name: string) => DatabaseEngine | undefined;
}

export interface IntentJudgement {
  /** As it would be stored. */
  readonly stored: DatabaseCluster;
  readonly problems: readonly FieldProblem[];
  /** Each value has its type: other rules can read it. */
  readonly keepsShape: boolean;
}

/** Judges a cluster as it would be stored: by the schema of its CRD, then by the rules of its engine. */
export function judgeIntent(cluster: DatabaseCluster, rules: IntentRules, previous?: DatabaseCluster): IntentJudgement {
  const { stored, problems, keepsShape } = judgeBySchema(DATABASE_CLUSTER, cluster, previous);
  // The engine's rules read the spec by its types: they are asked only when those hold. Of an engine that it can never
  // have, their answers would only bury the one mistake that counts.
  const isJudged = keepsShape && (previous === undefined || previous.spec.engine === stored.spec.engine);
  const judged = isJudged ? engineProblems(stored, rules, previous) : [];
  return { stored, problems: withoutEchoes(problems, judged), keepsShape };
}

function engineProblems(
  cluster: DatabaseCluster,
  { providers, engineNamed }: IntentRules,
  previous?: DatabaseCluster,
): FieldProblem[] {
  const name = cluster.spec.engine;
  const provider = providers.find(name);
  if (!provider) return [fieldProblemOf(unknownEngine(name, providers.engines()), cluster)];
  const engine = engineNamed(name);
  if (!engine) throw notInCatalogue(name);
  return provider.validate(cluster, { engine, previous }).map((error) => fieldProblemOf(error, cluster));
}

/** Just after the first start, or when somebody deleted it: the caller has done nothing wrong. */
function notInCatalogue(name: string): ProblemError {
  return new ProblemError('unavailable', `The catalogue has no entry of "${name}" at the moment.`, {
    retryAfterSeconds: 1,
  });
}
