import { Agent } from 'node:https';
import { ArchiveBucket, ArchiveError } from '../../mechanics/archive/archive-bucket.js';
import type { SecretReader } from '../../mechanics/archive/read-secret.js';
import type { S3Section } from '../mariadb.js';

const DEFAULT_REGION = 'us-east-1';

/** @throws ArchiveError when a Secret, or a key of it, is not there. Connects nowhere yet. */
export function openBucket(section: S3Section, read: SecretReader, signal: AbortSignal): Promise<ArchiveBucket> {
  const { bucket, endpoint, region = DEFAULT_REGION, tls } = section;
  const { accessKeyIdSecretKeyRef: id, secretAccessKeySecretKeyRef: secret } = section;
  if (!id || !secret) throw new ArchiveError('the pods of the sandbox have no identity of a cloud');
  const credentials = { accessKeyId: read(id), secretAccessKey: read(secret) };
  const httpsAgent = tls?.caSecretKeyRef && new Agent({ ca: read(tls.caSecretKeyRef) });
  const url = `${tls?.enabled ? 'https' : 'http'}://${endpoint}`;
  return ArchiveBucket.open({ bucket, endpoint: url, region, credentials, httpsAgent }, signal);
}
