import { isAlreadyExists, type KubeClient } from '../../kube/client/index.js';
import type { Informer } from '../../kube/informer/index.js';
import { apiVersionOf, SECRET, type OwnerReference, type UntypedObject } from '../../kube/meta/index.js';
import { ANNOTATIONS, API_MANAGER, FIELD_MANAGER, LABELS, storageSecretName } from '../../domain/naming.js';
import { ProblemError } from '../../domain/problem.js';
import { BACKUP_STORAGE, type BackupStorage } from '../../resources/backup-storage/index.js';
import type { NamespacedKey } from '../auth/resource-access.js';
import { asProblems } from '../kube-problems.js';
import { awaitInCache } from '../writing/await-in-cache.js';
import { findObject } from '../writing/find-object.js';
import { idempotencyMark, isReplayOf } from '../writing/idempotency.js';
import type { GivenCredentials } from './storage-credentials.js';

/** What a Secret is to hold, and the key of the request that gives it. */
export interface SecretWish {
  readonly given: GivenCredentials;
  readonly idempotencyKey?: string;
}

const OPTIONS = { fieldManager: API_MANAGER };

/** The Secret that holds what callers gave: named after the storage, gone with it. */
export class StorageSecret {
  constructor(
    private readonly client: KubeClient,
    private readonly versions: Informer<UntypedObject>,
  ) {}

  /** @throws ProblemError `storage_secret_taken` when somebody else's Secret has the name. */
  async requireFree(key: NamespacedKey): Promise<UntypedObject | undefined> {
    const found = await findObject(this.client, SECRET, { ...key, name: storageSecretName(key.name) });
    if (!found || found.metadata.labels?.[LABELS.backupStorage] === key.name) return found;
    const detail = `A Secret "${found.metadata.name}" exists already and was not made here: delete it, or name it in spec.credentialsRef.`;
    throw new ProblemError('storage_secret_taken', detail);
  }

  /** Replaces everything that the Secret held; whoever judges the storage from now on goes by what it holds then. */
  async write(storage: BackupStorage, wish: SecretWish): Promise<void> {
    const key = keyOf(storage);
    const desired = secretOf(storage, wish);
    const found = await this.requireFree(key);
    const made = found ? undefined : await this.create(desired);
    // The same request may have come twice: of two that make it, one was first.
    const written = made ?? (await this.replace((found ?? (await this.requireFree(key)))!, desired));
    await awaitInCache(this.versions, written);
  }

  /**
   * Of a request that came before: what it left undone is done, and it is the same only with the same credentials. These
   * are told apart by what is kept beside them, and not on the storage, which more people may read.
   * @throws ProblemError `idempotency_key_reused`
   */
  async resume(storage: BackupStorage, wish: SecretWish): Promise<void> {
    const found = await this.requireFree(keyOf(storage));
    if (!found) return this.write(storage, wish);
    isReplayOf(found, markOfCredentials(storage, wish)!);
  }

  /** Undefined when there is one by now. */
  private async create(desired: UntypedObject): Promise<UntypedObject | undefined> {
    try {
      return await this.client.create(SECRET, desired, OPTIONS);
    } catch (error) {
      if (isAlreadyExists(error)) return undefined;
      return asProblems(() => Promise.reject(error as Error));
    }
  }

  private replace(found: UntypedObject, desired: UntypedObject): Promise<UntypedObject> {
    const { namespace, name, resourceVersion } = found.metadata;
    const body = { ...desired, metadata: { ...desired.metadata, resourceVersion }, data: replacing(found, desired) };
    return asProblems(() => this.client.patch(SECRET, { namespace, name }, { type: 'merge', body }, OPTIONS));
  }
}

const keyOf = ({ metadata: { namespace, name } }: BackupStorage): NamespacedKey => ({ namespace: namespace!, name });

function secretOf(storage: BackupStorage, wish: SecretWish): UntypedObject {
  const { name, namespace } = storage.metadata;
  const data = Object.entries(wish.given).map(([key, text]) => [key, Buffer.from(text).toString('base64')]);
  const mark = markOfCredentials(storage, wish);
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: storageSecretName(name),
      namespace,
      labels: { [LABELS.managedBy]: FIELD_MANAGER, [LABELS.backupStorage]: name },
      ...(mark && { annotations: { [ANNOTATIONS.idempotency]: mark.stamp } }),
      ownerReferences: [ownerOf(storage)],
    },
    type: 'Opaque',
    data: Object.fromEntries(data) as Record<string, string>,
  };
}

function markOfCredentials(
  { metadata: { uid } }: BackupStorage,
  { given, idempotencyKey }: SecretWish,
): ReturnType<typeof idempotencyMark> | undefined {
  return idempotencyKey === undefined ? undefined : idempotencyMark({ key: idempotencyKey, scope: [uid!] }, given);
}

function ownerOf({ metadata: { name, uid } }: BackupStorage): OwnerReference {
  return { apiVersion: apiVersionOf(BACKUP_STORAGE), kind: BACKUP_STORAGE.kind, name, uid: uid!, controller: true };
}

/** A merge patch keeps what it does not name: old keys are named as gone. */
function replacing(found: UntypedObject, desired: UntypedObject): object {
  const before = Object.keys((found.data as object | undefined) ?? {});
  return { ...Object.fromEntries(before.map((key) => [key, null])), ...(desired.data as object) };
}
