import type { KubeClient } from '../../kube/client/index.js';
import { usersOfStorage, type ClusterCaches } from '../../caches/index.js';
import { storageSecretName } from '../../domain/naming.js';
import { refuseInvalid, type FieldProblem } from '../../domain/problem.js';
import { BACKUP_STORAGE, type BackupStorage, type BackupStorageSpec } from '../../resources/backup-storage/index.js';
import type { Caller } from '../auth/caller.js';
import type { NamespacedKey } from '../auth/resource-access.js';
import {
  IntentWriter,
  replaceIntent,
  requireBasis,
  type Edit,
  type EditConditions,
  type IntentWrite,
  type WritePreconditions,
} from '../writing/intent-writer.js';
import { leftOf } from '../writing/delete-object.js';
import { refuseInUse } from '../writing/in-use.js';
import { withPatchedIntent } from '../writing/intent.js';
import { judgeBySchema, withoutEchoes } from '../writing/judge-by-schema.js';
import { readObjectBody, readPatchBody } from '../writing/read-body.js';
import type { StorageAccess } from './storage-access.js';
import { credentialProblems, takeCredentials, type GivenCredentials } from './storage-credentials.js';
import { StorageSecret } from './storage-secret.js';

export type StorageWrite = IntentWrite<BackupStorage>;

export interface StorageDeletion {
  readonly storage: BackupStorage;
  /** False in a dry run, and while something holds it yet. */
  readonly isGone: boolean;
}

interface StorageEdit {
  readonly edit: Edit<BackupStorage>;
  /** As they came. */
  readonly credentials: unknown;
}

/** Writes storages, and the credentials that callers give with them into a Secret: they never come back out. */
export class StorageWriter {
  readonly #intents: IntentWriter<BackupStorage>;
  readonly #secrets: StorageSecret;

  constructor(
    private readonly client: KubeClient,
    private readonly caches: ClusterCaches,
    private readonly access: StorageAccess,
  ) {
    this.#intents = new IntentWriter(client, caches.backupStorages, BACKUP_STORAGE);
    this.#secrets = new StorageSecret(client);
  }

  async create(
    caller: Caller,
    namespace: string,
    body: unknown,
    { dryRun }: WritePreconditions,
  ): Promise<StorageWrite> {
    await this.access.requireCreate(caller, namespace);
    const { rest, credentials } = takeCredentials(body);
    const { object } = readObjectBody<BackupStorage>(rest, { type: BACKUP_STORAGE, namespace });
    const storage = credentials === undefined ? object : withOwnSecret(object);
    judge(storage, credentials);
    if (credentials !== undefined) await this.#secrets.requireFree({ namespace, name: storage.metadata.name });
    const write = await this.#intents.create(storage, dryRun);
    if (credentials === undefined || dryRun) return write;
    return this.withSecretOrNotAtAll(write, credentials as GivenCredentials);
  }

  /** Merge-patch semantics: absent keeps, null resets. Credentials that are given replace those there were. */
  async patch(
    caller: Caller,
    key: NamespacedKey,
    body: unknown,
    conditions: WritePreconditions,
  ): Promise<StorageWrite> {
    await this.access.require(caller, 'patch', key);
    const { rest, credentials } = takeCredentials(body);
    const { patch, resourceVersion } = readPatchBody(rest, { type: BACKUP_STORAGE, ...key });
    const edit = (live: BackupStorage): BackupStorage => withPatchedIntent(live, patch);
    return this.edit(key, { edit, credentials }, { ...conditions, resourceVersion });
  }

  /** Replaces `spec`, and labels and annotations where given; needs to know what it replaces. */
  async replace(
    caller: Caller,
    key: NamespacedKey,
    body: unknown,
    conditions: WritePreconditions,
  ): Promise<StorageWrite> {
    await this.access.require(caller, 'update', key);
    const { rest, credentials } = takeCredentials(body);
    const { object, resourceVersion } = readObjectBody<BackupStorage>(rest, { type: BACKUP_STORAGE, ...key });
    requireBasis(conditions.ifMatch, resourceVersion);
    const edit = (live: BackupStorage): BackupStorage => replaceIntent(live, object);
    return this.edit(key, { edit, credentials }, { ...conditions, resourceVersion });
  }

  /**
   * The bucket and what is in it stay as they are.
   * @throws ProblemError `in_use` while something refers to the storage.
   */
  async delete(caller: Caller, key: NamespacedKey, conditions: WritePreconditions): Promise<StorageDeletion> {
    await this.access.require(caller, 'delete', key);
    const storage = await this.#intents.attempt(key, conditions, (live) => Promise.resolve(live));
    if (!storage.metadata.deletionTimestamp) refuseInUse(storage, usersOfStorage(this.caches, key));
    await this.#intents.remove(storage, conditions);
    return { storage, isGone: (await leftOf(this.client, BACKUP_STORAGE, storage)) === undefined };
  }

  private async edit(
    key: NamespacedKey,
    { edit, credentials }: StorageEdit,
    conditions: EditConditions,
  ): Promise<StorageWrite> {
    if (credentials !== undefined) await this.#secrets.requireFree(key);
    const editAll: Edit<BackupStorage> =
      credentials === undefined ? edit : (live) => withOwnSecret(edit(live), live.spec.credentialsRef?.name);
    const judged = {
      edit: editAll,
      judge: (next: BackupStorage, live: BackupStorage) => judge(next, credentials, live),
    };
    const write = await this.#intents.edit(key, judged, conditions);
    if (credentials !== undefined && !conditions.dryRun) {
      await this.#secrets.write(write.object, credentials as GivenCredentials);
    }
    return write;
  }

  /** A storage whose credentials could not be kept would only be in the way of the next try. */
  private async withSecretOrNotAtAll(write: StorageWrite, credentials: GivenCredentials): Promise<StorageWrite> {
    try {
      await this.#secrets.write(write.object, credentials);
      return write;
    } catch (error) {
      await this.#intents.remove(write.object, {});
      throw error;
    }
  }
}

/** @throws ProblemError `invalid_spec` with every problem at once, of the secrets by their names alone. */
function judge(storage: BackupStorage, credentials: unknown, previous?: BackupStorage): void {
  const { stored, problems, keepsShape } = judgeBySchema(BACKUP_STORAGE, storage, previous);
  // What goes with what is asked only where each has its type.
  const further = keepsShape && credentials !== undefined ? problemsOfGiven(stored, credentials) : [];
  refuseInvalid(withoutEchoes([...problems, ...further]));
}

function problemsOfGiven(storage: BackupStorage, credentials: unknown): FieldProblem[] {
  return [...foreignReference(storage), ...credentialProblems(storage.spec.type, credentials)];
}

/**
 * Secrets that are given go into our own Secret: a reference that the caller leaves open, or had before, is led there.
 * What is no specification at all stays as it came, to be refused as what it is.
 */
function withOwnSecret(storage: BackupStorage, before?: string): BackupStorage {
  const { metadata, spec } = storage as { metadata: BackupStorage['metadata']; spec: unknown };
  if (typeof spec !== 'object' || spec === null || Array.isArray(spec)) return storage;
  const { credentialsRef } = spec as Partial<BackupStorageSpec>;
  const isChosen = credentialsRef !== undefined && (before === undefined || credentialsRef?.name !== before);
  if (isChosen) return storage;
  return { ...storage, spec: { ...storage.spec, credentialsRef: { name: storageSecretName(metadata.name) } } };
}

function foreignReference({ metadata, spec }: BackupStorage): FieldProblem[] {
  const own = storageSecretName(metadata.name);
  if (spec.credentialsRef?.name === own) return [];
  const message = `must be "${own}" or left out where credentials are given`;
  return [{ pointer: '/spec/credentialsRef/name', code: 'invalid', message, allowed: [own] }];
}
