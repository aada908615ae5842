import type { KubeClient } from '../../kube/client/index.js';
import type { Informer } from '../../kube/informer/index.js';
import { API_MANAGER } from '../../domain/naming.js';
import { ProblemError } from '../../domain/problem.js';
import { DATABASE_CLUSTER, type DatabaseCluster, type DeletionPolicy } from '../../resources/database-cluster/index.js';
import type { Caller } from '../auth/caller.js';
import type { NamespacedKey } from '../auth/resource-access.js';
import { asProblems } from '../kube-problems.js';
import { awaitInCache } from '../writing/await-in-cache.js';
import type { ClusterAccess } from './cluster-access.js';
import {
  changesBetween,
  entityTagOf,
  intentOf,
  intentPatch,
  matchesIntent,
  withPatchedIntent,
  type FieldChange,
} from '../writing/intent.js';
import { readObjectBody, readPatchBody } from '../writing/read-body.js';
import { withLive } from '../writing/with-live.js';
import { refuseInvalidIntent, type IntentRules } from './validate-intent.js';

export interface WritePreconditions {
  /** Entity tags of If-Match: the intent must be the one they name. */
  readonly ifMatch?: string;
  readonly dryRun?: boolean;
}

export interface WriteResult {
  readonly cluster: DatabaseCluster;
  readonly changes: readonly FieldChange[];
}

type Edit = (live: DatabaseCluster) => DatabaseCluster;

/** Writes intent, and nothing but intent, into our custom resources. */
export class ClusterWriter {
  constructor(
    private readonly client: KubeClient,
    private readonly informer: Informer<DatabaseCluster>,
    private readonly access: ClusterAccess,
    private readonly rules: IntentRules,
  ) {}

  async create(caller: Caller, namespace: string, body: unknown, { dryRun }: WritePreconditions): Promise<WriteResult> {
    await this.access.requireCreate(caller, namespace);
    const { object: cluster } = readObjectBody<DatabaseCluster>(body, { type: DATABASE_CLUSTER, namespace });
    refuseInvalidIntent(cluster, this.rules);
    const options = { fieldManager: API_MANAGER, strict: true, dryRun };
    const created = await asProblems(() => this.client.create(DATABASE_CLUSTER, cluster, options));
    if (!dryRun) await awaitInCache(this.informer, created);
    return { cluster: created, changes: changesBetween(undefined, intentOf(created)) };
  }

  /** Merge-patch semantics: absent keeps, null resets. */
  async patch(
    caller: Caller,
    key: NamespacedKey,
    body: unknown,
    preconditions: WritePreconditions,
  ): Promise<WriteResult> {
    await this.access.require(caller, 'patch', key);
    const { patch, resourceVersion } = readPatchBody(body, { type: DATABASE_CLUSTER, ...key });
    return this.edit(key, (live) => withPatchedIntent(live, patch), { ...preconditions, resourceVersion });
  }

  /** Replaces `spec`, and labels and annotations where given; needs to know what it replaces. */
  async replace(
    caller: Caller,
    key: NamespacedKey,
    body: unknown,
    preconditions: WritePreconditions,
  ): Promise<WriteResult> {
    await this.access.require(caller, 'update', key);
    const place = { type: DATABASE_CLUSTER, ...key };
    const { object: cluster, resourceVersion } = readObjectBody<DatabaseCluster>(body, place);
    if (preconditions.ifMatch === undefined && resourceVersion === undefined) {
      const detail = 'PUT replaces everything: send If-Match with the ETag that you read, or metadata.resourceVersion.';
      throw new ProblemError('precondition_required', detail);
    }
    return this.edit(key, (live) => replaceIntent(live, cluster), { ...preconditions, resourceVersion });
  }

  /** Resolves when the deletion is accepted; a repeated one is accepted again. */
  async delete(
    caller: Caller,
    key: NamespacedKey,
    { policy, ...preconditions }: WritePreconditions & { policy?: DeletionPolicy },
  ): Promise<DatabaseCluster> {
    await this.access.require(caller, 'delete', key);
    const marked = await this.attempt(key, preconditions, (live) => this.withPolicy(live, policy, preconditions));
    if (marked.metadata.deletionTimestamp) return marked;
    await this.deleteMarked(marked, preconditions);
    return marked;
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
    if (!policy || (live.spec.deletionPolicy ?? 'Delete') === policy) return live;
    return this.store(live, { ...live, spec: { ...live.spec, deletionPolicy: policy } }, dryRun);
  }

  /** A caller who named what they meant to delete deletes that very intent; status traffic is none of their business. */
  private async deleteMarked(marked: DatabaseCluster, { ifMatch, dryRun }: WritePreconditions): Promise<void> {
    const { namespace, name, uid } = marked.metadata;
    const key = { namespace: namespace!, name };
    const remove = (guard: { resourceVersion?: string }): Promise<void> =>
      asProblems(() => this.client.delete(DATABASE_CLUSTER, key, { uid, dryRun, ...guard }));
    if (ifMatch === undefined || dryRun) return remove({});
    await this.attempt(key, { ifMatch: entityTagOf(marked) }, ({ metadata: { resourceVersion } }) =>
      remove({ resourceVersion }),
    );
  }

  private edit(
    key: NamespacedKey,
    edit: Edit,
    conditions: WritePreconditions & { resourceVersion?: string },
  ): Promise<WriteResult> {
    return this.attempt(key, conditions, (live) => this.editOnce(live, edit, conditions.dryRun));
  }

  /** Runs again on what stands now when another writer came first, as long as the caller's conditions still hold. */
  private attempt<T>(
    key: NamespacedKey,
    conditions: WritePreconditions & { resourceVersion?: string },
    work: (live: DatabaseCluster) => Promise<T>,
  ): Promise<T> {
    return withLive(
      () => this.readLive(key),
      (live) => {
        requireMatch(live, conditions);
        return work(live);
      },
    );
  }

  private async editOnce(live: DatabaseCluster, edit: Edit, dryRun: boolean | undefined): Promise<WriteResult> {
    const next = edit(live);
    const changes = changesBetween(intentOf(live), intentOf(next));
    refuseInvalidIntent(next, this.rules, live);
    if (changes.length === 0) return { cluster: live, changes };
    const stored = await this.store(live, next, dryRun);
    if (!dryRun) await awaitInCache(this.informer, stored);
    return { cluster: stored, changes };
  }

  /** Only the fields meant, on the very version that was judged. */
  private async store(
    live: DatabaseCluster,
    next: DatabaseCluster,
    dryRun: boolean | undefined,
  ): Promise<DatabaseCluster> {
    const { namespace, name, resourceVersion } = live.metadata;
    const patch = intentPatch(live, next) as { metadata?: object } | undefined;
    const body = { ...patch, metadata: { ...patch?.metadata, resourceVersion } };
    const options = { fieldManager: API_MANAGER, strict: true, dryRun };
    return asProblems(() =>
      this.client.patch<DatabaseCluster>(DATABASE_CLUSTER, { namespace, name }, { type: 'merge', body }, options),
    );
  }

  private readLive(key: NamespacedKey): Promise<DatabaseCluster> {
    return asProblems(() => this.client.get<DatabaseCluster>(DATABASE_CLUSTER, key));
  }
}

function replaceIntent(live: DatabaseCluster, { metadata, spec }: DatabaseCluster): DatabaseCluster {
  const { labels = live.metadata.labels, annotations = live.metadata.annotations } = metadata;
  return { ...live, metadata: { ...live.metadata, labels, annotations }, spec };
}

function requireMatch(
  live: DatabaseCluster,
  { ifMatch, resourceVersion }: WritePreconditions & { resourceVersion?: string },
): void {
  if (resourceVersion !== undefined && resourceVersion !== live.metadata.resourceVersion) {
    const detail = `metadata.resourceVersion is ${live.metadata.resourceVersion} by now, not ${resourceVersion}: read again, then decide again.`;
    throw new ProblemError('conflict', detail);
  }
  if (ifMatch === undefined || matchesIntent(live, ifMatch)) return;
  throw new ProblemError(
    'precondition_failed',
    'The cluster was edited since the ETag in If-Match was read: read it again.',
  );
}
