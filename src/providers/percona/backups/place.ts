import { bucketSecretName } from '../../../domain/naming.js';
import type { BackupStorage, BackupStorageType } from '../../../resources/backup-storage/index.js';
import { folderIn } from '../../contract/archives/index.js';

/** A folder of a bucket, as the operator of one cluster gets there. */
export interface Place {
  readonly storage: BackupStorage;
  /** Counted from the prefix of the storage. */
  readonly archive: string;
  /** Name of the Secret with the keys, in the operator's words; absent where the cloud lets the pods in. */
  readonly keys?: string;
}

export function placeOf(cluster: string, storage: BackupStorage, archive: string): Place {
  const { metadata, spec } = storage;
  return { storage, archive, ...(spec.credentialsRef && { keys: bucketSecretName(cluster, metadata.name) }) };
}

/** Counted from the bucket. */
export const folderOf = ({ storage, archive }: Place): string => folderIn(storage, archive);

const SCHEMES: Readonly<Record<BackupStorageType, string>> = { S3: 's3', GCS: 'gs', Azure: 'azure' };

/** As both operators spell where a backup is. */
export const destinationOf = (place: Place, backupId: string): string =>
  `${SCHEMES[place.storage.spec.type]}://${place.storage.spec.bucket}/${folderOf(place)}/${backupId}`;

/** What both operators ask of a bucket of S3. */
export function s3Of({ storage: { spec }, keys }: Place): S3Basics {
  const { region, endpoint } = spec;
  return {
    ...(region !== undefined && { region }),
    ...(endpoint !== undefined && { endpointUrl: endpoint }),
    ...(keys !== undefined && { credentialsSecret: keys }),
  };
}

interface S3Basics {
  readonly region?: string;
  readonly endpointUrl?: string;
  readonly credentialsSecret?: string;
}
