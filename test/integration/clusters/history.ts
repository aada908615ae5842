import type { KubeClient } from '../../../src/kube/client/index.js';
import { resourceName, type ResourceType, type UntypedObject } from '../../../src/kube/meta/index.js';
import { eventually } from '../../harness/eventually.js';

interface Step {
  readonly revision: number;
  readonly key: string;
  /** Undefined: gone. */
  readonly object?: UntypedObject;
}

const revisionOf = ({ metadata }: UntypedObject): number => Number(metadata.resourceVersion);

const versionsOf = (objects: readonly UntypedObject[]): string =>
  objects
    .map(({ metadata: { name, resourceVersion } }) => `${name}@${resourceVersion}`)
    .sort()
    .join();

/** Every state that the objects of one namespace went through: the versions of the server order them across kinds. */
export class History {
  readonly #steps = new Map<string, Step[]>();
  readonly #stopping = new AbortController();
  readonly #watches: Promise<void>[] = [];

  private constructor(
    private readonly client: KubeClient,
    private readonly types: readonly ResourceType[],
    private readonly namespace: string,
  ) {}

  static async follow(client: KubeClient, types: readonly ResourceType[], namespace: string): Promise<History> {
    const history = new History(client, types, namespace);
    for (const type of types) await history.begin(type);
    return history;
  }

  /** The states of a kind's objects, in order. */
  states(type: ResourceType): UntypedObject[] {
    return this.stepsOf(type).flatMap(({ object }) => object ?? []);
  }

  /** The objects of a kind as they stood right after the given version was made. */
  asOf(type: ResourceType, resourceVersion: string): UntypedObject[] {
    const standing = new Map<string, UntypedObject>();
    for (const { revision, key, object } of this.stepsOf(type)) {
      if (revision > Number(resourceVersion)) break;
      if (object) standing.set(key, object);
      else standing.delete(key);
    }
    return [...standing.values()];
  }

  /** Resolves when everything that the server did until now has been seen here, deletions too. */
  async caughtUp(): Promise<void> {
    for (const type of this.types) {
      const { items, metadata } = await this.client.list(type, { namespace: this.namespace });
      const wanted = versionsOf(items);
      const seen = (): string => versionsOf(this.asOf(type, metadata.resourceVersion));
      await eventually(seen, (versions) => versions === wanted);
    }
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.allSettled(this.#watches);
  }

  private stepsOf(type: ResourceType): Step[] {
    return this.#steps.get(resourceName(type)) ?? [];
  }

  private async begin(type: ResourceType): Promise<void> {
    const { items, metadata } = await this.client.list(type, { namespace: this.namespace });
    const steps: Step[] = items.map((object) => ({ revision: revisionOf(object), key: object.metadata.name, object }));
    this.#steps.set(
      resourceName(type),
      steps.sort((a, b) => a.revision - b.revision),
    );
    this.#watches.push(this.watch(type, metadata.resourceVersion, steps));
  }

  private async watch(type: ResourceType, resourceVersion: string, steps: Step[]): Promise<void> {
    const options = { namespace: this.namespace, resourceVersion, signal: this.#stopping.signal };
    for await (const { type: kind, object } of this.client.watch<UntypedObject>(type, options)) {
      const step = { revision: revisionOf(object), key: object.metadata.name };
      if (kind === 'ADDED' || kind === 'MODIFIED') steps.push({ ...step, object });
      if (kind === 'DELETED') steps.push(step);
    }
  }
}
