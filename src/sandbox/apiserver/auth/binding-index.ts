import type { ObjectReader } from '../storage/object-reader.js';
import { CLUSTER_ROLE_BINDINGS, ROLE_BINDINGS } from './rbac-objects.js';
import type { BindingObject, RbacSubject } from './rbac-objects.js';
import { serviceAccountUsername } from './service-account-name.js';
import type { UserInfo } from './user-info.js';

/** Finds the bindings of a user without looking at those of others. Rebuilt on first use after any binding changed. */
export class BindingIndex {
  private bySubject = new Map<string, BindingObject[]>();
  private revisions = '';

  constructor(private readonly reader: ObjectReader) {}

  /** Cluster-wide bindings first, then those of the namespace, if one is given. */
  *of(user: UserInfo, namespace: string | undefined): Iterable<BindingObject> {
    this.refresh();
    const subjects = [`User ${user.username}`, ...user.groups.map((group) => `Group ${group}`)];
    for (const scope of namespace ? ['', namespace] : [''])
      for (const subject of subjects) yield* this.bySubject.get(`${scope} ${subject}`) ?? [];
  }

  private refresh(): void {
    const revisions = `${this.reader.revisionOf(CLUSTER_ROLE_BINDINGS)} ${this.reader.revisionOf(ROLE_BINDINGS)}`;
    if (revisions === this.revisions) return;
    this.bySubject = new Map();
    this.addAll(this.reader.list(CLUSTER_ROLE_BINDINGS) as Iterable<BindingObject>);
    this.addAll(this.reader.list(ROLE_BINDINGS) as Iterable<BindingObject>);
    this.revisions = revisions;
  }

  private addAll(bindings: Iterable<BindingObject>): void {
    for (const binding of bindings) {
      const namespace = binding.metadata.namespace ?? '';
      const subjects = (binding.subjects ?? []).map((subject) => subjectKey(subject, namespace));
      for (const subject of new Set(subjects)) this.add(`${namespace} ${subject}`, binding);
    }
  }

  private add(key: string, binding: BindingObject): void {
    const bindings = this.bySubject.get(key);
    if (bindings) bindings.push(binding);
    else this.bySubject.set(key, [binding]);
  }
}

function subjectKey({ kind, name, namespace }: RbacSubject, bindingNamespace: string): string {
  if (kind !== 'ServiceAccount') return `${kind} ${name}`;
  return `User ${serviceAccountUsername({ namespace: namespace || bindingNamespace, name })}`;
}
