import { BY_CLUSTER } from '../../src/caches/index.js';
import { FIELD_MANAGER, LABELS } from '../../src/domain/naming.js';
import { keyOf, type UntypedObject } from '../../src/kube/meta/index.js';
import { applyMergePatch } from '../../src/kube/writes/index.js';
import { refusing } from '../builders/kube-error.js';
import { InMemoryInformer } from './in-memory-informer.js';
import { ScriptedKubeClient } from './scripted-kube-client.js';

function byLabel({ metadata: { namespace, labels } }: UntypedObject): string[] {
  const name = labels?.[LABELS.cluster];
  return name ? [keyOf({ namespace, name })] : [];
}

/** The Secrets of `team-a` on a server, and caches that see their metadata at once: ours in one, all in the other. */
export class SecretStore {
  readonly credentials = new InMemoryInformer<UntypedObject>([], { [BY_CLUSTER]: byLabel });
  readonly secretVersions = new InMemoryInformer<UntypedObject>();
  readonly #secrets = new Map<string, UntypedObject>();
  #version = 1;
  readonly client = new ScriptedKubeClient({
    get: ({ key }) => this.#secrets.get(key!) ?? refusing('NotFound')(),
    create: ({ key, body }) =>
      this.#secrets.has(key!) ? refusing('AlreadyExists')() : this.store(body as UntypedObject),
    patch: ({ key, body }) => this.store(applyMergePatch(this.#secrets.get(key!), body) as UntypedObject),
    delete: ({ key }) => this.drop(key!),
  });

  put(name: string, data: Readonly<Record<string, string>>, labels: Record<string, string> = {}): this {
    const encoded = Object.entries(data).map(([key, text]) => [key, Buffer.from(text).toString('base64')]);
    const metadata = { name, namespace: 'team-a', labels };
    this.store({ apiVersion: 'v1', kind: 'Secret', metadata, data: Object.fromEntries(encoded) });
    return this;
  }

  /** In plain text. */
  dataOf(name: string): Record<string, string> | undefined {
    const data = this.#secrets.get(`team-a/${name}`)?.data as Record<string, string> | undefined;
    const decoded = Object.entries(data ?? {}).map(([key, text]) => [key, Buffer.from(text, 'base64').toString()]);
    return data && (Object.fromEntries(decoded) as Record<string, string>);
  }

  find = (name: string): UntypedObject | undefined => this.#secrets.get(`team-a/${name}`);

  secretsMadeFor = ({ namespace, name }: { namespace?: string; name: string }): readonly UntypedObject[] =>
    this.credentials.store.byIndex(BY_CLUSTER, keyOf({ namespace, name }));

  /** What was asked since the last time. */
  takeAsked(): string[] {
    const { asked } = this.client;
    this.client.calls.length = 0;
    return asked;
  }

  private store(object: UntypedObject): UntypedObject {
    const version = String(this.#version++);
    const metadata = { uid: `uid-${version}`, ...object.metadata, resourceVersion: version };
    const stored = { ...object, metadata };
    this.#secrets.set(keyOf(stored), stored);
    const { apiVersion, kind } = stored;
    this.secretVersions.put({ apiVersion, kind, metadata });
    if (metadata.labels?.[LABELS.managedBy] === FIELD_MANAGER) this.credentials.put({ apiVersion, kind, metadata });
    return stored;
  }

  private drop(key: string): void {
    const gone = this.#secrets.get(key);
    this.#secrets.delete(key);
    if (gone) this.credentials.remove(gone);
  }
}
