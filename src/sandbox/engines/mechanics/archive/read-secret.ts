import type { ObjectKey } from '../../../../kube/meta/index.js';
import type { Secret } from '../workloads.js';
import { ArchiveError } from './archive-bucket.js';

export interface SecretKey {
  name: string;
  key: string;
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
