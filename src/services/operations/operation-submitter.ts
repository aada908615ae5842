import type { ClusterCaches } from '../../caches/index.js';
import type { KubeRuntime } from '../../kube/kube-runtime.js';
import { API_MANAGER } from '../../domain/naming.js';
import type { Plan } from '../../operations/index.js';
import { OPERATION_TYPES, OPS_REQUEST, type OpsRequest, type RequestDoor } from '../../resources/ops-request/index.js';
import type { Caller } from '../auth/caller.js';
import { asProblems } from '../kube-problems.js';
import { awaitInCache } from '../writing/await-in-cache.js';
import type { IdempotencyMark } from '../writing/idempotency.js';
import { judgeBySchema } from '../writing/judge-by-schema.js';
import { keyed, markOf } from '../writing/keyed-object.js';
import { onceOnly, replayOf } from '../writing/once-only.js';
import { stamped } from '../writing/stamped.js';
import type { OperationDraft } from './operation-draft.js';
import type { OperationJudge } from './operation-judge.js';
import { refuseForeignFields } from './refuse-foreign-fields.js';
import { refuseInQueue } from './refuse-in-queue.js';

export interface SubmitOptions {
  /** Judged and planned, not stored. */
  readonly dryRun?: boolean;
  readonly idempotencyKey?: string;
  /** How the request came in. */
  readonly via: RequestDoor;
}

export interface Submission {
  readonly operation: OpsRequest;
  /** What it would do, by the state of now; absent for a replay. */
  readonly plan?: Plan;
  /** The very same request came before, and this is what came of it. */
  readonly isReplay: boolean;
}

export interface SubmitterParts {
  readonly runtime: Pick<KubeRuntime, 'client' | 'clock' | 'logger'>;
  readonly caches: ClusterCaches;
  readonly judge: OperationJudge;
  /** Field managers of delivery tools. */
  readonly deliveryManagers: readonly string[];
}

/** Brings a request into the cluster: judged as the loop would judge it, once for each idempotency key. */
export class OperationSubmitter {
  constructor(private readonly parts: SubmitterParts) {}

  async submit(caller: Caller, draft: OperationDraft, options: SubmitOptions): Promise<Submission> {
    const mark = markOf(caller, draft.request, draft.route, options.idempotencyKey);
    const request = completed(draft, mark);
    // What was refused for its form has left nothing behind.
    const isSound = judgeBySchema(OPS_REQUEST, request).problems.length === 0;
    const outcome = await onceOnly(
      () => this.submitNew(caller, { ...draft, request }, options),
      () => (mark && isSound ? this.findReplay(caller, request, mark, options) : Promise.resolve(undefined)),
    );
    return 'made' in outcome ? outcome.made : { operation: outcome.replayed, isReplay: true };
  }

  private async submitNew(
    caller: Caller,
    { request, cluster }: OperationDraft,
    { dryRun, via }: SubmitOptions,
  ): Promise<Submission> {
    const { runtime, caches, judge, deliveryManagers } = this.parts;
    const judged = await judge.judge(caller, request, cluster);
    const { cluster: target, world } = judged.input;
    const queue = { requests: caches.operationsOf(target.metadata), backups: world.backupsOf(target.metadata.name) };
    refuseInQueue(judged.input.request, queue, runtime.clock.now().getTime());
    await refuseForeignFields(runtime.client, judged, deliveryManagers);
    const plan = judge.plan(judged);
    const options = { fieldManager: API_MANAGER, strict: true, dryRun };
    const created = await asProblems(() => runtime.client.create(OPS_REQUEST, stamped(request), options));
    if (dryRun) return { operation: created, plan, isReplay: false };
    return { operation: await this.stamp(caller, created, via), plan, isReplay: false };
  }

  private async findReplay(
    caller: Caller,
    { metadata: { namespace, name } }: OpsRequest,
    mark: IdempotencyMark,
    { via }: SubmitOptions,
  ): Promise<OpsRequest | undefined> {
    const key = { namespace: namespace!, name };
    const live = await replayOf<OpsRequest>(this.parts.runtime.client, OPS_REQUEST, key, mark);
    return !live || live.status?.requestedBy?.verified ? live : this.stamp(caller, live, via);
  }

  /**
   * Says in the status who asked. Only this service may write there, which is what makes it `verified`. The operation
   * counts even when this fails: it is then shown as unverified.
   */
  private async stamp(caller: Caller, operation: OpsRequest, via: RequestDoor): Promise<OpsRequest> {
    const { client, logger } = this.parts.runtime;
    const { namespace, name } = operation.metadata;
    const body = { status: { requestedBy: { subject: caller.username, via, verified: true } } };
    const options = { subresource: 'status' as const, fieldManager: API_MANAGER };
    let stamped = operation;
    try {
      stamped = await client.patch<OpsRequest>(OPS_REQUEST, { namespace, name }, { type: 'merge', body }, options);
    } catch (err) {
      logger.warn('Who asked for an operation was not recorded', { operation: `${namespace}/${name}`, err });
    }
    await awaitInCache(this.parts.caches.operations, stamped);
    return stamped;
  }
}

/** With a name, where the caller gave none: it says what it is. */
function completed({ request, cluster, route }: OperationDraft, mark: IdempotencyMark | undefined): OpsRequest {
  const type: unknown = (request.spec as Partial<OpsRequest['spec']> | null)?.type;
  const free = prefixOf(cluster?.metadata.name, type);
  return keyed(request, mark, { keyed: route.at(-1) ?? 'operation', free });
}

/** `orders-horizontalscaling`. Takes what a caller wrote, right or wrong. */
function prefixOf(cluster = 'operation', type: unknown): string {
  const isType = OPERATION_TYPES.some((known) => known === type);
  return isType ? `${cluster}-${String(type).toLowerCase()}` : cluster;
}
