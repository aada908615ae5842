import { Agent } from 'node:https';
import type { ObjectKey } from '../../../../kube/meta/index.js';
import { ArchiveBucket, ArchiveError, type BucketAccess } from '../../mechanics/archive/archive-bucket.js';
import { Archive } from './archive.js';
import type { ArchivePlace } from './archive-place.js';
import { readKeys, secretReader, type FindSecret, type SecretReader } from '../../mechanics/archive/read-secret.js';
import type { ObjectStore } from './object-store.js';

/** What the plugin reads in the cluster, anew each time: a changed Secret needs no restart. */
export interface ArchiveSources {
  readonly store: (key: ObjectKey) => ObjectStore | undefined;
  readonly secret: FindSecret;
}

/** Which archive it is, among all that there are; undefined while its store is not there. */
export function archiveIdOf({ store: key, serverName }: ArchivePlace, { store }: ArchiveSources): string | undefined {
  const path = store(key)?.spec.configuration.destinationPath;
  return path === undefined ? undefined : `${path.replace(/\/$/, '')}/${serverName}`;
}

/** @throws ArchiveError when the store, or a Secret that it names, is not there, or is none that we can read. */
export async function openArchive(
  { store: key, serverName }: ArchivePlace,
  sources: ArchiveSources,
  signal: AbortSignal,
): Promise<Archive> {
  const store = sources.store(key);
  if (!store) throw new ArchiveError(`ObjectStore "${key.name}" not found`);
  const { configuration } = store.spec;
  const [, bucket, path = ''] = /^s3:\/\/([^/]+)\/?(.*?)\/?$/.exec(configuration.destinationPath) ?? [];
  if (!bucket) throw new ArchiveError('the sandbox knows object stores of S3 alone');
  const access = accessTo(store, bucket, secretReader(key.namespace, sources.secret));
  const compression = { wal: configuration.wal?.compression, data: configuration.data?.compression };
  return new Archive(
    await ArchiveBucket.open(access, signal),
    [path, serverName].filter(Boolean).join('/'),
    compression,
  );
}

function accessTo({ spec }: ObjectStore, bucket: string, read: SecretReader): BucketAccess {
  const { endpointURL, endpointCA, s3Credentials = {} } = spec.configuration;
  const region = spec.instanceSidecarConfiguration?.env?.find(({ name }) => name === 'AWS_DEFAULT_REGION')?.value;
  return {
    bucket,
    endpoint: endpointURL,
    region: (s3Credentials.region ? read(s3Credentials.region) : region) || undefined,
    credentials: readKeys(s3Credentials, read),
    ...(endpointCA && { httpsAgent: new Agent({ ca: read(endpointCA) }) }),
  };
}
