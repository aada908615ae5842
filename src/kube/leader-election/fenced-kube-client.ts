import {
  KubeClient,
  type ApplyOptions,
  type DeleteOptions,
  type ListOptions,
  type PatchOptions,
  type PatchType,
  type WatchEvent,
  type WatchOptions,
  type WriteOptions,
} from '../client/kube-client.js';
import type { KubeList, KubeObject, ObjectKey, ResourceType } from '../meta/index.js';
import { LeadershipLostError } from './leader-elector.js';

/**
 * A client that begins no write once the lease is over. The clock is asked at each one, for a process that was suspended
 * in the middle of a reconcile wakes up before any timer tells it so.
 */
export class FencedKubeClient extends KubeClient {
  constructor(
    private readonly client: KubeClient,
    private readonly mayWrite: () => boolean,
  ) {
    super();
  }

  get<T extends KubeObject>(type: ResourceType, key: ObjectKey, signal?: AbortSignal): Promise<T> {
    return this.client.get<T>(type, key, signal);
  }

  list<T extends KubeObject>(type: ResourceType, options?: ListOptions): Promise<KubeList<T>> {
    return this.client.list<T>(type, options);
  }

  async create<T extends KubeObject>(type: ResourceType, object: T, options?: WriteOptions): Promise<T> {
    this.assertMayWrite();
    return this.client.create(type, object, options);
  }

  async update<T extends KubeObject>(type: ResourceType, object: T, options?: WriteOptions): Promise<T> {
    this.assertMayWrite();
    return this.client.update(type, object, options);
  }

  async patch<T extends KubeObject>(
    type: ResourceType,
    key: ObjectKey,
    patch: { type: PatchType; body: unknown },
    options?: PatchOptions,
  ): Promise<T> {
    this.assertMayWrite();
    return this.client.patch<T>(type, key, patch, options);
  }

  async apply<T extends KubeObject>(type: ResourceType, object: T, options: ApplyOptions): Promise<T> {
    this.assertMayWrite();
    return this.client.apply(type, object, options);
  }

  async delete(type: ResourceType, key: ObjectKey, options?: DeleteOptions): Promise<void> {
    this.assertMayWrite();
    return this.client.delete(type, key, options);
  }

  watch<T extends KubeObject>(type: ResourceType, options: WatchOptions): AsyncIterable<WatchEvent<T>> {
    return this.client.watch<T>(type, options);
  }

  review<T extends KubeObject>(type: ResourceType, object: T, signal?: AbortSignal): Promise<T> {
    return this.client.review(type, object, signal);
  }

  getPath<T>(path: string, signal?: AbortSignal): Promise<T> {
    return this.client.getPath<T>(path, signal);
  }

  private assertMayWrite(): void {
    if (!this.mayWrite()) throw new LeadershipLostError('the lease is over; nothing more is written');
  }
}
