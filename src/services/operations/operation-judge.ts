import type { Clock } from '../../kube/clock.js';
import type { ClusterCaches } from '../../caches/index.js';
import { fieldProblemOf, invalidSpec, ProblemError, refuseInvalid } from '../../domain/problem.js';
import {
  handlerOf,
  judgeRequest,
  otherGeneration,
  planOperation,
  type IntentChange,
  type Judgement,
  type OperationInput,
  type Plan,
} from '../../operations/index.js';
import { isSupported } from '../../providers/contract/index.js';
import type { DatabaseCluster, RecoverySource } from '../../resources/database-cluster/index.js';
import { OPS_REQUEST, type OpsRequest } from '../../resources/ops-request/index.js';
import type { Caller } from '../auth/caller.js';
import type { BackupSight } from '../backups/backup-sight.js';
import { noSuchCluster } from '../writing/cluster-ref.js';
import { judgeBySchema, withoutEchoes } from '../writing/judge-by-schema.js';

/** What an operation acts upon, as it is now. */
export type Target = Omit<OperationInput, 'request'>;

/** A request that could be carried out. */
export interface JudgedOperation {
  readonly input: OperationInput;
  /** Where it changes what the database should be. */
  readonly intent?: IntentChange;
  /** Where it goes back to something: to what. */
  readonly source?: RecoverySource;
}

/** Says everything that is wrong with a request before anything is written, as the loop would say it at its turn. */
export class OperationJudge {
  constructor(
    private readonly caches: ClusterCaches,
    private readonly clock: Clock,
    private readonly sight: BackupSight,
  ) {}

  /**
   * `cluster` is undefined when there is none that the caller may see.
   * @throws ProblemError with every problem at once; `unsupported_operation`, `not_available_now`.
   */
  async judge(caller: Caller, request: OpsRequest, cluster: DatabaseCluster | undefined): Promise<JudgedOperation> {
    const { stored, problems, keepsShape } = judgeBySchema(OPS_REQUEST, request);
    // The other rules go by the type, and read what belongs to it.
    if (!keepsShape || problems.some(({ pointer }) => pointer === '/spec/type')) refuseInvalid(problems);
    if (!cluster) throw invalidSpec([...problems, noSuchCluster(stored)]);
    const backup = stored.spec.restore?.backupRef?.name;
    const world = await this.sight.seenBy(caller, stored.metadata.namespace!, { backup });
    const input = { ...this.targetOf(cluster), world, request: stored };
    const judgement = judgeRequest(input);
    if (judgement.unsupported) throw new ProblemError('unsupported_operation', judgement.unsupported);
    const further = judgement.problems.map((error) => fieldProblemOf(error, request));
    refuseInvalid(withoutEchoes(problems, further));
    refuseForNow(judgement, input);
    return { input, intent: judgement.intent, source: judgement.source };
  }

  /** What it would do, told before anything is done. */
  plan({ input, intent, source }: JudgedOperation): Plan {
    const handler = handlerOf(input.request, input.provider);
    if (!handler || !isSupported(handler)) throw new TypeError('only a judged request has a plan');
    return planOperation(input, handler, { intent, source });
  }

  /** @throws ProblemError `unavailable` while the catalogue lacks the engine, `unknown_engine` for one we do not have. */
  targetOf(cluster: DatabaseCluster): Target {
    const { engine: name } = cluster.spec;
    const provider = this.caches.providers.find(name);
    if (!provider) throw new ProblemError('unknown_engine', `No engine "${name}" is installed.`);
    const engine = this.caches.engines.store.get({ name });
    if (!engine) {
      const detail = `The catalogue has no entry of "${name}" at the moment.`;
      throw new ProblemError('unavailable', detail, { retryAfterSeconds: 1 });
    }
    const world = this.caches.backupWorld(cluster.metadata.namespace);
    return { cluster, engine, provider, world, observed: this.caches.observe(cluster), now: this.clock.now() };
  }
}

/** What passes by itself is waited for in the queue; a generation that has gone never comes back. */
function refuseForNow({ notNow }: Judgement, { cluster, request }: OperationInput): void {
  if (notNow && !notNow.passes) throw new ProblemError('not_available_now', notNow.message);
  const wanted = request.spec.preconditions?.clusterGeneration ?? Infinity;
  const { generation = 0 } = cluster.metadata;
  if (wanted >= generation) return;
  const detail = otherGeneration(cluster, wanted);
  const field = { pointer: '/spec/preconditions/clusterGeneration', code: 'invalid' as const, message: detail };
  throw new ProblemError('precondition_failed', detail, { fields: [{ ...field, rejected: wanted }] });
}
