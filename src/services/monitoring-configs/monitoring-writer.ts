import type { KubeClient } from '../../kube/client/index.js';
import { usersOfMonitoringConfig, type ClusterCaches } from '../../caches/index.js';
import { refuseInvalid } from '../../domain/problem.js';
import { MONITORING_CONFIG, type MonitoringConfig } from '../../resources/monitoring-config/index.js';
import type { Caller } from '../auth/caller.js';
import type { NamespacedKey } from '../auth/resource-access.js';
import { leftOf } from '../writing/delete-object.js';
import { refuseInUse } from '../writing/in-use.js';
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
import { judgeBySchema, withoutEchoes } from '../writing/judge-by-schema.js';
import { readObjectBody, readPatchBody } from '../writing/read-body.js';
import type { MonitoringAccess } from './monitoring-access.js';

export type MonitoringWrite = IntentWrite<MonitoringConfig>;

export interface MonitoringDeletion {
  readonly config: MonitoringConfig;
  /** False in a dry run, and while something holds it yet. */
  readonly isGone: boolean;
}

/** Writes MonitoringConfigs; they hold nothing secret. */
export class MonitoringWriter {
  readonly #intents: IntentWriter<MonitoringConfig>;

  constructor(
    private readonly client: KubeClient,
    private readonly caches: ClusterCaches,
    private readonly access: MonitoringAccess,
  ) {
    this.#intents = new IntentWriter(client, caches.monitoringConfigs, MONITORING_CONFIG);
  }

  async create(
    caller: Caller,
    namespace: string,
    body: unknown,
    { dryRun }: WritePreconditions,
  ): Promise<MonitoringWrite> {
    await this.access.requireCreate(caller, namespace);
    const { object } = readObjectBody<MonitoringConfig>(body, { type: MONITORING_CONFIG, namespace });
    judge(object);
    return this.#intents.create(object, dryRun);
  }

  /** Merge-patch semantics: absent keeps, null resets. */
  async patch(
    caller: Caller,
    key: NamespacedKey,
    body: unknown,
    conditions: WritePreconditions,
  ): Promise<MonitoringWrite> {
    await this.access.require(caller, 'patch', key);
    const { patch, resourceVersion } = readPatchBody(body, { type: MONITORING_CONFIG, ...key });
    return this.edit(key, (live) => withPatchedIntent(live, patch), { ...conditions, resourceVersion });
  }

  /** Replaces `spec`, and labels and annotations where given; needs to know what it replaces. */
  async replace(
    caller: Caller,
    key: NamespacedKey,
    body: unknown,
    conditions: WritePreconditions,
  ): Promise<MonitoringWrite> {
    await this.access.require(caller, 'update', key);
    const target = { type: MONITORING_CONFIG, ...key };
    const { object, resourceVersion } = readObjectBody<MonitoringConfig>(body, target);
    requireBasis(conditions.ifMatch, resourceVersion);
    return this.edit(key, (live) => replaceIntent(live, object), { ...conditions, resourceVersion });
  }

  /** @throws ProblemError `in_use` while a cluster names it. */
  async delete(caller: Caller, key: NamespacedKey, conditions: WritePreconditions): Promise<MonitoringDeletion> {
    await this.access.require(caller, 'delete', key);
    const config = await this.#intents.attempt(key, conditions, (live) => Promise.resolve(live));
    if (!config.metadata.deletionTimestamp) refuseInUse(config, usersOfMonitoringConfig(this.caches, key));
    await this.#intents.remove(config, conditions);
    return { config, isGone: (await leftOf(this.client, MONITORING_CONFIG, config)) === undefined };
  }

  private edit(key: NamespacedKey, edit: Edit<MonitoringConfig>, conditions: EditConditions): Promise<MonitoringWrite> {
    return this.#intents.edit(key, { edit, judge }, conditions);
  }
}

/** @throws ProblemError `invalid_spec` with every problem at once. */
function judge(config: MonitoringConfig, previous?: MonitoringConfig): void {
  refuseInvalid(withoutEchoes(judgeBySchema(MONITORING_CONFIG, config, previous).problems));
}
