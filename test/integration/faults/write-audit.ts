import { LABELS } from '../../../src/domain/naming.js';
import type { KubeClient } from '../../../src/kube/client/index.js';
import { SharedInformers } from '../../../src/kube/informer/index.js';
import {
  PERSISTENT_VOLUME_CLAIM,
  SECRET,
  type ResourceType,
  type UntypedObject,
} from '../../../src/kube/meta/index.js';
import { stableHash } from '../../../src/kube/writes/index.js';
import { CNPG_CLUSTER, POOLER } from '../../../src/providers/postgresql/upstream.js';
import { DATABASE_CLUSTER } from '../../../src/resources/database-cluster/index.js';

/** Made once in a cluster's life: a second one would be a second database, or a password that fits none. */
const MADE_ONCE = [CNPG_CLUSTER, POOLER, PERSISTENT_VOLUME_CLAIM, SECRET];
/** How often a watch begins earlier than the last one ended: a state that one did not deliver is still seen. */
const OVERLAP_SECONDS = 5;

interface Life {
  readonly uids: Set<string>;
  /** Of what the product decides, each as often as it changed. */
  readonly contents: string[];
  readonly observedGenerations: number[];
}

/** Every state that the server stored of what the product writes, seen by somebody whom no fault touches. */
export class WriteAudit {
  readonly #lives = new Map<string, Life>();

  private constructor(private readonly informers: SharedInformers) {}

  static async begin(client: KubeClient): Promise<WriteAudit> {
    const informers = new SharedInformers({ client, overlapSeconds: OVERLAP_SECONDS });
    const audit = new WriteAudit(informers);
    for (const type of [DATABASE_CLUSTER, ...MADE_ONCE]) audit.follow(informers, type);
    informers.start();
    await informers.waitForSync();
    return audit;
  }

  /** What was done a second time, done and undone, or concluded from what was out of date; nothing if all is well. */
  complaintsAbout(namespace: string): string[] {
    return [...this.#lives].filter(([id]) => id.includes(` ${namespace}/`)).flatMap(([id, life]) => judge(id, life));
  }

  stop(): Promise<void> {
    return this.informers.stop();
  }

  private follow(informers: SharedInformers, type: ResourceType): void {
    const note = (object: UntypedObject): void => this.note(object);
    informers.ensure<UntypedObject>({ type }).addHandler({ add: note, update: (_previous, object) => note(object) });
  }

  private note(object: UntypedObject): void {
    const { kind, metadata } = object;
    if (kind === SECRET.kind && !isOurs(object)) return;
    const id = `${kind} ${metadata.namespace}/${metadata.name}`;
    const life = this.#lives.get(id) ?? { uids: new Set(), contents: [], observedGenerations: [] };
    this.#lives.set(id, life);
    life.uids.add(metadata.uid!);
    const content = stableHash(object.spec ?? (object as { data?: object }).data);
    if (life.contents.at(-1) !== content) life.contents.push(content);
    life.observedGenerations.push(
      (object.status as { observedGeneration?: number } | undefined)?.observedGeneration ?? 0,
    );
  }
}

/** What the operator makes for itself is its own affair: it has our labels, because we ask for that, and an owner. */
const isOurs = ({ metadata }: UntypedObject): boolean =>
  Boolean(metadata.labels?.[LABELS.clusterUid]) && !metadata.ownerReferences?.length;

function judge(id: string, { uids, contents, observedGenerations }: Life): string[] {
  const fell = observedGenerations.some((generation, index) => generation < (observedGenerations[index - 1] ?? 0));
  return [
    ...(uids.size > 1 ? [`${id} was made ${uids.size} times`] : []),
    ...(new Set(contents).size < contents.length ? [`${id} was changed back to what it had been`] : []),
    ...(id.startsWith(DATABASE_CLUSTER.kind) && fell ? [`${id} was judged by an older spec than before`] : []),
  ];
}
