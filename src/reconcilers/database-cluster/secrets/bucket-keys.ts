import { refillOf } from '../../../operations/index.js';
import type { ClusterCaches } from '../../../caches/index.js';
import type { KubeClient } from '../../../kube/client/index.js';
import type { ReconcileContext } from '../../../kube/manager/index.js';
import { SECRET, type UntypedObject } from '../../../kube/meta/index.js';
import { stableHash } from '../../../kube/writes/index.js';
import {
  ANNOTATIONS,
  BUCKET_KEYS,
  bucketSecretName,
  childLabels,
  FIELD_MANAGER,
  LABELS,
} from '../../../domain/naming.js';
import type { EngineSecrets } from '../../../providers/contract/index.js';
import type { BackupStorage } from '../../../resources/backup-storage/index.js';
import type { DatabaseCluster, RecoverySource } from '../../../resources/database-cluster/index.js';
import { credentialsOf, NoEntryError } from '../../buckets/index.js';
import { isOurs } from '../children/ownership.js';
import { createSecret, deleteSecret, encoded } from './secret-data.js';

export interface KeysInput {
  readonly cluster: DatabaseCluster;
  readonly secrets: EngineSecrets;
  /** What the data comes from. */
  readonly source?: RecoverySource;
  readonly ctx: ReconcileContext;
}

export type KeysOutcome = {
  readonly is: 'unchanged' | 'written' | 'taken' | 'missing';
  readonly name?: string;
  readonly why?: string;
};

type KeysCaches = Pick<ClusterCaches, 'credentials' | 'secretVersions' | 'backupStorages' | 'operationsOf'> &
  Pick<ClusterCaches, 'secretsMadeFor'>;

/**
 * For each bucket that the operator of a database enters a Secret in the operator's words, kept equal to that of the
 * storage. It is written anew when the other changes, and goes when the bucket is entered no more.
 */
export class BucketKeys {
  constructor(
    private readonly client: KubeClient,
    private readonly caches: KeysCaches,
  ) {}

  /** The first that is in the way ends it: what is rendered would name it. */
  async ensure(input: KeysInput): Promise<KeysOutcome> {
    const storages = this.storagesOf(input.cluster, input.source);
    let wrote = await this.prune(input, storages);
    for (const storage of storages) {
      const outcome = await this.ensureOne(input, storage);
      if (outcome.is === 'taken' || outcome.is === 'missing') return outcome;
      wrote ||= outcome.is === 'written';
    }
    return { is: wrote ? 'written' : 'unchanged' };
  }

  /** Equal text, equal inputs. */
  versionOf(cluster: DatabaseCluster): string {
    const storages = this.storagesOf(cluster, cluster.status?.incarnation?.source);
    const made = this.caches.secretsMadeFor(keyOfCluster(cluster)).map(({ metadata }) => metadata.resourceVersion);
    return [...made, ...storages.map((storage) => this.hashOf(storage))].join();
  }

  /** Where it backs up to, what it was or is being filled from: those that are entered with keys. */
  private storagesOf(cluster: DatabaseCluster, source: RecoverySource | undefined): BackupStorage[] {
    const { namespace } = cluster.metadata;
    const refill = refillOf(this.caches.operationsOf(keyOfCluster(cluster)));
    const names = new Set([cluster.spec.backup?.storageRef.name, source?.storage, refill?.source.storage]);
    return [...names].flatMap((name) => {
      const storage = name === undefined ? undefined : this.caches.backupStorages.store.get({ namespace, name });
      return storage?.spec.credentialsRef ? [storage] : [];
    });
  }

  private async ensureOne({ cluster, secrets, ctx }: KeysInput, storage: BackupStorage): Promise<KeysOutcome> {
    const name = bucketSecretName(cluster.metadata.name, storage.metadata.name);
    const live = this.caches.credentials.store.get({ namespace: cluster.metadata.namespace!, name });
    if (live && !isOurs(cluster, live)) return { is: 'taken', name };
    const hash = this.hashOf(storage);
    if (live?.metadata.annotations?.[ANNOTATIONS.appliedHash] === hash) return { is: 'unchanged' };
    const keys = await this.keysOf(storage, secrets, ctx);
    // What is there goes on working, or not; the storage itself tells that its Secret is in trouble.
    if ('why' in keys) return live ? { is: 'unchanged' } : { is: 'missing', name, why: keys.why };
    const secret = render(cluster, name, { hash, data: keys.data });
    if (!live) return { is: await createSecret(this.client, cluster, secret, ctx), name };
    await this.refresh(secret, live, ctx);
    return { is: 'written' };
  }

  private async keysOf(
    storage: BackupStorage,
    secrets: EngineSecrets,
    { signal }: ReconcileContext,
  ): Promise<{ readonly data: Record<string, string> } | { readonly why: string }> {
    try {
      const credentials = await credentialsOf(storage, { client: this.client, mayUseOwnIdentity: false, signal });
      if (credentials.kind === 'ambient') return { why: 'It has no keys.' };
      return { data: encoded(secrets.bucketKeys(credentials)) };
    } catch (error) {
      if (error instanceof NoEntryError) return { why: error.message };
      throw error;
    }
  }

  private async refresh(secret: UntypedObject, live: UntypedObject, ctx: ReconcileContext): Promise<void> {
    const options = { fieldManager: FIELD_MANAGER, signal: ctx.signal };
    const { name, namespace, labels, annotations } = secret.metadata;
    const { uid, resourceVersion } = live.metadata;
    const body = { metadata: { uid, resourceVersion, labels, annotations }, data: secret.data };
    ctx.recordWrite(SECRET, await this.client.patch(SECRET, { namespace, name }, { type: 'merge', body }, options));
  }

  private async prune({ cluster, ctx }: KeysInput, storages: readonly BackupStorage[]): Promise<boolean> {
    const wanted = new Set(storages.map((each) => bucketSecretName(cluster.metadata.name, each.metadata.name)));
    const unwanted = keysMadeFor(cluster, this.caches).filter(({ metadata }) => !wanted.has(metadata.name));
    for (const secret of unwanted) await deleteSecret(this.client, secret, ctx);
    return unwanted.length > 0;
  }

  /** By the very Secret of the storage, whose content nobody needs to read for that. */
  private hashOf({ metadata: { namespace, name }, spec }: BackupStorage): string {
    const secret = this.caches.secretVersions.store.get({ namespace, name: spec.credentialsRef!.name });
    return stableHash([name, secret?.metadata.uid, secret?.metadata.resourceVersion]);
  }
}

/** Copies of keys that we have made for a cluster. */
export const keysMadeFor = (
  cluster: DatabaseCluster,
  caches: Pick<ClusterCaches, 'secretsMadeFor'>,
): readonly UntypedObject[] =>
  caches
    .secretsMadeFor(keyOfCluster(cluster))
    .filter((secret) => isOurs(cluster, secret) && secret.metadata.labels?.[LABELS.component] === BUCKET_KEYS);

const keyOfCluster = ({ metadata: { namespace, name } }: DatabaseCluster): { namespace?: string; name: string } => ({
  namespace,
  name,
});

function render(
  cluster: DatabaseCluster,
  name: string,
  { hash, data }: { readonly hash: string; readonly data: Record<string, string> },
): UntypedObject {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name,
      namespace: cluster.metadata.namespace,
      labels: { ...childLabels(cluster), [LABELS.component]: BUCKET_KEYS },
      annotations: { [ANNOTATIONS.appliedHash]: hash },
    },
    type: 'Opaque',
    data,
  };
}
