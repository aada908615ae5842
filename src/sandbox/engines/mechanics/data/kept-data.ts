import { isDeepStrictEqual } from 'node:util';
import type { KubeClient } from '../../../../kube/client/kube-client.js';
import type { ReconcileContext } from '../../../../kube/manager/index.js';
import { keyOf, parseKey, type KubeObject, type ResourceType } from '../../../../kube/meta/index.js';

export interface Keeping<D> {
  readonly client: KubeClient;
  readonly type: ResourceType;
  readonly fieldManager: string;
  readonly annotationsOf: (data: D) => Record<string, string>;
}

/** What a database has on its disks, kept in annotations of its object and gone with it. */
export class KeptData<D> {
  #current: D;

  constructor(
    private readonly keeping: Keeping<D>,
    private readonly owner: KubeObject,
    read: D,
  ) {
    this.#current = read;
  }

  get current(): D {
    return this.#current;
  }

  /** Nothing is sent when nothing is different. */
  async save(data: D, ctx: ReconcileContext): Promise<void> {
    if (isDeepStrictEqual(asStored(data), asStored(this.#current))) return;
    const { client, type, fieldManager, annotationsOf } = this.keeping;
    const { uid } = this.owner.metadata;
    const patch = { type: 'merge' as const, body: { metadata: { uid, annotations: annotationsOf(data) } } };
    const options = { fieldManager, signal: ctx.signal };
    ctx.recordWrite(type, await client.patch<KubeObject>(type, parseKey(keyOf(this.owner)), patch, options));
    this.#current = data;
  }
}

/** Without what is undefined. */
const asStored = (data: unknown): unknown => JSON.parse(JSON.stringify(data));
