import type { ApiClient, Wire } from '../conformance/apiserver/api-client.js';
import type { WatchStream } from '../conformance/apiserver/watch-stream.js';

/** A client that follows a collection by list and watch, over crashes of the server, as an informer does. */
export class Mirror {
  readonly objects = new Map<string, string>();
  /** How often the server still knew what came after the version last seen, and how often it had to be listed again. */
  readonly resumptions = { continued: 0, expired: 0 };
  #revision: string | undefined;

  constructor(
    private readonly collection: string,
    /** Told of every version that is seen. */
    private readonly onShown: (resourceVersion: string) => void,
  ) {}

  /** Follows until the connection ends. @throws Error when the server refuses for another reason than age. */
  async follow(client: ApiClient): Promise<void> {
    if (this.#revision === undefined) await this.#list(client);
    if (await this.#watch(client)) return;
    await this.#list(client);
    await this.#watch(client);
  }

  /** False when what it has seen is too old to go on from. */
  async #watch(client: ApiClient): Promise<boolean> {
    const watch = await client.watch(this.collection, { resourceVersion: this.#revision! });
    let first = await nextOf(watch);
    if (first?.type === 'ERROR') {
      if (first.object.code !== 410) throw new Error(`the watch failed: ${JSON.stringify(first.object)}`);
      this.resumptions.expired += 1;
      return false;
    }
    this.resumptions.continued += 1;
    for (; first; first = await nextOf(watch)) this.#take(first);
    return true;
  }

  async #list(client: ApiClient): Promise<void> {
    const { body } = await client.get(this.collection);
    this.objects.clear();
    for (const object of body.items as Wire[]) this.objects.set(object.metadata.name, object.data?.value);
    this.#see(body.metadata.resourceVersion);
  }

  #take({ type, object }: { type: string; object: Wire }): void {
    if (type === 'DELETED') this.objects.delete(object.metadata.name);
    else this.objects.set(object.metadata.name, object.data?.value);
    this.#see(object.metadata.resourceVersion);
  }

  #see(resourceVersion: string): void {
    this.#revision = resourceVersion;
    this.onShown(resourceVersion);
  }
}

/** Undefined when the connection is over. */
const nextOf = (watch: WatchStream): Promise<{ type: string; object: Wire } | undefined> =>
  watch.next().catch(() => undefined);
