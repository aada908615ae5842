import { Agent } from 'node:https';
import { ArchiveBucket, type BucketAccess } from '../../mechanics/archive/archive-bucket.js';
import {
  readKeys,
  secretReader,
  type FindSecret,
  type KeyReferences,
  type SecretKey,
  type SecretReader,
} from '../../mechanics/archive/read-secret.js';
import { BucketFolder } from './bucket-folder.js';

/** A bucket as objects of both operators describe it. */
export interface S3Section {
  /** With `/folder` behind it where the operator has no field for a prefix. */
  bucket: string;
  prefix?: string;
  region?: string;
  endpointUrl?: string;
  credentialsSecret?: string;
  insecureSkipTLSVerify?: boolean;
  caBundle?: SecretKey;
}

const withoutSlashes = (text: string): string => text.replace(/^\/+|\/+$/g, '');

/** Bucket and folder, however they are written. */
export function placeIn({ bucket, prefix = '' }: Pick<S3Section, 'bucket' | 'prefix'>): {
  bucket: string;
  folder: string;
} {
  const [name = '', ...rest] = withoutSlashes(bucket).split('/');
  return { bucket: name, folder: [...rest, withoutSlashes(prefix)].filter(Boolean).join('/') };
}

/** `s3://bucket/folder/name`. */
export function destinationIn(section: S3Section, name: string): string {
  const { bucket, folder } = placeIn(section);
  return `s3://${[bucket, folder, name].filter(Boolean).join('/')}`;
}

export const placeIdOf = (section: S3Section): string => destinationIn(section, '');

/** The last part of a destination. */
export const nameIn = (destination: string): string => destination.slice(destination.lastIndexOf('/') + 1);

export interface StorageAccess {
  readonly namespace: string | undefined;
  readonly find: FindSecret;
  readonly signal: AbortSignal;
}

/** @throws ArchiveError when a Secret, or a key of it, is not there. Connects nowhere yet. */
export async function openFolder(section: S3Section, access: StorageAccess): Promise<BucketFolder> {
  const { bucket, folder } = placeIn(section);
  const read = secretReader(access.namespace, access.find);
  const { endpointUrl: endpoint, region, caBundle, insecureSkipTLSVerify } = section;
  const httpsAgent = agentOf({ caBundle, insecureSkipTLSVerify }, read);
  const reach: BucketAccess = { bucket, endpoint, region, credentials: readKeys(keysOf(section), read), httpsAgent };
  return new BucketFolder(await ArchiveBucket.open(reach, access.signal), folder);
}

function agentOf(
  { caBundle, insecureSkipTLSVerify }: Pick<S3Section, 'caBundle' | 'insecureSkipTLSVerify'>,
  read: SecretReader,
): Agent | undefined {
  if (insecureSkipTLSVerify) return new Agent({ rejectUnauthorized: false });
  return caBundle && new Agent({ ca: read(caBundle) });
}

const keysOf = ({ credentialsSecret: name }: S3Section): KeyReferences =>
  name
    ? {
        accessKeyId: { name, key: 'AWS_ACCESS_KEY_ID' },
        secretAccessKey: { name, key: 'AWS_SECRET_ACCESS_KEY' },
      }
    : {};
