import type { BackupStorage, BackupStorageType } from '../../../resources/backup-storage/index.js';
import type { ObjectStoreCredentials, SecretKeySelector } from '../upstream-backups.js';

/** Keys by reference: the plugin reads them anew for every command, so that a changed Secret needs no restart. */
export function storeCredentialsOf({ spec }: BackupStorage): ObjectStoreCredentials {
  const { type, credentialsRef } = spec;
  if (!credentialsRef) return AMBIENT[type] ?? {};
  return KEYS[type]((key) => ({ name: credentialsRef.name, key }));
}

/** The identity that the cloud gives the pods. */
const AMBIENT: Readonly<Partial<Record<BackupStorageType, ObjectStoreCredentials>>> = {
  S3: { s3Credentials: { inheritFromIAMRole: true } },
  GCS: { googleCredentials: { gkeEnvironment: true } },
};

type KeyOf = (key: string) => SecretKeySelector;

const KEYS: Readonly<Record<BackupStorageType, (keyOf: KeyOf) => ObjectStoreCredentials>> = {
  S3: (keyOf) => ({
    s3Credentials: { accessKeyId: keyOf('accessKeyId'), secretAccessKey: keyOf('secretAccessKey') },
  }),
  GCS: (keyOf) => ({ googleCredentials: { applicationCredentials: keyOf('serviceAccountKey') } }),
  Azure: (keyOf) => ({ azureCredentials: { storageAccount: keyOf('accountName'), storageKey: keyOf('accountKey') } }),
};
