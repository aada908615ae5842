import type { KubeClient } from '../../kube/client/index.js';
import { usersOfStorage, type ClusterCaches } from '../../caches/index.js';
import { storageSecretName } from '../../domain/naming.js';
import { refuseInvalid, type FieldProblem } from '../../domain/problem.js';
import { BACKUP_STORAGE, type BackupStorage, type BackupStorageSpec } from '../../resources/backup-storage/index.js';
import type { Caller } from '../auth/caller.js';
import { judgeBySchema, withoutEchoes } from '../writing/judge-by-schema.js';
import { SettingsWriter } from '../writing/settings-writer.js';
import type { Manner, Opened, WriteRules } from '../writing/write-rules.js';
import type { StorageAccess } from './storage-access.js';
import { credentialProblems, takeCredentials, type GivenCredentials } from './storage-credentials.js';
import { StorageSecret, type SecretWish } from './storage-secret.js';

/** Writes storages, and the credentials that callers give with them into a Secret: they never come back out. */
export class StorageWriter extends SettingsWriter<BackupStorage> {
  readonly #secrets: StorageSecret;

  constructor(client: KubeClient, caches: ClusterCaches, access: StorageAccess) {
    super({ client, informer: caches.backupStorages, access, usersOf: (key) => usersOfStorage(caches, key) });
    this.#secrets = new StorageSecret(client, caches.secretVersions);
  }

  protected open(_caller: Caller, body: unknown, manner: Manner, idempotencyKey?: string): Opened<BackupStorage> {
    const { rest, credentials } = takeCredentials(body);
    if (credentials === undefined) return { content: rest, rules: { judge: (next, live) => judge(next, live) } };
    // Nobody can own what is in no object, and a manifest is kept where secrets are not.
    if (manner === 'apply') refuseInvalid([CREDENTIALS_APPLIED]);
    return { content: rest, rules: this.rulesFor(credentials, idempotencyKey) };
  }

  private rulesFor(credentials: unknown, idempotencyKey: string | undefined): WriteRules<BackupStorage> {
    const wish = (): SecretWish => ({ given: credentials as GivenCredentials, idempotencyKey });
    return {
      complete: (storage, live) => withOwnSecret(storage, live?.spec.credentialsRef?.name),
      judge: (next, live) => judge(next, live, credentials),
      prepare: async (key) => void (await this.#secrets.requireFree(key)),
      settle: (stored, isNew) =>
        isNew ? this.withSecretOrNotAtAll(stored, wish()) : this.#secrets.write(stored, wish()),
      resume: (made) => this.#secrets.resume(made, wish()),
    };
  }

  /** A storage whose credentials could not be kept would only be in the way of the next try. */
  private async withSecretOrNotAtAll(storage: BackupStorage, wish: SecretWish): Promise<void> {
    try {
      await this.#secrets.write(storage, wish);
    } catch (error) {
      await this.intents.remove(storage, {});
      throw error;
    }
  }
}

const CREDENTIALS_APPLIED: FieldProblem = {
  pointer: '/credentials',
  code: 'forbidden',
  message: 'are written, and never applied',
  hint: 'name a Secret in spec.credentialsRef, or send them once by POST, or by PATCH as application/merge-patch+json',
};

/** @throws ProblemError `invalid_spec` with every problem at once, of the secrets by their names alone. */
function judge(storage: BackupStorage, previous?: BackupStorage, credentials?: unknown): void {
  const { stored, problems, keepsShape } = judgeBySchema(BACKUP_STORAGE, storage, previous);
  // What goes with what is asked only where each has its type.
  const further = keepsShape && credentials !== undefined ? problemsOfGiven(stored, credentials) : [];
  refuseInvalid(withoutEchoes(problems, further));
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
