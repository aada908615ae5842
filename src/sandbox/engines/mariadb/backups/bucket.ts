import { Agent } from 'node:https';
import { ArchiveBucket } from '../../mechanics/archive/archive-bucket.js';
import { readKeys, type SecretReader } from '../../mechanics/archive/read-secret.js';
import type { S3Section } from '../mariadb.js';

/** @throws ArchiveError when a Secret, or a key of it, is not there. Connects nowhere yet. */
export function openBucket(section: S3Section, read: SecretReader, signal: AbortSignal): Promise<ArchiveBucket> {
  const { bucket, endpoint, region, tls } = section;
  const { accessKeyIdSecretKeyRef: accessKeyId, secretAccessKeySecretKeyRef: secretAccessKey } = section;
  const credentials = readKeys({ accessKeyId, secretAccessKey }, read);
  const httpsAgent = tls?.caSecretKeyRef && new Agent({ ca: read(tls.caSecretKeyRef) });
  const url = `${tls?.enabled ? 'https' : 'http'}://${endpoint}`;
  return ArchiveBucket.open({ bucket, endpoint: url, region, credentials, httpsAgent }, signal);
}
