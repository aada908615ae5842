import type { ObjectKey } from '../../../../kube/meta/index.js';
import type { Secret } from '../workloads.js';
import { ArchiveError, type BucketKeys } from './archive-bucket.js';

export interface SecretKey {
  name: string;
  key: string;
}

/** Where the keys of a bucket are. */
export interface KeyReferences {
  readonly accessKeyId?: SecretKey;
  readonly secretAccessKey?: SecretKey;
  readonly sessionToken?: SecretKey;
}

/** @throws ArchiveError when there are none, or one of them is not where it should be. */
export function readKeys(
  { accessKeyId, secretAccessKey, sessionToken }: KeyReferences,
  read: SecretReader,
): BucketKeys {
  if (!accessKeyId || !secretAccessKey) throw new ArchiveError('the pods of the sandbox have no identity of a cloud');
  return {
    accessKeyId: read(accessKeyId),
    secretAccessKey: read(secretAccessKey),
    ...(sessionToken && { sessionToken: read(sessionToken) }),
  };
}

/** Reads in the cluster anew each time: a changed Secret needs no restart. */
export type FindSecret = (key: ObjectKey) => Secret | undefined;

/** @throws ArchiveError when there is no such Secret, or no such key in it. */
export type SecretReader = (reference: SecretKey) => string;

export const secretReader =
  (namespace: string | undefined, find: FindSecret): SecretReader =>
  ({ name, key }) => {
    const value = find({ namespace, name })?.data?.[key];
    if (value === undefined) throw new ArchiveError(`Secret "${name}" has no key "${key}"`);
    return Buffer.from(value, 'base64').toString();
  };
