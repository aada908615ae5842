import { CUSTOM_RESOURCE_DEFINITION, isConditionTrue } from '../../../kube/meta/index.js';
import type { CustomResourceDefinition } from '../registry/custom-resource-definition.js';
import { DEFINITIONS_KEY } from '../registry/resource-registry.js';
import type { ResourceRegistry } from '../registry/resource-registry.js';
import { storageKeyOf } from '../registry/served-resource.js';
import { withFinalizers } from '../lifecycle/deletion-plan.js';
import { DEFINITION_CLEANUP_FINALIZER } from '../lifecycle/strategies/definition.strategy.js';
import type { ObjectPlace, SystemWriter } from '../lifecycle/system-writer.js';
import type { ObjectStore } from '../storage/object-store.js';
import type { StoreEvent } from '../storage/store-event.js';
import { WorkLoop } from './work-loop.js';

/** Removes the objects of a terminating definition, and lets others have the names that one leaves behind. */
export class DefinitionController {
  private readonly loop = new WorkLoop((name) => this.reconcile(name));

  constructor(
    private readonly store: ObjectStore,
    private readonly registry: ResourceRegistry,
    private readonly writer: SystemWriter,
  ) {
    this.addAll();
    store.onCommit((event) => this.observe(event));
  }

  stop(): Promise<void> {
    return this.loop.stop();
  }

  private observe({ type, current }: StoreEvent): void {
    const isDefinition = current.storageKey === DEFINITIONS_KEY;
    if (isDefinition && type === 'MODIFIED') this.loop.add(current.name);
    if (isDefinition && type === 'DELETED') this.addAll();
    if (!isDefinition && type === 'DELETED') this.observeCustomResource(current.storageKey);
  }

  private observeCustomResource(storageKey: string): void {
    const [group, plural] = storageKey.split('/');
    const definition = this.store.get(DEFINITIONS_KEY, undefined, `${plural}.${group}`);
    if (definition?.metadata.deletionTimestamp) this.loop.add(definition.metadata.name);
  }

  private addAll(): void {
    for (const { name } of this.store.stored(DEFINITIONS_KEY)) this.loop.add(name);
  }

  private async reconcile(name: string): Promise<void> {
    const object = this.store.get(DEFINITIONS_KEY, undefined, name);
    if (!object) return;
    const definition = object as unknown as CustomResourceDefinition;
    const resource = this.registry.find(CUSTOM_RESOURCE_DEFINITION.group, 'v1', CUSTOM_RESOURCE_DEFINITION.plural)!;
    const place = { resource, namespace: undefined, name };
    if (definition.metadata.deletionTimestamp) return this.cleanUp(definition, place);
    // Writing it as it is has its names judged anew.
    if (!isConditionTrue(definition.status?.conditions, 'NamesAccepted')) await this.writer.edit(place, (live) => live);
  }

  private async cleanUp({ spec, metadata }: CustomResourceDefinition, place: ObjectPlace): Promise<void> {
    if (!metadata.finalizers?.includes(DEFINITION_CLEANUP_FINALIZER)) return;
    const storageKey = storageKeyOf({ group: spec.group, plural: spec.names.plural });
    const resource = this.registry.findStored(storageKey);
    for (const { namespace, name, object } of resource ? this.store.stored(storageKey) : []) {
      if (!object.metadata.deletionTimestamp) await this.writer.delete({ resource: resource!, namespace, name });
    }
    if (this.store.count(storageKey) > 0) return;
    await this.writer.edit(place, (live) =>
      withFinalizers(
        live,
        (live.metadata.finalizers ?? []).filter((finalizer) => finalizer !== DEFINITION_CLEANUP_FINALIZER),
      ),
    );
  }
}
