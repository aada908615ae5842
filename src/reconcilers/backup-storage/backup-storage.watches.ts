import { intentChanged, mapped, primary, type WatchSource } from '../../kube/manager/index.js';
import { keyOf } from '../../kube/meta/index.js';
import { BY_SECRET, type ClusterCaches } from '../../caches/index.js';
import { ANNOTATIONS } from '../../domain/naming.js';

/** A storage, and the Secrets that it names. */
export function backupStorageSources({ backupStorages, secretVersions }: ClusterCaches): WatchSource[] {
  return [
    primary(backupStorages, intentChanged({ annotations: [ANNOTATIONS.verify] })),
    mapped(secretVersions, (secret) =>
      backupStorages.store
        .byIndex(BY_SECRET, keyOf(secret))
        .map(({ metadata: { namespace, name } }) => ({ namespace, name })),
    ),
  ];
}
