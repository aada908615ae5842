import { ArchiveError } from '../../mechanics/archive/archive-bucket.js';
import { addRow, type Row } from '../../mechanics/data/ledger.js';
import { archiveProblem } from '../../percona/backups/archive-problem.js';
import type { Job } from '../../mechanics/workloads.js';
import type { Look } from '../../percona/backups/look.js';
import { isLockedOut } from '../../percona/data/database.js';
import { replay } from '../xtrabackup/binlog.js';
import { parseGtids } from '../xtrabackup/gtid-set.js';
import { XtrabackupArchive } from '../xtrabackup/xtrabackup-archive.js';
import { majorOf, withTransactions, type MysqlBackupTypes, type MysqlDatabase } from './backed-up-cluster.js';
import { planRestore } from './decide-restore.js';
import { completeJob, failJob } from './jobs.js';
import type { PxcRestore } from './orders.js';

type MysqlLook = Look<MysqlBackupTypes>;

export type JobKind = 'restore' | 'prepare' | 'pitr';

/** What the pod of a Job does. What it has made of the data is kept before the Job says so: it may be done twice. */
export async function runJob(
  look: MysqlLook,
  restore: PxcRestore,
  { kind, job }: { readonly kind: JobKind; readonly job: Job },
): Promise<void> {
  if (look.failures.has('stuck-restore')) return;
  const problem = await archiveProblem(async () => {
    if (look.failures.has('restore')) throw new ArchiveError('asked for by annotation');
    await look.save(await WORK[kind](look, restore));
  });
  const end = problem === undefined ? [completeJob(job, look.seconds())] : failJob(job, look.seconds(), problem);
  await look.execute(...end);
}

/** The first member's volume becomes what the backup holds: rows, users and passwords. */
async function fillVolume(look: MysqlLook, restore: PxcRestore): Promise<MysqlDatabase> {
  const { cluster, objects, data } = look;
  const { section, backup } = planRestore(restore, cluster, objects.backups);
  const read = await look.withFolder(section, (folder) => new XtrabackupArchive(folder).readBackup(backup));
  const [from, to] = [majorOf(read.info.serverVersion), majorOf(cluster.spec.pxc?.image ?? '')];
  if (from !== to) throw new ArchiveError(`xtrabackup: data of server ${from} cannot be prepared for server ${to}`);
  return {
    ...data.current,
    ...read.data,
    restored: true,
    // Its own transactions are counted anew, under a name of their own.
    source: restore.metadata.uid,
    next: 1,
    past: read.info.gtids,
    pending: [],
    place: undefined,
  };
}

/** Only without a log to replay: the users of the operator get the passwords of this cluster's Secret. */
const resetOperatorUsers = (look: MysqlLook): Promise<MysqlDatabase> =>
  Promise.resolve({ ...look.data.current, system: look.passwords().system });

async function replayLog(look: MysqlLook, restore: PxcRestore): Promise<MysqlDatabase> {
  const { cluster, objects, data } = look;
  const { log } = planRestore(restore, cluster, objects.backups);
  const database = data.current;
  if (isLockedOut(database, look.passwords())) {
    throw new ArchiveError(
      "new manager: ping: Error 1045 (28000): Access denied for user 'operator' (using password: YES)",
    );
  }
  const found = await look.withFolder(log!.section, (folder) => new XtrabackupArchive(folder).binlogs());
  const events = replay(parseGtids(database.past ?? ''), found, log!.until);
  const rows = events.reduce<readonly Row[]>((table, { at, text }) => addRow(table, { at, text }), database.rows);
  return { ...database, rows, past: withTransactions(database.past ?? '', events) };
}

const WORK: Readonly<Record<JobKind, (look: MysqlLook, restore: PxcRestore) => Promise<MysqlDatabase>>> = {
  restore: fillVolume,
  prepare: resetOperatorUsers,
  pitr: replayLog,
};
