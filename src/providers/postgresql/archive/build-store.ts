import { apiVersionOf } from '../../../kube/meta/index.js';
import type { BackupStorage } from '../../../resources/backup-storage/index.js';
import type { ComputeResources } from '../../../resources/database-cluster/index.js';
import { ARCHIVE_ANNOTATIONS } from '../../contract/archives/index.js';
import { toolResources } from '../../contract/backups/index.js';
import { componentLabel } from '../../contract/objects/index.js';
import { OBJECT_STORE, type ObjectStore, type ObjectStoreSpec } from '../upstream-backups.js';
import { destinationOf } from './destination.js';
import { storeCredentialsOf } from './store-credentials.js';
import { storeEnvironmentOf } from './store-environment.js';

export interface StorePlace {
  readonly name: string;
  readonly namespace?: string;
  readonly storage: BackupStorage;
  /** Folder that the archives lie in, counted from the prefix of the storage. */
  readonly folder: string;
  /** Of the process beside each member. */
  readonly resources?: ComputeResources;
}

/** One that is read from. */
export function buildStore(place: StorePlace): ObjectStore {
  const { name, namespace, storage } = place;
  return {
    apiVersion: apiVersionOf(OBJECT_STORE),
    kind: OBJECT_STORE.kind,
    metadata: {
      name,
      namespace,
      labels: componentLabel('backup'),
      annotations: { [ARCHIVE_ANNOTATIONS.storage]: storage.metadata.name },
    },
    spec: storeSpecOf(place),
  };
}

/** One that is written to. */
export function buildArchiveStore(place: StorePlace, keptDays: number | undefined): ObjectStore {
  const store = buildStore(place);
  const { configuration, ...spec } = store.spec;
  return {
    ...store,
    spec: {
      configuration: { ...configuration, wal: { compression: 'gzip' }, data: { compression: 'gzip' } },
      ...spec,
      ...(keptDays !== undefined && { retentionPolicy: `${keptDays}d` }),
    },
  };
}

function storeSpecOf({ storage, folder, resources }: StorePlace): ObjectStoreSpec {
  const { type, endpoint, caRef } = storage.spec;
  const env = storeEnvironmentOf(storage);
  return {
    configuration: {
      destinationPath: destinationOf(storage, folder),
      ...(type === 'S3' && endpoint !== undefined && { endpointURL: endpoint }),
      ...(caRef && { endpointCA: { name: caRef.name, key: caRef.key } }),
      ...storeCredentialsOf(storage),
    },
    instanceSidecarConfiguration: {
      resources: toolResources(resources),
      ...(env.length > 0 && { env }),
    },
  };
}
