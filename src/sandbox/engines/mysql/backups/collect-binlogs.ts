import type { Wait } from '../../percona/backups/backup-types.js';
import type { Look } from '../../percona/backups/look.js';
import { newestOf, shipLog } from '../../percona/backups/ship-log.js';
import { wholeSecond } from '../../percona/backups/whole-second.js';
import { placeIdOf } from '../../percona/storage/s3-section.js';
import { PXC_BACKUP } from '../kinds.js';
import type { BinlogEvent } from '../xtrabackup/binlog.js';
import { XtrabackupArchive } from '../xtrabackup/xtrabackup-archive.js';
import { sourceIdOf, storageNamed, type MysqlBackupTypes } from './backed-up-cluster.js';
import { collectorName } from './collector.js';

type MysqlLook = Look<MysqlBackupTypes>;

/** What is written goes into the bucket, a binary log for each look that finds something. */
export async function collectBinlogs(look: MysqlLook): Promise<Wait> {
  const { cluster, data, objects } = look;
  const { pending } = data.current;
  const { pitr } = cluster.spec.backup ?? {};
  if (!pitr?.enabled) {
    // Nobody asks for binary logs: the server lets go of them in time.
    await look.save({ ...data.current, pending: [], place: undefined, trouble: undefined });
    return undefined;
  }
  const collector = objects.deployments.find(({ metadata }) => metadata.name === collectorName(cluster.metadata.name));
  if (pending.length === 0 || !collector?.status?.availableReplicas) return undefined;
  return shipLog(look, () => upload(look, pitr.storageName));
}

async function upload(look: MysqlLook, storageName: string | undefined): Promise<void> {
  const { cluster, data } = look;
  const section = storageNamed(cluster, storageName);
  const events = data.current.pending.map(({ number, at, text = '' }): BinlogEvent => ({
    source: sourceIdOf(data.current, cluster),
    number,
    at,
    text,
  }));
  const isLost = look.failures.has('log-gap');
  if (!isLost) await look.withFolder(section, (folder) => new XtrabackupArchive(folder).putBinlog(events));
  await look.save({ ...data.current, pending: [], place: placeIdOf(section), trouble: undefined });
  await (isLost ? reportGap(look) : reportRestorable(look, events.at(-1)!.at));
}

/** Up to the last transaction: where nothing is written it stays. */
async function reportRestorable(look: MysqlLook, end: string): Promise<void> {
  const newest = newestOf(look, 'Succeeded');
  const latestRestorableTime = wholeSecond(end);
  if (newest) await look.setStatus(PXC_BACKUP, newest, { ...newest.status, latestRestorableTime });
}

async function reportGap(look: MysqlLook): Promise<void> {
  const newest = newestOf(look, 'Succeeded');
  if (!newest) return;
  const condition = {
    type: 'PITRReady',
    status: 'False' as const,
    reason: 'BinlogGapDetected',
    message: 'Binlog with GTID set is not found. A new full backup is needed for consistent recovery.',
    lastTransitionTime: look.seconds(),
  };
  await look.setStatus(PXC_BACKUP, newest, { ...newest.status, conditions: [condition] });
}
