import type { KubeClient } from '../../kube/client/index.js';
import type { Informer } from '../../kube/informer/index.js';
import type { ResourceType } from '../../kube/meta/index.js';
import type { Caller } from '../auth/caller.js';
import type { NamespacedKey, ResourceAccess } from '../auth/resource-access.js';
import { IntentApplier } from './applied-intent.js';
import { requireFieldManager, type Applier } from './field-manager.js';
import { IntentWriter, replaceIntent, type Edit, type IntentWrite } from './intent-writer.js';
import { withPatchedIntent, type Intended } from './intent.js';
import { jsonPatchEdit } from './json-patched.js';
import { judgeBySchema, refuseMisshapen } from './judge-by-schema.js';
import { marked, markOf } from './keyed-object.js';
import { onceOnly, replayOf } from './once-only.js';
import { requireBasis, type EditConditions, type WritePreconditions } from './preconditions.js';
import { readAppliedBody, readObjectBody, readPatchBody } from './read-body.js';
import type { Manner, Opened, WriteRules } from './write-rules.js';

export interface Creation {
  readonly dryRun?: boolean;
  readonly idempotencyKey?: string;
}

export interface ObjectWrite<T> extends IntentWrite<T> {
  /** The very same request came before, and this is what came of it. */
  readonly isReplay?: true;
  /** Applied where there was none of this name. */
  readonly isNew?: true;
}

export interface ObjectWriterParts<T extends Intended> {
  readonly client: KubeClient;
  readonly informer: Informer<T>;
  readonly access: ResourceAccess;
}

/**
 * The writes that every kind with an intent has, by one set of rules: rights, bodies, preconditions, idempotency, and that
 * everything is judged before anything is written. A kind adds how it is judged.
 */
export abstract class ObjectWriter<T extends Intended, W extends ObjectWrite<T> = ObjectWrite<T>> {
  protected readonly intents: IntentWriter<T>;
  readonly #applier: IntentApplier<T>;

  constructor(protected readonly parts: ObjectWriterParts<T>) {
    const { client, informer, access } = parts;
    this.intents = new IntentWriter(client, informer, access.type);
    this.#applier = new IntentApplier(client, informer, access.type);
  }

  async create(caller: Caller, namespace: string, body: unknown, options: Creation): Promise<W> {
    await this.parts.access.requireCreate(caller, namespace);
    const { dryRun, idempotencyKey } = options;
    const { content, rules } = this.open(caller, body, 'create', idempotencyKey);
    const { object } = readObjectBody<T>(content, { type: this.type, namespace });
    const mark = markOf(caller, object, [this.type.plural], idempotencyKey);
    const wish = marked(rules.complete?.(object) ?? object, mark);
    // What was refused for its form has left nothing behind.
    const isSound = mark !== undefined && judgeBySchema(this.type, wish).problems.length === 0;
    const key = { namespace, name: object.metadata.name };
    const outcome = await onceOnly(
      () => this.createNew(key, wish, rules, dryRun),
      async () => (isSound ? replayOf<T>(this.parts.client, this.type, key, mark) : undefined),
    );
    if ('made' in outcome) return outcome.made;
    await rules.resume?.(outcome.replayed);
    return { object: outcome.replayed, changes: [], isReplay: true } as ObjectWrite<T> as W;
  }

  /** Merge-patch semantics: absent keeps, null resets. */
  async patch(caller: Caller, key: NamespacedKey, body: unknown, conditions: WritePreconditions): Promise<W> {
    await this.parts.access.require(caller, 'patch', key);
    const { content, rules } = this.open(caller, body, 'patch');
    const { patch, resourceVersion } = readPatchBody(content, { type: this.type, ...key });
    return this.edit(key, (live) => withPatchedIntent(live, patch), rules, { ...conditions, resourceVersion });
  }

  /** RFC 6902: all operations or none, and none where a `test` among them fails. */
  async patchByOperations(
    caller: Caller,
    key: NamespacedKey,
    operations: unknown,
    conditions: WritePreconditions,
  ): Promise<W> {
    await this.parts.access.require(caller, 'patch', key);
    const { content, rules } = this.open(caller, operations, 'patch');
    return this.edit(key, jsonPatchEdit<T>(content), rules, conditions);
  }

  /** Server-side apply: what its manager applied before and leaves out now goes; makes what is absent. */
  async apply(
    caller: Caller,
    key: NamespacedKey,
    body: unknown,
    { fieldManager, force, ...conditions }: WritePreconditions & Applier,
  ): Promise<W> {
    await this.parts.access.require(caller, 'patch', key);
    const manager = requireFieldManager(fieldManager);
    const { content, rules } = this.open(caller, body, 'apply');
    const { object, resourceVersion } = readAppliedBody<T>(content, { type: this.type, ...key });
    refuseMisshapen(this.type, object);
    const wish = {
      configuration: object,
      fieldManager: manager,
      force,
      judge: rules.judge,
      mayCreate: () => this.parts.access.requireCreate(caller, key.namespace),
    };
    return this.told(await this.#applier.apply(key, wish, { ...conditions, resourceVersion }));
  }

  /** Replaces `spec`, and labels and annotations where given; needs to know what it replaces. */
  async replace(caller: Caller, key: NamespacedKey, body: unknown, conditions: WritePreconditions): Promise<W> {
    await this.parts.access.require(caller, 'update', key);
    const { content, rules } = this.open(caller, body, 'replace');
    const { object, resourceVersion } = readObjectBody<T>(content, { type: this.type, ...key });
    requireBasis(conditions.ifMatch, resourceVersion);
    return this.edit(key, (live) => replaceIntent(live, object), rules, { ...conditions, resourceVersion });
  }

  protected get type(): ResourceType {
    return this.parts.access.type;
  }

  protected abstract open(caller: Caller, body: unknown, manner: Manner, idempotencyKey?: string): Opened<T>;

  /** With what else the kind tells of a write. */
  protected told(write: ObjectWrite<T>): W {
    return write as W;
  }

  private async createNew(
    key: NamespacedKey,
    wish: T,
    { judge, prepare, settle }: WriteRules<T>,
    dryRun: boolean | undefined,
  ): Promise<W> {
    await judge(wish);
    await prepare?.(key);
    const write = await this.intents.create(wish, dryRun);
    if (!dryRun) await settle?.(write.object, true);
    return this.told(write);
  }

  private async edit(
    key: NamespacedKey,
    edit: Edit<T>,
    { complete, judge, prepare, settle }: WriteRules<T>,
    conditions: EditConditions,
  ): Promise<W> {
    await prepare?.(key);
    const completed: Edit<T> = complete ? (live) => complete(edit(live), live) : edit;
    const write = await this.intents.edit(key, { edit: completed, judge }, conditions);
    if (!conditions.dryRun) await settle?.(write.object, false);
    return this.told(write);
  }
}
