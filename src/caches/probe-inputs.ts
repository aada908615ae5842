import type { UntypedObject } from '../kube/meta/index.js';
import { stableHash } from '../kube/writes/index.js';
import { ANNOTATIONS } from '../domain/naming.js';
import type { BackupStorage } from '../resources/backup-storage/index.js';
import { secretsOf, type ClusterCaches } from './cluster-caches.js';

type Secrets = Pick<ClusterCaches, 'secretVersions'>;

/** Names all that a probe goes by: another name means that what is known of the bucket is out of date. */
export function probeInputsOf(storage: BackupStorage, { secretVersions }: Secrets): string {
  const versions = secretsOf(storage).map((key) => versionOf(secretVersions.store.get(key)));
  return stableHash({ uid: storage.metadata.uid, spec: storage.spec, request: probeRequestOf(storage), versions });
}

const versionOf = (secret: UntypedObject | undefined): string =>
  secret ? `${secret.metadata.uid}/${secret.metadata.resourceVersion}` : 'absent';

/** What somebody who asked for a probe wrote. */
export function probeRequestOf({ metadata }: BackupStorage): string | undefined {
  return metadata.annotations?.[ANNOTATIONS.verify]?.slice(0, 128);
}

/**
 * The storage without a verdict that is none any more: a bucket that could not be used before its credentials came, or
 * were mended, is one that nobody has tried. What was found to be well is taken at its word until somebody finds otherwise.
 */
export function withoutOldRefusal(storage: BackupStorage, secrets: Secrets): BackupStorage {
  const { probedInputs, conditions = [] } = storage.status ?? {};
  const isRefused = conditions.some(({ type, status }) => type === 'Ready' && status !== 'True');
  if (!isRefused || probedInputs === probeInputsOf(storage, secrets)) return storage;
  return { ...storage, status: { ...storage.status, conditions: conditions.filter(({ type }) => type !== 'Ready') } };
}
