import { keyOf, type KubeObject } from '../meta/index.js';
import type { WatchEvent } from '../client/kube-client.js';

const END_ANNOTATION = 'k8s.io/initial-events-end';

/** What a stream that begins with all there is has said so far, kept aside until it says that this is all. */
export class InitialEvents<T extends KubeObject> {
  private readonly objects = new Map<string, T>();

  /** True when it is the last of them. */
  take({ type, object }: WatchEvent<T>): boolean {
    if (type === 'BOOKMARK') return object.metadata.annotations?.[END_ANNOTATION] === 'true';
    if (type === 'DELETED') this.objects.delete(keyOf(object));
    else this.objects.set(keyOf(object), object);
    return false;
  }

  all(): T[] {
    return [...this.objects.values()];
  }
}
