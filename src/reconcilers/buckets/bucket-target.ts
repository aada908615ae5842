import { isNotFound, type KubeClient } from '../../kube/client/index.js';
import { SECRET, type UntypedObject } from '../../kube/meta/index.js';
import type { StorageReason } from '../../domain/storage-reasons.js';
import {
  IncompleteCredentialsError,
  readCredentials,
  type BucketTarget,
  type StorageCredentials,
} from '../../object-storage/index.js';
import type { BackupStorage } from '../../resources/backup-storage/index.js';

/** What keeps a bucket from being entered at all. */
export class NoEntryError extends Error {
  override readonly name = 'NoEntryError';

  constructor(
    readonly reason: StorageReason,
    detail: string,
  ) {
    super(detail);
  }
}

type Secret = UntypedObject & { readonly data?: Readonly<Record<string, string>> };

export interface TargetOptions {
  readonly client: KubeClient;
  readonly mayUseOwnIdentity: boolean;
  readonly signal: AbortSignal;
}

/** All that it takes to enter the bucket, secrets included: for those who enter, and for nobody's eyes. */
export async function targetOf(storage: BackupStorage, options: TargetOptions): Promise<BucketTarget> {
  const { caRef, credentialsRef: _reference, workloadIdentity: _identity, ...location } = storage.spec;
  const credentials = await credentialsOf(storage, options);
  if (!caRef) return { location, credentials };
  const authorities = await readSecret(storage, caRef.name, options);
  const ca = authorities?.[caRef.key];
  if (!ca) throw new NoEntryError('CaNotFound', `Secret "${caRef.name}" has no key "${caRef.key}".`);
  return { location, credentials, ca };
}

/** What its Secret says at this moment; `ambient` without one. */
export async function credentialsOf(storage: BackupStorage, options: TargetOptions): Promise<StorageCredentials> {
  const { type, credentialsRef } = storage.spec;
  if (!credentialsRef) {
    if (options.mayUseOwnIdentity) return { kind: 'ambient' };
    throw new NoEntryError('WorkloadIdentityDisabled', 'It was not entered.');
  }
  const { name } = credentialsRef;
  const data = await readSecret(storage, name, options);
  if (!data) throw new NoEntryError('SecretNotFound', `There is no Secret "${name}".`);
  try {
    return readCredentials(type, data);
  } catch (error) {
    if (!(error instanceof IncompleteCredentialsError)) throw error;
    throw new NoEntryError('SecretIncomplete', `Secret "${name}": ${error.message}.`);
  }
}

async function readSecret(
  { metadata: { namespace } }: BackupStorage,
  name: string,
  { client, signal }: TargetOptions,
): Promise<Record<string, string> | undefined> {
  try {
    const { data = {} } = await client.get<Secret>(SECRET, { namespace, name }, signal);
    return Object.fromEntries(Object.entries(data).map(([key, text]) => [key, Buffer.from(text, 'base64').toString()]));
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}
