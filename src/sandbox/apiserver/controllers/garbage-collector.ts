import type { OwnerReference } from '../../../kube/meta/index.js';
import { FOREGROUND_FINALIZER, ORPHAN_FINALIZER, withFinalizers } from '../lifecycle/deletion-plan.js';
import type { ResourceRegistry } from '../registry/resource-registry.js';
import type { ObjectPlace, SystemWriter } from '../lifecycle/system-writer.js';
import type { ObjectStore } from '../storage/object-store.js';
import type { StoreEvent } from '../storage/store-event.js';
import type { StoredObject } from '../storage/stored-object.js';
import { OwnerIndex } from './owner-index.js';
import { WorkLoop } from './work-loop.js';

/** Deletes what has lost all its owners, and carries out foreground and orphaning deletions. */
export class GarbageCollector {
  private readonly index = new OwnerIndex();
  private readonly loop = new WorkLoop((uid) => this.collect(uid));

  constructor(
    store: ObjectStore,
    private readonly registry: ResourceRegistry,
    private readonly writer: SystemWriter,
  ) {
    const stored = store.storageKeys.flatMap((storageKey) => store.stored(storageKey));
    stored.forEach((object) => this.index.add(object));
    stored.forEach((object) => this.consider(object));
    store.onCommit((event) => this.observe(event));
  }

  stop(): Promise<void> {
    return this.loop.stop();
  }

  private observe(event: StoreEvent): void {
    this.index.observe(event);
    const { type, current } = event;
    if (type !== 'DELETED') return this.consider(current);
    const { uid = '', ownerReferences = [] } = current.object.metadata;
    for (const dependent of this.index.dependentsOf(uid)) this.loop.add(dependent.object.metadata.uid!);
    for (const owner of ownerReferences) if (this.isWaiting(this.index.find(owner.uid))) this.loop.add(owner.uid);
  }

  private consider(stored: StoredObject): void {
    const { uid = '', ownerReferences = [] } = stored.object.metadata;
    const hasLostAnOwner = ownerReferences.some((owner) => !this.index.ownerOf(stored, owner));
    if (hasLostAnOwner || this.isWaiting(stored) || isMarkedWith(stored, ORPHAN_FINALIZER)) this.loop.add(uid);
  }

  /** For its dependents to go first. */
  private isWaiting(stored: StoredObject | undefined): boolean {
    return stored !== undefined && isMarkedWith(stored, FOREGROUND_FINALIZER);
  }

  private async collect(uid: string): Promise<void> {
    const stored = this.index.find(uid);
    const place = stored && this.placeOf(stored);
    // A kind that is not served right now comes back, or its definition's cleanup takes its objects along.
    if (!stored || !place) return;
    if (isMarkedWith(stored, ORPHAN_FINALIZER)) return this.orphan(uid, place);
    if (this.isWaiting(stored)) return this.deleteDependentsFirst(uid, place);
    await this.judgeDependent(stored, place);
  }

  private async orphan(uid: string, place: ObjectPlace): Promise<void> {
    for (const dependent of this.index.dependentsOf(uid)) {
      await this.dropOwners(dependent, (owner) => owner.uid === uid);
    }
    await this.dropFinalizer(place, ORPHAN_FINALIZER);
  }

  private async deleteDependentsFirst(uid: string, place: ObjectPlace): Promise<void> {
    const dependents = this.index.dependentsOf(uid);
    const isBlocking = (dependent: StoredObject): boolean =>
      dependent.object.metadata.ownerReferences?.some(
        (owner) => owner.uid === uid && owner.blockOwnerDeletion === true,
      ) === true;
    for (const dependent of dependents) this.loop.add(dependent.object.metadata.uid!);
    if (!dependents.some(isBlocking)) await this.dropFinalizer(place, FOREGROUND_FINALIZER);
  }

  private async judgeDependent(stored: StoredObject, place: ObjectPlace): Promise<void> {
    const { uid = '', ownerReferences = [], deletionTimestamp } = stored.object.metadata;
    const isLost = (owner: OwnerReference): boolean => this.index.ownerOf(stored, owner) === undefined;
    const isGoing = (owner: OwnerReference): boolean => isLost(owner) || this.isWaiting(this.index.find(owner.uid));
    if (deletionTimestamp || !ownerReferences.some(isGoing)) return;
    // Somebody still wants it: only the ties to the others are cut.
    if (!ownerReferences.every(isGoing)) return this.dropOwners(stored, isGoing);
    const goesFirst = !ownerReferences.every(isLost) && this.index.hasDependents(uid);
    await this.writer.delete(place, {
      preconditions: { uid },
      propagationPolicy: goesFirst ? 'Foreground' : keptPolicy(stored),
    });
  }

  private async dropOwners(dependent: StoredObject, isDropped: (owner: OwnerReference) => boolean): Promise<void> {
    const place = this.placeOf(dependent);
    if (!place) return;
    await this.writer.edit(place, ({ metadata, ...rest }) => {
      const ownerReferences = (metadata.ownerReferences ?? []).filter((owner) => !isDropped(owner));
      return { ...rest, metadata: { ...metadata, ownerReferences } };
    });
  }

  private dropFinalizer(place: ObjectPlace, dropped: string): Promise<void> {
    return this.writer.edit(place, (live) => {
      const kept = (live.metadata.finalizers ?? []).filter((finalizer) => finalizer !== dropped);
      return withFinalizers(live, kept);
    });
  }

  private placeOf({ storageKey, namespace, name }: StoredObject): ObjectPlace | undefined {
    const resource = this.registry.findStored(storageKey);
    return resource && { resource, namespace, name };
  }
}

function isMarkedWith({ object }: StoredObject, finalizer: string): boolean {
  const { deletionTimestamp, finalizers = [] } = object.metadata;
  return deletionTimestamp !== undefined && finalizers.includes(finalizer);
}

/** What the finalizers of the dependent ask for; they were put there to be honoured. */
function keptPolicy({ object }: StoredObject): 'Orphan' | 'Foreground' | 'Background' {
  const { finalizers = [] } = object.metadata;
  if (finalizers.includes(ORPHAN_FINALIZER)) return 'Orphan';
  return finalizers.includes(FOREGROUND_FINALIZER) ? 'Foreground' : 'Background';
}
