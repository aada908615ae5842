import { NAMESPACE } from '../../../kube/meta/index.js';
import type { ResourceRegistry } from '../registry/resource-registry.js';
import { storageKeyOf } from '../registry/served-resource.js';
import type { ServedResource } from '../registry/served-resource.js';
import type { SystemWriter } from '../lifecycle/system-writer.js';
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
    for (const resource of resources) await this.deleteAll(resource, name);
    if (resources.some((resource) => this.store.count(storageKeyOf(resource), name) > 0)) return;
    const place = { resource: this.registry.findByKind('', 'Namespace')!, namespace: undefined, name };
    await this.writer.edit(place, (live) => ({ ...live, spec: { ...live.spec, finalizers: [] } }), 'finalize');
  }

  private async deleteAll(resource: ServedResource, namespace: string): Promise<void> {
    for (const { name, object } of this.store.stored(storageKeyOf(resource), namespace)) {
      if (!object.metadata.deletionTimestamp) await this.writer.delete({ resource, namespace, name });
    }
  }
}
