import { keyOf, type KubeObject, type ResourceType } from '../../src/kube/meta/index.js';
import type { Action } from '../../src/sandbox/engines/mechanics/actions.js';

const NOW = '2026-01-02T03:04:05Z';
export const WORLD_NAMESPACE = 'team-a';

/** RFC 7386, enough for what a stand-in sends. */
export function merge(target: unknown, change: unknown): unknown {
  if (typeof change !== 'object' || change === null || Array.isArray(change)) return change;
  const base = typeof target === 'object' && target !== null && !Array.isArray(target) ? target : {};
  const result: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(change)) {
    if (value === null) delete result[key];
    else result[key] = merge(result[key], value);
  }
  return result;
}

/** Objects of one namespace that only a stand-in's actions change: no server, no time. */
export class ObjectWorld {
  private readonly objects = new Map<string, KubeObject>();
  private created = 0;

  put(object: KubeObject): void {
    this.objects.set(`${object.kind}/${keyOf(object)}`, object);
  }

  get<T extends KubeObject>(kind: string, name: string): T | undefined {
    return this.objects.get(`${kind}/${WORLD_NAMESPACE}/${name}`) as T | undefined;
  }

  list<T extends KubeObject>(kind: string): T[] {
    return [...this.objects.values()].filter((object) => object.kind === kind) as T[];
  }

  names(kind: string): string[] {
    return this.list(kind)
      .map(({ metadata }) => metadata.name)
      .sort();
  }

  patch(kind: string, name: string, change: object): void {
    const id = `${kind}/${WORLD_NAMESPACE}/${name}`;
    this.objects.set(id, merge(this.objects.get(id), change) as KubeObject);
  }

  /** As an API server does: at once, or marked where a finalizer holds it. */
  delete(kind: string, name: string): void {
    const id = `${kind}/${WORLD_NAMESPACE}/${name}`;
    const object = this.objects.get(id);
    if (!object?.metadata.finalizers?.length) this.objects.delete(id);
    else this.objects.set(id, { ...object, metadata: { ...object.metadata, deletionTimestamp: NOW } });
  }

  run(action: Exclude<Action<unknown>, { do: 'forge' }>): void {
    const { type, object } = action;
    if (action.do === 'create') return this.create(type, object);
    if (action.do === 'delete') return this.delete(type.kind, object.metadata.name);
    this.patch(type.kind, object.metadata.name, action.body);
    this.collect(type.kind, object.metadata.name);
  }

  private create({ kind }: ResourceType, object: KubeObject): void {
    if (this.get(kind, object.metadata.name)) return;
    this.created += 1;
    this.put({ ...object, metadata: { ...object.metadata, uid: `${kind}-${this.created}` } });
  }

  /** A terminating object whose last finalizer went is gone. */
  private collect(kind: string, name: string): void {
    const { deletionTimestamp, finalizers = [] } = this.get(kind, name)?.metadata ?? {};
    if (deletionTimestamp && finalizers.length === 0) this.objects.delete(`${kind}/${WORLD_NAMESPACE}/${name}`);
  }
}
