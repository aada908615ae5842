import { isNotFound, type KubeClient } from '../../kube/client/index.js';
import { apiVersionOf, SECRET, type OwnerReference, type UntypedObject } from '../../kube/meta/index.js';
import { API_MANAGER, FIELD_MANAGER, LABELS, storageSecretName } from '../../domain/naming.js';
import { ProblemError } from '../../domain/problem.js';
import { BACKUP_STORAGE, type BackupStorage } from '../../resources/backup-storage/index.js';
import type { NamespacedKey } from '../auth/resource-access.js';
import { asProblems } from '../kube-problems.js';
import type { GivenCredentials } from './storage-credentials.js';

/** The Secret that holds what callers gave: named after the storage, gone with it. */
export class StorageSecret {
  constructor(private readonly client: KubeClient) {}

  /** @throws ProblemError `storage_secret_taken` when somebody else's Secret has the name. */
  async requireFree(key: NamespacedKey): Promise<UntypedObject | undefined> {
    const found = await this.find(key);
    if (!found || found.metadata.labels?.[LABELS.backupStorage] === key.name) return found;
    const detail = `A Secret "${found.metadata.name}" exists already and was not made here: delete it, or name it in spec.credentialsRef.`;
    throw new ProblemError('storage_secret_taken', detail);
  }

  /** Replaces everything that the Secret held. */
  async write(storage: BackupStorage, given: GivenCredentials): Promise<void> {
    const key = { namespace: storage.metadata.namespace!, name: storage.metadata.name };
    const found = await this.requireFree(key);
    const desired = secretOf(storage, given);
    const options = { fieldManager: API_MANAGER };
    if (!found) {
      await asProblems(() => this.client.create(SECRET, desired, options));
      return;
    }
    const { resourceVersion } = found.metadata;
    const body = { ...desired, metadata: { ...desired.metadata, resourceVersion }, data: replacing(found, desired) };
    const target = { namespace: key.namespace, name: desired.metadata.name };
    await asProblems(() => this.client.patch(SECRET, target, { type: 'merge', body }, options));
  }

  private async find({ namespace, name }: NamespacedKey): Promise<UntypedObject | undefined> {
    try {
      return await this.client.get(SECRET, { namespace, name: storageSecretName(name) });
    } catch (error) {
      if (isNotFound(error)) return undefined;
      return asProblems(() => Promise.reject(error as Error));
    }
  }
}

function secretOf(storage: BackupStorage, given: GivenCredentials): UntypedObject {
  const { name, namespace } = storage.metadata;
  const data = Object.entries(given).map(([key, text]) => [key, Buffer.from(text).toString('base64')]);
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: storageSecretName(name),
      namespace,
      labels: { [LABELS.managedBy]: FIELD_MANAGER, [LABELS.backupStorage]: name },
      ownerReferences: [ownerOf(storage)],
    },
    type: 'Opaque',
    data: Object.fromEntries(data) as Record<string, string>,
  };
}

function ownerOf({ metadata: { name, uid } }: BackupStorage): OwnerReference {
  return { apiVersion: apiVersionOf(BACKUP_STORAGE), kind: BACKUP_STORAGE.kind, name, uid: uid!, controller: true };
}

/** A merge patch keeps what it does not name: old keys are named as gone. */
function replacing(found: UntypedObject, desired: UntypedObject): object {
  const before = Object.keys((found.data as object | undefined) ?? {});
  return { ...Object.fromEntries(before.map((key) => [key, null])), ...(desired.data as object) };
}
