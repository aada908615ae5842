import { LRUCache } from 'lru-cache';
import { isAlreadyExists, isInvalid, isNotFound, type KubeClient, type KubeError } from '../../../kube/client/index.js';
import { ConflictError, type ReconcileContext } from '../../../kube/manager/index.js';
import { keyOf, parseKey, type ResourceType, type UntypedObject } from '../../../kube/meta/index.js';
import { coversDesired } from '../../../kube/writes/index.js';
import { FIELD_MANAGER } from '../../../domain/naming.js';
import { hashOf, type ChildWrite, type StampedChild } from './plan.js';

/** Objects come and go; one that is forgotten costs an apply that changes nothing. */
const MAX_SETTLED = 100_000;

/** The engine's operator (or its schema) refused what we rendered: the user's intent, in most cases, hits a rule of its. */
export class ChildRejectedError extends Error {
  override readonly name = 'ChildRejectedError';

  constructor(
    readonly kind: string,
    readonly problems: readonly string[],
    options: ErrorOptions,
  ) {
    super(`${kind} was refused: ${problems.join('; ')}`, options);
  }
}

/** Carries out what was planned, one idempotent write at a time. */
export class ChildWriter {
  /** What the server made of an apply that it did not keep as sent, by uid: trying again would change nothing. */
  readonly #settled = new LRUCache<string, string>({ max: MAX_SETTLED });

  constructor(private readonly client: KubeClient) {}

  isSettled = (live: UntypedObject, hash: string): boolean =>
    this.#settled.get(live.metadata.uid!) === settledMark(live, hash);

  /** The object as it now stands; undefined after a deletion. */
  async write(write: ChildWrite, ctx: ReconcileContext): Promise<UntypedObject | undefined> {
    if (write.do === 'delete') return this.delete(write, ctx);
    try {
      return write.do === 'create' ? await this.create(write.child, ctx) : await this.apply(write, ctx);
    } catch (error) {
      if (isInvalid(error)) throw rejected(write.child.type, error);
      throw error;
    }
  }

  /** A create, never an apply: whatever has this name already is not ours to change. */
  private async create({ type, object }: StampedChild, ctx: ReconcileContext): Promise<UntypedObject> {
    try {
      const options = { fieldManager: FIELD_MANAGER, strict: true, signal: ctx.signal };
      return this.settle(ctx.recordWrite(type, await this.client.create(type, object, options)), object);
    } catch (error) {
      if (isAlreadyExists(error)) throw new ConflictError(`${type.kind} is not in the cache yet`, { cause: error });
      throw error;
    }
  }

  private async apply(write: ChildWrite & { do: 'apply' }, ctx: ReconcileContext): Promise<UntypedObject> {
    const { child, live } = write;
    await this.takeOverOwnCreate(child.type, live, ctx);
    const object = { ...child.object, metadata: { ...child.object.metadata, uid: live.metadata.uid } };
    const options = { fieldManager: FIELD_MANAGER, force: true, signal: ctx.signal };
    return this.settle(ctx.recordWrite(child.type, await this.client.apply(child.type, object, options)), child.object);
  }

  /**
   * A create leaves its fields with the manager of an Update, from which an apply by the same name would never remove
   * one. Its entry is turned into an Apply before the first change, guarded by what the cache showed.
   */
  private async takeOverOwnCreate(type: ResourceType, live: UntypedObject, ctx: ReconcileContext): Promise<void> {
    const entries = live.metadata.managedFields ?? [];
    const mine = entries.map(({ manager, subresource }) => manager === FIELD_MANAGER && !subresource);
    const created = entries.findIndex(({ operation }, index) => mine[index] && operation === 'Update');
    if (created < 0 || entries.some(({ operation }, index) => mine[index] && operation === 'Apply')) return;
    const path = `/metadata/managedFields/${created}`;
    const body = [
      { op: 'test', path: '/metadata/uid', value: live.metadata.uid },
      { op: 'test', path: `${path}/manager`, value: FIELD_MANAGER },
      { op: 'test', path: `${path}/operation`, value: 'Update' },
      { op: 'replace', path: `${path}/operation`, value: 'Apply' },
    ];
    try {
      const options = { fieldManager: FIELD_MANAGER, signal: ctx.signal };
      await this.client.patch(type, parseKey(keyOf(live)), { type: 'json', body }, options);
    } catch (error) {
      // The tests failed: the entries have moved since the cache saw them.
      if (isInvalid(error)) throw new ConflictError(`the managers of ${type.kind} have changed`, { cause: error });
      throw error;
    }
  }

  private async delete(write: ChildWrite & { do: 'delete' }, ctx: ReconcileContext): Promise<undefined> {
    try {
      await this.client.delete(write.type, write.key, { uid: write.uid, signal: ctx.signal });
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
    return undefined;
  }

  private settle(written: UntypedObject, desired: UntypedObject): UntypedObject {
    if (coversDesired(written, desired)) this.#settled.delete(written.metadata.uid!);
    else this.#settled.set(written.metadata.uid!, settledMark(written, hashOf(desired)));
    return written;
  }
}

/** The spec counts, not the version: status traffic must not make us try again. */
function settledMark({ metadata }: UntypedObject, hash: string): string {
  return `${metadata.generation ?? metadata.resourceVersion}/${hash}`;
}

function rejected(type: ResourceType, error: KubeError): ChildRejectedError {
  const causes = error.causes.map(({ field, message }) => [field, message].filter(Boolean).join(': '));
  return new ChildRejectedError(type.kind, causes.length > 0 ? causes : [error.message], { cause: error });
}
