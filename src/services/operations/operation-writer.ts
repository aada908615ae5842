import type { KubeClient } from '../../kube/client/index.js';
import { API_MANAGER } from '../../domain/naming.js';
import { ProblemError } from '../../domain/problem.js';
import { describe, isTerminal, isWaiting, phaseOf } from '../../operations/index.js';
import { OPS_REQUEST, type OpsRequest } from '../../resources/ops-request/index.js';
import type { Caller } from '../auth/caller.js';
import type { NamespacedKey } from '../auth/resource-access.js';
import type { ClusterReader } from '../clusters/cluster-reader.js';
import { asProblems } from '../kube-problems.js';
import { namedCluster } from '../writing/cluster-ref.js';
import { deleteObject } from '../writing/delete-object.js';
import { withLive } from '../writing/with-live.js';
import type { OperationAccess } from './operation-access.js';
import { readDraftBody, type OperationPlace } from './operation-draft.js';
import type { OperationSubmitter, Submission, SubmitOptions } from './operation-submitter.js';
import { relatedTo } from './refuse-in-queue.js';
import { retryOf } from './retry-of.js';

/** Asks for operations, and calls them off. */
export class OperationWriter {
  constructor(
    private readonly client: KubeClient,
    private readonly access: OperationAccess,
    private readonly clusters: ClusterReader,
    private readonly submitter: OperationSubmitter,
  ) {}

  async create(caller: Caller, place: OperationPlace, body: unknown, options: SubmitOptions): Promise<Submission> {
    const { namespace } = place;
    await this.access.requireCreate(caller, namespace);
    if (place.cluster === undefined) {
      const request = readDraftBody(body, place);
      const cluster = await this.clusters.getIfVisible(caller, namespace, namedCluster(request));
      return this.submitter.submit(caller, { request, cluster, route: [] }, options);
    }
    const cluster = await this.clusters.get(caller, { namespace, name: place.cluster });
    const draft = { request: readDraftBody(body, place), cluster, route: [place.cluster] };
    return this.submitter.submit(caller, draft, options);
  }

  /** A new operation with the parameters of one that has ended; judged anew. */
  async retry(caller: Caller, key: NamespacedKey, options: SubmitOptions): Promise<Submission> {
    await this.access.require(caller, 'get', key);
    await this.access.requireCreate(caller, key.namespace);
    const ended = await this.read(key);
    if (!isTerminal(ended)) throw notEnded(ended);
    const cluster = await this.clusters.getIfVisible(caller, key.namespace, ended.spec.clusterRef.name);
    return this.submitter.submit(caller, { request: retryOf(ended), cluster, route: ['retry', key.name] }, options);
  }

  /** Resolves when the wish is stored: what waits ends at once, what runs is undone first. Repeated, it changes nothing. */
  async cancel(caller: Caller, key: NamespacedKey, { dryRun }: { dryRun?: boolean } = {}): Promise<OpsRequest> {
    await this.access.require(caller, 'patch', key);
    return withLive(
      () => this.read(key),
      (live) => this.cancelOnce(live, dryRun),
    );
  }

  private async cancelOnce(live: OpsRequest, dryRun: boolean | undefined): Promise<OpsRequest> {
    if (isTerminal(live)) throw alreadyEnded(live);
    if (live.spec.cancel) return live;
    if (!isWaiting(live) && !live.status?.cancellable) throw notCancellable(live);
    const { namespace, name, resourceVersion } = live.metadata;
    const patch = { type: 'merge' as const, body: { metadata: { resourceVersion }, spec: { cancel: true } } };
    const options = { fieldManager: API_MANAGER, strict: true, dryRun };
    return asProblems(() => this.client.patch<OpsRequest>(OPS_REQUEST, { namespace, name }, patch, options));
  }

  /** The operation as it still is, or undefined when it is gone: what runs is called off first. */
  async delete(
    caller: Caller,
    key: NamespacedKey,
    { dryRun }: { dryRun?: boolean } = {},
  ): Promise<OpsRequest | undefined> {
    await this.access.require(caller, 'delete', key);
    return deleteObject(this.client, OPS_REQUEST, await this.read(key), dryRun);
  }

  private read(key: NamespacedKey): Promise<OpsRequest> {
    return asProblems(() => this.client.get<OpsRequest>(OPS_REQUEST, key));
  }
}

function notEnded(operation: OpsRequest): ProblemError {
  const detail = `${describe(operation)} is ${phaseOf(operation)}: wait for its end, or cancel it.`;
  return new ProblemError('not_ended', detail, { related: relatedTo(operation) });
}

function alreadyEnded(operation: OpsRequest): ProblemError {
  return new ProblemError('already_ended', `${describe(operation)} has ended: ${phaseOf(operation)}.`);
}

function notCancellable(operation: OpsRequest): ProblemError {
  const step = operation.status?.steps?.find(({ state }) => state === 'Running');
  const at = step ? ` at step ${[step.name, step.target].filter(Boolean).join(' of ')}` : '';
  const detail = `${describe(operation)} is ${phaseOf(operation)}${at}, from where there is no way back.`;
  return new ProblemError('not_cancellable', detail);
}
