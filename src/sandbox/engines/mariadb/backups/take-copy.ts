import type { ReconcileContext } from '../../../../kube/manager/index.js';
import { ArchiveError } from '../../mechanics/archive/archive-bucket.js';
import { secretReader, type FindSecret } from '../../mechanics/archive/read-secret.js';
import { readDatabase } from '../data.js';
import { failuresOf } from '../failures.js';
import type { Mariadb, PhysicalBackup } from '../mariadb.js';
import { openBucket } from './bucket.js';
import { putCopy } from './copies.js';

/** What the job of a backup does. False when it fails: why, only its log would tell. */
export async function takeCopy(
  { metadata, spec, status }: PhysicalBackup,
  mariadb: Mariadb | undefined,
  find: FindSecret,
  ctx: ReconcileContext,
): Promise<boolean> {
  const { s3 } = spec.storage;
  const database = mariadb && readDatabase(mariadb);
  if (!s3 || !database || failuresOf(mariadb).has('backup')) return false;
  try {
    const bucket = await openBucket(s3, secretReader(metadata.namespace, find), ctx.signal);
    const { rows, root } = database;
    await putCopy(bucket, s3.prefix ?? '', status!.lastScheduleTime!, { rows, root }).finally(() => bucket.close());
    return true;
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    ctx.logger.debug('Backup failed', { because: error.message });
    return false;
  }
}
