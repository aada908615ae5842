import type { OwnerReference } from '../../../kube/meta/index.js';
import type { StoreEvent } from '../storage/store-event.js';
import type { StoredObject } from '../storage/stored-object.js';

/** Every stored object by uid, and who depends on whom. */
export class OwnerIndex {
  private readonly objects = new Map<string, StoredObject>();
  private readonly dependents = new Map<string, Set<string>>();

  add(stored: StoredObject): void {
    const { uid, ownerReferences = [] } = stored.object.metadata;
    if (!uid) return;
    this.objects.set(uid, stored);
    for (const { uid: owner } of ownerReferences) {
      const known = this.dependents.get(owner) ?? new Set();
      this.dependents.set(owner, known.add(uid));
    }
  }

  observe({ type, current, previous }: StoreEvent): void {
    if (previous) this.remove(previous);
    if (type !== 'DELETED') this.add(current);
  }

  find(uid: string): StoredObject | undefined {
    return this.objects.get(uid);
  }

  dependentsOf(uid: string): readonly StoredObject[] {
    return [...(this.dependents.get(uid) ?? [])].flatMap((dependent) => this.objects.get(dependent) ?? []);
  }

  hasDependents(uid: string): boolean {
    return this.dependents.has(uid);
  }

  /** Undefined when there is no such object where the dependent may have its owners: in its namespace, or in none. */
  ownerOf(dependent: StoredObject, { apiVersion, kind, name, uid }: OwnerReference): StoredObject | undefined {
    const owner = this.objects.get(uid);
    if (!owner || owner.name !== name || owner.object.kind !== kind) return undefined;
    if (groupOf(owner.object.apiVersion) !== groupOf(apiVersion)) return undefined;
    return owner.namespace === undefined || owner.namespace === dependent.namespace ? owner : undefined;
  }

  private remove({ object }: StoredObject): void {
    const { uid = '', ownerReferences = [] } = object.metadata;
    this.objects.delete(uid);
    for (const { uid: owner } of ownerReferences) {
      const known = this.dependents.get(owner);
      known?.delete(uid);
      if (known?.size === 0) this.dependents.delete(owner);
    }
  }
}

const groupOf = (apiVersion: string): string => (apiVersion.includes('/') ? apiVersion.split('/', 1)[0]! : '');
