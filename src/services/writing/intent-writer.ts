import type { KubeClient } from '../../kube/client/index.js';
import type { Informer } from '../../kube/informer/index.js';
import type { ResourceType } from '../../kube/meta/index.js';
import { applyDefaults } from '../../kube/schema/index.js';
import { stableHash } from '../../kube/writes/index.js';
import { ANNOTATIONS, API_MANAGER } from '../../domain/naming.js';
import type { NamespacedKey } from '../auth/resource-access.js';
import { schemaFor } from '../../resources/index.js';
import { asProblems } from '../kube-problems.js';
import { awaitInCache } from './await-in-cache.js';
import {
  changesBetween,
  entityTagOf,
  intentOf,
  intentPatch,
  LAST_APPLIED,
  type FieldChange,
  type Intended,
} from './intent.js';
import { requireMatch, type EditConditions, type WritePreconditions } from './preconditions.js';
import { stamped } from './stamped.js';
import { withLive } from './with-live.js';

export type Edit<T> = (live: T) => T;

export interface JudgedEdit<T> {
  readonly edit: Edit<T>;
  /** Throws what stands against the object as it would be. */
  readonly judge: (next: T, live: T) => void | Promise<void>;
}

export interface IntentWrite<T> {
  readonly object: T;
  readonly changes: readonly FieldChange[];
}

/** Writes the intent of one kind, and nothing but intent, on the very version that was judged. */
export class IntentWriter<T extends Intended> {
  constructor(
    private readonly client: KubeClient,
    private readonly informer: Informer<T>,
    private readonly type: ResourceType,
  ) {}

  async create(object: T, dryRun: boolean | undefined): Promise<IntentWrite<T>> {
    const options = { fieldManager: API_MANAGER, strict: true, dryRun };
    const created = await asProblems(() => this.client.create(this.type, stamped(object), options));
    if (!dryRun) await awaitInCache(this.informer, created);
    return { object: created, changes: changesBetween(undefined, intentOf(created)) };
  }

  edit(key: NamespacedKey, edit: JudgedEdit<T>, conditions: EditConditions): Promise<IntentWrite<T>> {
    return this.attempt(key, conditions, (live) => this.editOnce(live, edit, conditions.dryRun));
  }

  /** Runs again on what stands now when another writer came first, as long as the caller's conditions still hold. */
  attempt<R>(key: NamespacedKey, conditions: EditConditions, work: (live: T) => Promise<R>): Promise<R> {
    return withLive(
      () => asProblems(() => this.client.get<T>(this.type, key)),
      (live) => {
        requireMatch(this.type, live, conditions);
        return work(live);
      },
    );
  }

  /** Only the fields meant, on the very version that was judged. */
  async store(live: T, next: T, dryRun: boolean | undefined): Promise<T> {
    const { namespace, name, resourceVersion } = live.metadata;
    const patch = intentPatch(live, this.changesWish(live, next) ? stamped(next) : next) as
      { metadata?: object } | undefined;
    const body = { ...patch, metadata: { ...patch?.metadata, resourceVersion } };
    const options = { fieldManager: API_MANAGER, strict: true, dryRun };
    return asProblems(() => this.client.patch<T>(this.type, { namespace, name }, { type: 'merge', body }, options));
  }

  /** A caller who named what they meant to delete deletes that very intent; status traffic is none of their business. */
  async remove(judged: T, { ifMatch, dryRun }: WritePreconditions): Promise<void> {
    const { namespace, name, uid } = judged.metadata;
    const key = { namespace: namespace!, name };
    const remove = (guard: { resourceVersion?: string }): Promise<void> =>
      asProblems(() => this.client.delete(this.type, key, { uid, dryRun, ...guard }));
    if (ifMatch === undefined || dryRun) return remove({});
    await this.attempt(key, { ifMatch: entityTagOf(judged) }, ({ metadata: { resourceVersion } }) =>
      remove({ resourceVersion }),
    );
  }

  private async editOnce(
    live: T,
    { edit, judge }: JudgedEdit<T>,
    dryRun: boolean | undefined,
  ): Promise<IntentWrite<T>> {
    const next = edit(live);
    const changes = changesBetween(intentOf(live), intentOf(next));
    await judge(next, live);
    // What is no intent is a wish nevertheless: annotations of ours that ask for something.
    if (!intentPatch(live, next)) return { object: live, changes };
    const stored = await this.store(live, next, dryRun);
    if (!dryRun) await awaitInCache(this.informer, stored);
    return { object: stored, changes };
  }

  /** A wish for what is the default anyway changes nothing, and what changes nothing is not stamped either. */
  private changesWish(live: T, next: T): boolean {
    const completed = applyDefaults(schemaFor(this.type).schema, next);
    return stableHash(intentOf(live)) !== stableHash(intentOf(completed));
  }
}

/** `spec` is replaced whole; labels and annotations where they are given, but for what requests leave on an object. */
export function replaceIntent<T extends Intended>(live: T, { metadata, spec }: T): T {
  const { labels = live.metadata.labels, annotations = {} } = metadata;
  const kept = metadata.annotations ? marksOfRequests(live) : live.metadata.annotations;
  return { ...live, metadata: { ...live.metadata, labels, annotations: { ...kept, ...annotations } }, spec };
}

/** Nobody who replaces annotations means these: without them a request that is sent again would be a new one, and kubectl would not know what it once applied. */
function marksOfRequests({ metadata: { annotations = {} } }: Intended): Record<string, string> {
  const names: readonly string[] = [ANNOTATIONS.idempotency, ANNOTATIONS.requestId, LAST_APPLIED];
  return Object.fromEntries(Object.entries(annotations).filter(([name]) => names.includes(name)));
}
