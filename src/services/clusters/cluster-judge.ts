import { ProblemError, refuseInvalid, type FieldProblem } from '../../domain/problem.js';
import type { Clock } from '../../kube/clock.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import type { Caller } from '../auth/caller.js';
import type { ClusterReferences } from './cluster-references.js';
import { upcomingFirings, type UpcomingFirings } from './upcoming-firings.js';
import { judgeIntent, type IntentJudgement, type IntentRules } from './validate-intent.js';

/** Says everything that is wrong with a cluster before anything is written. */
export class ClusterJudge {
  constructor(
    private readonly rules: IntentRules,
    private readonly references: ClusterReferences,
    private readonly clock: Clock,
  ) {}

  /** @throws ProblemError `invalid_spec` with every problem at once. */
  async judge(caller: Caller, cluster: DatabaseCluster, previous?: DatabaseCluster): Promise<void> {
    const judgement = judgeIntent(cluster, this.rules, previous);
    const further = isOfKnownKind(judgement)
      ? await this.references.problemsOf(caller, judgement.stored, previous)
      : [];
    refuse([...judgement.problems, ...further.filter(isNotWithin(judgement.problems))]);
  }

  /** When its schedules would fire from now on. */
  firingsOf(cluster: DatabaseCluster): UpcomingFirings[] {
    return upcomingFirings(cluster, this.clock.now());
  }
}

/** Of what the engine refuses as a whole, nobody asks what it refers to. */
function isNotWithin(refused: readonly FieldProblem[]): (problem: FieldProblem) => boolean {
  return ({ pointer }) => !refused.some((whole) => `${pointer}/`.startsWith(`${whole.pointer}/`));
}

/** An engine that nobody knows leaves nothing else to be judged, and has a code of its own, as in the conditions. */
function refuse(problems: readonly FieldProblem[]): void {
  const [first] = problems;
  if (problems.length !== 1 || !isUnknownEngine(first!)) return refuseInvalid(problems);
  throw new ProblemError('unknown_engine', `${first!.pointer}: ${first!.message}`, { fields: problems });
}

const isUnknownEngine = ({ pointer, code }: FieldProblem): boolean =>
  pointer === '/spec/engine' && code === 'not_supported';

/** What is referred to is judged by engine and version: they have to be some. */
function isOfKnownKind({ keepsShape, problems }: IntentJudgement): boolean {
  return keepsShape && !problems.some(({ pointer }) => pointer === '/spec/engine' || pointer === '/spec/version');
}
