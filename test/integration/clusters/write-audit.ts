import type { KubeClient } from '../../../src/kube/client/index.js';
import { keyOf, resourceName, type ResourceType, type UntypedObject } from '../../../src/kube/meta/index.js';
import { stableHash } from '../../../src/kube/writes/index.js';

interface Write {
  readonly target: string;
  readonly content: string;
}

/** What the server stored of each write of one client, to find those that said again what was said before. */
export class WriteAudit {
  readonly #writes: Write[] = [];

  constructor(client: KubeClient) {
    this.observe(client, 'create', 1);
    this.observe(client, 'update', 1);
    this.observe(client, 'apply', 1);
    this.observe(client, 'patch', 2);
  }

  get count(): number {
    return this.#writes.length;
  }

  /** Objects that were written twice in a row with the same content. */
  repeated(): string[] {
    const last = new Map<string, string>();
    return this.#writes.flatMap(({ target, content }) => {
      const isRepeated = last.get(target) === content;
      last.set(target, content);
      return isRepeated ? [target] : [];
    });
  }

  private observe(client: KubeClient, method: 'create' | 'update' | 'apply' | 'patch', optionsBefore: number): void {
    const original = client[method].bind(client) as (...args: unknown[]) => Promise<UntypedObject>;
    const audited = async (...args: unknown[]): Promise<UntypedObject> => {
      const stored = await original(...args);
      const { subresource = '' } = (args[optionsBefore + 1] ?? {}) as { subresource?: string };
      const target = `${resourceName(args[0] as ResourceType)}/${keyOf(stored)}/${subresource}`;
      this.#writes.push({ target, content: contentOf(stored, subresource) });
      return stored;
    };
    Object.assign(client, { [method]: audited });
  }
}

/** Of the object that was answered, the part that the write was about. */
function contentOf(stored: UntypedObject, subresource: string): string {
  const { metadata, status, ...content } = stored;
  const { uid, labels, annotations, finalizers } = metadata;
  return stableHash(subresource === 'status' ? { uid, status } : { uid, labels, annotations, finalizers, content });
}
