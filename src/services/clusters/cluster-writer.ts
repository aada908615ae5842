import type { KubeClient } from '../../kube/client/index.js';
import type { Informer } from '../../kube/informer/index.js';
import { ProblemError } from '../../domain/problem.js';
import { protectedMessage, type DatabaseCluster, type DeletionPolicy } from '../../resources/database-cluster/index.js';
import type { Caller } from '../auth/caller.js';
import type { NamespacedKey } from '../auth/resource-access.js';
import { ObjectWriter, type ObjectWrite } from '../writing/object-writer.js';
import type { WritePreconditions } from '../writing/preconditions.js';
import type { Opened } from '../writing/write-rules.js';
import type { ClusterAccess } from './cluster-access.js';
import type { ClusterJudge } from './cluster-judge.js';
import type { UpcomingFirings } from './upcoming-firings.js';

export interface ClusterWrite extends ObjectWrite<DatabaseCluster> {
  /** When its schedules of backups would fire; absent when it has none. */
  readonly schedules?: readonly UpcomingFirings[];
}

/** Writes what is wanted of databases. */
export class ClusterWriter extends ObjectWriter<DatabaseCluster, ClusterWrite> {
  constructor(
    client: KubeClient,
    informer: Informer<DatabaseCluster>,
    access: ClusterAccess,
    private readonly judge: ClusterJudge,
  ) {
    super({ client, informer, access });
  }

  /** Resolves when the deletion is accepted; a repeated one is accepted again. */
  async delete(
    caller: Caller,
    key: NamespacedKey,
    { policy, ...preconditions }: WritePreconditions & { policy?: DeletionPolicy },
  ): Promise<DatabaseCluster> {
    await this.parts.access.require(caller, 'delete', key);
    const marked = await this.intents.attempt(key, preconditions, (live) =>
      this.withPolicy(live, policy, preconditions),
    );
    if (marked.metadata.deletionTimestamp) return marked;
    await this.intents.remove(marked, preconditions);
    return marked;
  }

  protected open(caller: Caller, content: unknown): Opened<DatabaseCluster> {
    return { content, rules: { judge: (next, live) => this.judge.judge(caller, next, live) } };
  }

  protected override told(write: ObjectWrite<DatabaseCluster>): ClusterWrite {
    const schedules = this.judge.firingsOf(write.object);
    return { ...write, ...(schedules.length > 0 && { schedules }) };
  }

  private async withPolicy(
    live: DatabaseCluster,
    policy: DeletionPolicy | undefined,
    { dryRun }: WritePreconditions,
  ): Promise<DatabaseCluster> {
    if (live.metadata.deletionTimestamp) return live;
    if (live.spec.deletionProtection) {
      throw new ProblemError('deletion_protected', `The ${protectedMessage(live.metadata.name)}.`);
    }
    const { deletionPolicy = 'Delete' } = live.spec;
    refuseWithoutBackups(live, policy ?? deletionPolicy);
    if (!policy || deletionPolicy === policy) return live;
    return this.intents.store(live, { ...live, spec: { ...live.spec, deletionPolicy: policy } }, dryRun);
  }
}

/** Its last backup could not be taken, and the deletion would never end. One that never ran has nothing to lose. */
function refuseWithoutBackups({ metadata, spec, status }: DatabaseCluster, policy: DeletionPolicy): void {
  if (policy !== 'BackupThenDelete' || spec.backup || !status?.incarnation?.firstRunningAt) return;
  const detail = `DatabaseCluster "${metadata.name}" has no backups: name a BackupStorage in its spec.backup first, or delete it with another policy.`;
  throw new ProblemError('not_available_now', detail);
}
