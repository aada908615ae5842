import { bucketSecretName } from '../../../domain/naming.js';
import type { BackupStorage } from '../../../resources/backup-storage/index.js';
import { folderIn } from '../../contract/archives/index.js';
import type { BucketSection, BucketTls, KeyReference } from '../upstream.js';
import { BUCKET_KEY } from './secrets.js';

/** What a folder of a bucket is called in the operator's objects; `archive` counts from the prefix of the storage. */
export function bucketSection(cluster: string, storage: BackupStorage, archive: string): BucketSection {
  const { type, bucket } = storage.spec;
  const prefix = folderIn(storage, archive);
  const keys = bucketSecretName(cluster, storage.metadata.name);
  const keyOf = (key: string): KeyReference => ({ name: keys, key });
  if (type === 'Azure') {
    const { endpoint: serviceURL = '' } = storage.spec;
    return {
      azureBlob: {
        containerName: bucket,
        prefix,
        serviceURL,
        storageAccountName: accountIn(serviceURL) ?? '',
        storageAccountKey: keyOf(BUCKET_KEY.accountKey),
        tls: tlsOf(storage),
      },
    };
  }
  const { region } = storage.spec;
  return {
    s3: {
      bucket,
      prefix,
      endpoint: hostOf(storage),
      ...(region !== undefined && { region }),
      accessKeyIdSecretKeyRef: keyOf(BUCKET_KEY.accessKeyId),
      secretAccessKeySecretKeyRef: keyOf(BUCKET_KEY.secretAccessKey),
      tls: tlsOf(storage),
    },
  };
}

/** Without its scheme, as the operator wants it. */
function hostOf({ spec: { endpoint, region } }: BackupStorage): string {
  if (endpoint !== undefined) return new URL(endpoint).host;
  return region === undefined ? 's3.amazonaws.com' : `s3.${region}.amazonaws.com`;
}

function tlsOf({ spec: { endpoint, caRef } }: BackupStorage): BucketTls {
  const enabled = !endpoint?.startsWith('http://');
  return { enabled, ...(caRef && { caSecretKeyRef: { name: caRef.name, key: caRef.key } }) };
}

const ACCOUNT = /^https?:\/\/([a-z0-9]{3,24})\.blob\./;

/** The operator wants it by itself, and it is part of every address of Azure's own. */
const accountIn = (endpoint: string): string | undefined => ACCOUNT.exec(endpoint)?.[1];

/** Why the operator cannot use a bucket of this kind. */
export function refuseStorage({ spec }: BackupStorage): string | undefined {
  if (spec.type === 'GCS') {
    return (
      'MariaDB reaches Google Cloud Storage by its S3 protocol alone: make a BackupStorage of type S3 with the endpoint ' +
      'https://storage.googleapis.com and an HMAC key.'
    );
  }
  if (!spec.credentialsRef) {
    return 'The jobs of mariadb-operator run under accounts of their own, which no identity of a cloud is bound to: give the storage keys (spec.credentialsRef).';
  }
  if (spec.type !== 'Azure' || accountIn(spec.endpoint ?? '') !== undefined) return undefined;
  return 'mariadb-operator must be told the name of the account, which is read from the address: give the storage an endpoint of the form https://<account>.blob.core.windows.net.';
}
