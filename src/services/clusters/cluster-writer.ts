import type { KubeClient } from '../../kube/client/index.js';
import type { Informer } from '../../kube/informer/index.js';
import { ProblemError } from '../../domain/problem.js';
import { DATABASE_CLUSTER, type DatabaseCluster, type DeletionPolicy } from '../../resources/database-cluster/index.js';
import type { Caller } from '../auth/caller.js';
import type { NamespacedKey } from '../auth/resource-access.js';
import type { ClusterAccess } from './cluster-access.js';
import {
  IntentWriter,
  replaceIntent,
  requireBasis,
  type Edit,
  type EditConditions,
  type IntentWrite,
  type WritePreconditions,
} from '../writing/intent-writer.js';
import { withPatchedIntent } from '../writing/intent.js';
import { judgeBySchema } from '../writing/judge-by-schema.js';
import { marked, markOf } from '../writing/keyed-object.js';
import { onceOnly, replayOf } from '../writing/once-only.js';
import { readObjectBody, readPatchBody } from '../writing/read-body.js';
import type { ClusterJudge } from './cluster-judge.js';
import type { UpcomingFirings } from './upcoming-firings.js';

export type { WritePreconditions };

export interface ClusterWrite extends IntentWrite<DatabaseCluster> {
  /** When its schedules of backups would fire; absent when it has none. */
  readonly schedules?: readonly UpcomingFirings[];
  /** The very same request came before, and this is what came of it. */
  readonly isReplay?: true;
}

export interface ClusterCreation {
  readonly dryRun?: boolean;
  readonly idempotencyKey?: string;
}

/** Writes intent, and nothing but intent, into our custom resources. */
export class ClusterWriter {
  readonly #intents: IntentWriter<DatabaseCluster>;

  constructor(
    private readonly client: KubeClient,
    informer: Informer<DatabaseCluster>,
    private readonly access: ClusterAccess,
    private readonly judge: ClusterJudge,
  ) {
    this.#intents = new IntentWriter(client, informer, DATABASE_CLUSTER);
  }

  async create(
    caller: Caller,
    namespace: string,
    body: unknown,
    { dryRun, idempotencyKey }: ClusterCreation,
  ): Promise<ClusterWrite> {
    await this.access.requireCreate(caller, namespace);
    const { object } = readObjectBody<DatabaseCluster>(body, { type: DATABASE_CLUSTER, namespace });
    const mark = markOf(caller, object, ['clusters'], idempotencyKey);
    const cluster = marked(object, mark);
    // What was refused for its form has left nothing behind.
    const isSound = judgeBySchema(DATABASE_CLUSTER, cluster).problems.length === 0;
    const key = { namespace, name: cluster.metadata.name };
    const outcome = await onceOnly(
      () => this.createNew(caller, cluster, dryRun),
      async () => (mark && isSound ? replayOf<DatabaseCluster>(this.client, DATABASE_CLUSTER, key, mark) : undefined),
    );
    return 'made' in outcome ? outcome.made : { object: outcome.replayed, changes: [], isReplay: true };
  }

  /** Merge-patch semantics: absent keeps, null resets. */
  async patch(
    caller: Caller,
    key: NamespacedKey,
    body: unknown,
    preconditions: WritePreconditions,
  ): Promise<ClusterWrite> {
    await this.access.require(caller, 'patch', key);
    const { patch, resourceVersion } = readPatchBody(body, { type: DATABASE_CLUSTER, ...key });
    return this.edit(caller, key, (live) => withPatchedIntent(live, patch), { ...preconditions, resourceVersion });
  }

  /** Replaces `spec`, and labels and annotations where given; needs to know what it replaces. */
  async replace(
    caller: Caller,
    key: NamespacedKey,
    body: unknown,
    preconditions: WritePreconditions,
  ): Promise<ClusterWrite> {
    await this.access.require(caller, 'update', key);
    const place = { type: DATABASE_CLUSTER, ...key };
    const { object: cluster, resourceVersion } = readObjectBody<DatabaseCluster>(body, place);
    requireBasis(preconditions.ifMatch, resourceVersion);
    return this.edit(caller, key, (live) => replaceIntent(live, cluster), { ...preconditions, resourceVersion });
  }

  /** Resolves when the deletion is accepted; a repeated one is accepted again. */
  async delete(
    caller: Caller,
    key: NamespacedKey,
    { policy, ...preconditions }: WritePreconditions & { policy?: DeletionPolicy },
  ): Promise<DatabaseCluster> {
    await this.access.require(caller, 'delete', key);
    const marked = await this.#intents.attempt(key, preconditions, (live) =>
      this.withPolicy(live, policy, preconditions),
    );
    if (marked.metadata.deletionTimestamp) return marked;
    await this.#intents.remove(marked, preconditions);
    return marked;
  }

  private async createNew(
    caller: Caller,
    cluster: DatabaseCluster,
    dryRun: boolean | undefined,
  ): Promise<ClusterWrite> {
    await this.judge.judge(caller, cluster);
    return this.withFirings(await this.#intents.create(cluster, dryRun));
  }

  private async withPolicy(
    live: DatabaseCluster,
    policy: DeletionPolicy | undefined,
    { dryRun }: WritePreconditions,
  ): Promise<DatabaseCluster> {
    if (live.metadata.deletionTimestamp) return live;
    if (live.spec.deletionProtection) {
      const detail = `DatabaseCluster "${live.metadata.name}" is protected: set spec.deletionProtection to false first.`;
      throw new ProblemError('deletion_protected', detail);
    }
    const { deletionPolicy = 'Delete' } = live.spec;
    refuseWithoutBackups(live, policy ?? deletionPolicy);
    if (!policy || deletionPolicy === policy) return live;
    return this.#intents.store(live, { ...live, spec: { ...live.spec, deletionPolicy: policy } }, dryRun);
  }

  private async edit(
    caller: Caller,
    key: NamespacedKey,
    edit: Edit<DatabaseCluster>,
    conditions: EditConditions,
  ): Promise<ClusterWrite> {
    const judge = (next: DatabaseCluster, live: DatabaseCluster): Promise<void> => this.judge.judge(caller, next, live);
    return this.withFirings(await this.#intents.edit(key, { edit, judge }, conditions));
  }

  private withFirings(write: IntentWrite<DatabaseCluster>): ClusterWrite {
    const schedules = this.judge.firingsOf(write.object);
    return { ...write, ...(schedules.length > 0 && { schedules }) };
  }
}

/** Its last backup could not be taken, and the deletion would never end. One that never ran has nothing to lose. */
function refuseWithoutBackups({ metadata, spec, status }: DatabaseCluster, policy: DeletionPolicy): void {
  if (policy !== 'BackupThenDelete' || spec.backup || !status?.incarnation?.firstRunningAt) return;
  const detail = `DatabaseCluster "${metadata.name}" has no backups: name a BackupStorage in its spec.backup first, or delete it with another policy.`;
  throw new ProblemError('not_available_now', detail);
}
