import {
  apiVersionOf,
  resourceName,
  type KubeList,
  type KubeObject,
  type ObjectKey,
  type ResourceType,
  type UntypedObject,
} from '../meta/index.js';
import type { Clock } from '../clock.js';
import type { Connection } from './connection.js';
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
} from './kube-client.js';
import { collectionPath, itemPath } from './paths.js';
import { listQuery, watchQuery, writeQuery } from './query.js';
import { identify, itemsOf, metadataOf } from './received-objects.js';
import type { Transport, WireRequest } from './transport.js';
import { readWatch } from './watch-stream.js';

const PATCH_CONTENT_TYPE: Readonly<Record<PatchType, string>> = {
  merge: 'application/merge-patch+json',
  json: 'application/json-patch+json',
};
const APPLY_CONTENT_TYPE = 'application/apply-patch+yaml';

const partial = (kind: string): string => `application/json;as=${kind};v=v1;g=meta.k8s.io,application/json`;
const ACCEPT_PARTIAL_LIST = partial('PartialObjectMetadataList');
const ACCEPT_PARTIAL = partial('PartialObjectMetadata');

export interface HttpKubeClientParts {
  readonly connection: Connection;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly watchIdleTimeoutMs: number;
}

/** {@link KubeClient} over HTTP/1.1 on a pool of kept-alive sockets; made by `connect`. */
export class HttpKubeClient extends KubeClient {
  constructor(private readonly parts: HttpKubeClientParts) {
    super();
  }

  /** Ends all requests and watches that are still running; they reject. */
  async close(): Promise<void> {
    await this.parts.connection.close();
  }

  async get<T extends KubeObject = UntypedObject>(
    type: ResourceType,
    key: ObjectKey,
    signal?: AbortSignal,
  ): Promise<T> {
    return this.send<T>({ method: 'GET', path: itemPath(type, key), idempotent: true, signal });
  }

  async list<T extends KubeObject = UntypedObject>(
    type: ResourceType,
    options: ListOptions = {},
  ): Promise<KubeList<T>> {
    const path = collectionPath(type, options.namespace) + listQuery(options);
    const accept = options.metadataOnly ? ACCEPT_PARTIAL_LIST : undefined;
    const list = await this.send<KubeList<T>>({
      method: 'GET',
      path,
      accept,
      idempotent: true,
      signal: options.signal,
    });
    const read = options.metadataOnly ? metadataOf<T> : identify<T>;
    return { ...list, items: itemsOf(type, list).map((item) => read(type, item)) };
  }

  async create<T extends KubeObject>(type: ResourceType, object: T, options: WriteOptions = {}): Promise<T> {
    const path = collectionPath(type, object.metadata.namespace) + writeQuery(options);
    return this.send<T>({ method: 'POST', path, body: object, idempotent: false, signal: options.signal });
  }

  async update<T extends KubeObject>(type: ResourceType, object: T, options: WriteOptions = {}): Promise<T> {
    const path = itemPath(type, object.metadata) + writeQuery(options);
    return this.send<T>({ method: 'PUT', path, body: object, idempotent: true, signal: options.signal });
  }

  async patch<T extends KubeObject = UntypedObject>(
    type: ResourceType,
    key: ObjectKey,
    patch: { type: PatchType; body: unknown },
    options: PatchOptions = {},
  ): Promise<T> {
    return this.send<T>({
      method: 'PATCH',
      path: itemPath(type, key, options.subresource) + writeQuery(options),
      contentType: PATCH_CONTENT_TYPE[patch.type],
      body: patch.body,
      // A JSON patch may append to a list: twice is not once.
      idempotent: patch.type === 'merge',
      signal: options.signal,
    });
  }

  async apply<T extends KubeObject>(type: ResourceType, object: T, options: ApplyOptions): Promise<T> {
    return this.send<T>({
      method: 'PATCH',
      path: itemPath(type, object.metadata, options.subresource) + writeQuery(options),
      contentType: APPLY_CONTENT_TYPE,
      body: object,
      idempotent: true,
      signal: options.signal,
    });
  }

  async delete(type: ResourceType, key: ObjectKey, options: DeleteOptions = {}): Promise<void> {
    const { propagationPolicy, gracePeriodSeconds, uid, resourceVersion, dryRun, signal } = options;
    const guarded = uid !== undefined || resourceVersion !== undefined;
    const body = {
      apiVersion: 'v1',
      kind: 'DeleteOptions',
      propagationPolicy,
      gracePeriodSeconds,
      preconditions: guarded ? { uid, resourceVersion } : undefined,
      dryRun: dryRun ? ['All'] : undefined,
    };
    // Unguarded, a second try could hit what was created again under the same name.
    await this.parts.transport.send({ method: 'DELETE', path: itemPath(type, key), body, idempotent: guarded, signal });
  }

  async *watch<T extends KubeObject = UntypedObject>(
    type: ResourceType,
    options: WatchOptions,
  ): AsyncGenerator<WatchEvent<T>> {
    const { transport, clock, watchIdleTimeoutMs } = this.parts;
    const path = collectionPath(type, options.namespace) + watchQuery(options);
    const accept = options.metadataOnly ? ACCEPT_PARTIAL : undefined;
    const read = options.metadataOnly ? metadataOf<T> : identify<T>;
    const stream = readWatch<T>({
      open: (signal) => transport.open({ method: 'GET', path, accept, idempotent: true }, signal),
      what: `watch of ${resourceName(type)}`,
      idleTimeoutMs: watchIdleTimeoutMs,
      clock,
      signal: options.signal,
    });
    for await (const event of stream) {
      yield event.type === 'ERROR' ? event : { type: event.type, object: read(type, event.object) };
    }
  }

  async review<T extends KubeObject>(type: ResourceType, object: T, signal?: AbortSignal): Promise<T> {
    const path = collectionPath(type, object.metadata.namespace);
    return this.send<T>({
      method: 'POST',
      path,
      body: { ...object, apiVersion: apiVersionOf(type) },
      idempotent: true,
      signal,
    });
  }

  async getPath<T>(path: string, signal?: AbortSignal): Promise<T> {
    return this.send<T>({ method: 'GET', path, idempotent: true, signal });
  }

  /** The wire is where `unknown` gets its type: what the caller asked for is what the server promises. */
  private async send<T>(wire: WireRequest): Promise<T> {
    return (await this.parts.transport.send(wire)) as T;
  }
}
