import { NAMESPACE, mergeConditions } from '../../../kube/meta/index.js';
import type { Condition, NewCondition, UntypedObject } from '../../../kube/meta/index.js';
import { toTimestamp } from '../lifecycle/timestamps.js';
import type { ResourceRegistry } from '../registry/resource-registry.js';
import { storageKeyOf } from '../registry/served-resource.js';
import type { ServedResource } from '../registry/served-resource.js';
import type { ObjectPlace, SystemWriter } from '../lifecycle/system-writer.js';
import type { ObjectStore } from '../storage/object-store.js';
import type { StoreEvent } from '../storage/store-event.js';
import { WorkLoop } from './work-loop.js';

const NAMESPACES_KEY = storageKeyOf(NAMESPACE);
const ACCOUNTS_KEY = '/serviceaccounts';
const DEFAULT_ACCOUNT = 'default';

/** Gives every namespace its default ServiceAccount, and empties the terminating ones. */
export class NamespaceController {
  private readonly loop = new WorkLoop((name) => this.reconcile(name));

  constructor(
    private readonly store: ObjectStore,
    private readonly registry: ResourceRegistry,
    private readonly writer: SystemWriter,
    private readonly now: () => Date,
  ) {
    for (const { name } of store.stored(NAMESPACES_KEY)) this.loop.add(name);
    store.onCommit((event) => this.observe(event));
  }

  stop(): Promise<void> {
    return this.loop.stop();
  }

  private observe({ type, current }: StoreEvent): void {
    if (current.storageKey === NAMESPACES_KEY && type !== 'DELETED') this.loop.add(current.name);
    if (type !== 'DELETED' || current.namespace === undefined) return;
    if (current.storageKey === ACCOUNTS_KEY || this.isTerminating(current.namespace)) this.loop.add(current.namespace);
  }

  private isTerminating(name: string): boolean {
    return this.store.get(NAMESPACES_KEY, undefined, name)?.metadata.deletionTimestamp !== undefined;
  }

  private async reconcile(name: string): Promise<void> {
    const namespace = this.store.get(NAMESPACES_KEY, undefined, name);
    if (!namespace) return;
    if (namespace.metadata.deletionTimestamp) return this.empty(name);
    await this.writer.createIfAbsent({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: DEFAULT_ACCOUNT, namespace: name },
    });
  }

  private async empty(name: string): Promise<void> {
    const resources = this.registry.storedResources().filter(({ namespaced }) => namespaced);
    const refusals: Error[] = [];
    for (const resource of resources) refusals.push(...(await this.deleteAll(resource, name)));
    if (refusals.length > 0) return this.giveUpForNow(name, refusals);
    if (resources.some((resource) => this.store.count(storageKeyOf(resource), name) > 0)) return;
    const finished = (live: UntypedObject): UntypedObject => ({ ...live, spec: { ...live.spec, finalizers: [] } });
    await this.writer.edit(this.placeOf(name), finished, 'finalize');
  }

  /** Why the objects that stay were not deleted: what one kind's guard refuses keeps no other kind alive. */
  private async deleteAll(resource: ServedResource, namespace: string): Promise<Error[]> {
    const refusals: Error[] = [];
    for (const { name, object } of this.store.stored(storageKeyOf(resource), namespace)) {
      if (object.metadata.deletionTimestamp) continue;
      await this.writer.delete({ resource, namespace, name }).catch((error: Error) => refusals.push(error));
    }
    return refusals;
  }

  /** Says in the namespace's status what it hangs on. @throws always, so that it is tried again */
  private async giveUpForNow(name: string, refusals: readonly Error[]): Promise<never> {
    const condition = contentFailure(refusals.map(({ message }) => message));
    const told = (live: UntypedObject): UntypedObject => ({
      ...live,
      status: { ...live.status, conditions: mergeConditions(conditionsOf(live), [condition], toTimestamp(this.now())) },
    });
    await this.writer.edit(this.placeOf(name), told, 'status');
    throw new Error(condition.message, { cause: refusals[0] });
  }

  private placeOf(name: string): ObjectPlace {
    return { resource: this.registry.findByKind('', 'Namespace')!, namespace: undefined, name };
  }
}

const conditionsOf = ({ status }: UntypedObject): Condition[] => (status?.['conditions'] as Condition[]) ?? [];

function contentFailure(messages: readonly string[]): NewCondition {
  const message = `Failed to delete all resource types, ${messages.length} remaining: ${messages.join(', ')}`;
  return { type: 'NamespaceDeletionContentFailure', status: 'True', reason: 'ContentDeletionFailed', message };
}
