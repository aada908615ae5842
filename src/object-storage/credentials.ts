import { createPrivateKey } from 'node:crypto';
import type { ObjectStorageType } from './bucket.js';

export interface S3Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface GcsKey {
  readonly clientEmail: string;
  readonly privateKey: string;
  readonly projectId?: string;
}

export interface AzureKey {
  readonly accountName: string;
  readonly accountKey: string;
}

/** How one proves to be allowed; `ambient` is the identity that the cloud gives this very process. */
export type StorageCredentials =
  | { readonly kind: 'ambient' }
  | ({ readonly kind: 'S3' } & S3Keys)
  | ({ readonly kind: 'GCS' } & GcsKey)
  | ({ readonly kind: 'Azure' } & AzureKey);

/** The keys of a Secret that each type reads: all of them must be there. */
export const CREDENTIAL_KEYS: Readonly<Record<ObjectStorageType, readonly string[]>> = {
  S3: ['accessKeyId', 'secretAccessKey'],
  GCS: ['serviceAccountKey'],
  Azure: ['accountName', 'accountKey'],
};

/** The Secret lacks something. The message names keys, never values. */
export class IncompleteCredentialsError extends Error {
  override readonly name = 'IncompleteCredentialsError';
}

/** @throws IncompleteCredentialsError saying which key is missing or unreadable. */
export function readCredentials(type: ObjectStorageType, data: Readonly<Record<string, string>>): StorageCredentials {
  const missing = CREDENTIAL_KEYS[type].filter((key) => !data[key]);
  if (missing.length > 0) throw new IncompleteCredentialsError(`it lacks ${missing.join(' and ')}`);
  return READERS[type](data);
}

const READERS: Readonly<Record<ObjectStorageType, (data: Readonly<Record<string, string>>) => StorageCredentials>> = {
  S3: (data) => ({ kind: 'S3', accessKeyId: data.accessKeyId!, secretAccessKey: data.secretAccessKey! }),
  GCS: (data) => ({ kind: 'GCS', ...readServiceAccountKey(data.serviceAccountKey!) }),
  Azure: readAzureKey,
};

/** The client takes any text for base64 and would fail on it later, in words of its own. */
function readAzureKey(data: Readonly<Record<string, string>>): StorageCredentials {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(data.accountKey!)) throw new IncompleteCredentialsError('accountKey is no base64');
  return { kind: 'Azure', accountName: data.accountName!, accountKey: data.accountKey! };
}

/**
 * Keys of service accounts and nothing else: other credentials of Google may name files, programs and addresses to be
 * asked, and whoever wrote the Secret would choose them for us.
 */
function readServiceAccountKey(text: string): GcsKey {
  const key = parseObject(text);
  const { type, client_email: clientEmail, private_key: privateKey, project_id: projectId } = key;
  if (type !== 'service_account' || typeof clientEmail !== 'string' || typeof privateKey !== 'string') {
    throw new IncompleteCredentialsError(
      'serviceAccountKey must be the JSON key of a service account, with type, client_email and private_key',
    );
  }
  if (!isPrivateKey(privateKey)) throw new IncompleteCredentialsError('private_key in serviceAccountKey is no key');
  return { clientEmail, privateKey, ...(typeof projectId === 'string' && { projectId }) };
}

function isPrivateKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).type === 'private';
  } catch {
    return false;
  }
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value = JSON.parse(text) as unknown;
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // Falls through: the parser's own words would quote the secret.
  }
  throw new IncompleteCredentialsError('serviceAccountKey is no JSON object');
}
