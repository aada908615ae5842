import { ArchiveError } from '../../mechanics/archive/archive-bucket.js';
import type { Job } from '../../mechanics/workloads.js';
import { archiveProblem } from '../../percona/backups/archive-problem.js';
import { advanceOrders } from '../../percona/backups/advance-orders.js';
import type { Wait } from '../../percona/backups/backup-types.js';
import type { Look } from '../../percona/backups/look.js';
import { nameIn } from '../../percona/storage/s3-section.js';
import { PXC_BACKUP } from '../kinds.js';
import { XtrabackupArchive } from '../xtrabackup/xtrabackup-archive.js';
import { executedBy, placed, type MysqlBackupTypes } from './backed-up-cluster.js';
import { canBackUp, deadlineMs, decideBackup } from './decide-backup.js';
import { completeJob, createJob, failJob, JOB_FAILED, jobNames, suspendJob } from './jobs.js';
import { isActive, isOver, type BackupStatus, type PxcBackup } from './orders.js';

type MysqlLook = Look<MysqlBackupTypes>;

/** Every backup that is not over goes one state on; several at a time, unless the cluster says otherwise. */
export function takeBackups(look: MysqlLook): Promise<Wait> {
  const open = look.objects.backups.filter((backup) => !isOver(backup));
  return advanceOrders(look, open, advance);
}

function advance(look: MysqlLook, backup: PxcBackup): Promise<Wait> {
  const job = jobOf(look, backup);
  switch (backup.status?.state) {
    case 'Starting':
      return job ? report(look, backup, { state: 'Running' }) : startJob(look, backup);
    case 'Running':
      return job ? attend(look, backup, job) : report(look, backup, { state: 'Failed', error: 'the job is gone' });
    case 'Suspended':
      return job ? resume(look, backup, job) : report(look, backup, { state: 'Failed', error: 'the job is gone' });
    default:
      return begin(look, backup);
  }
}

const jobOf = ({ objects }: MysqlLook, { metadata }: PxcBackup): Job | undefined =>
  objects.jobs.find((job) => job.metadata.name === jobNames.backup(metadata.name));

async function begin(look: MysqlLook, backup: PxcBackup): Promise<Wait> {
  const hasRival = look.objects.backups.some((other) => other !== backup && isActive(other));
  const view = { backup, cluster: look.cluster, hasRival, now: look.now() };
  const status = decideBackup(view);
  return status ? report(look, backup, status) : deadlineMs(view);
}

async function startJob(look: MysqlLook, backup: PxcBackup): Promise<Wait> {
  const { image = '' } = backup.status!;
  const name = jobNames.backup(backup.metadata.name);
  await look.execute(createJob({ name, image, order: backup, cluster: look.cluster }));
  return undefined;
}

/** A cluster that is not well is spared the load, and the Job rests. */
async function attend(look: MysqlLook, backup: PxcBackup, job: Job): Promise<Wait> {
  if (!canBackUp(look.cluster)) {
    await look.execute(suspendJob(job, true));
    return report(look, backup, { state: 'Suspended' });
  }
  if (!look.failures.has('stuck-backup')) return carryOut(look, backup, job);
  const { activeDeadlineSeconds = look.cluster.spec.backup?.activeDeadlineSeconds } = backup.spec;
  const leftMs = leftOf(look, job, activeDeadlineSeconds);
  if (leftMs === undefined || leftMs > 0) return leftMs;
  await look.execute(...failJob(job, look.seconds(), 'deadline exceeded'));
  return report(look, backup, { state: 'Failed', error: 'Job was active longer than specified deadline' });
}

async function resume(look: MysqlLook, backup: PxcBackup, job: Job): Promise<Wait> {
  if (canBackUp(look.cluster)) {
    await look.execute(suspendJob(job, false));
    return report(look, backup, { state: 'Running' });
  }
  const { suspendedDeadlineSeconds = look.cluster.spec.backup?.suspendedDeadlineSeconds } = backup.spec;
  const leftMs = leftOf(look, job, suspendedDeadlineSeconds);
  if (leftMs === undefined || leftMs > 0) return leftMs;
  return report(look, backup, { state: 'Failed', error: 'suspended deadline seconds exceeded' });
}

function leftOf(look: MysqlLook, { metadata }: Job, seconds: number | undefined): number | undefined {
  if (seconds === undefined) return undefined;
  return Date.parse(metadata.creationTimestamp ?? '') + seconds * 1000 - look.now().getTime();
}

async function carryOut(look: MysqlLook, backup: PxcBackup, job: Job): Promise<Wait> {
  const problem = await archiveProblem(() => {
    if (look.failures.has('backup')) throw new ArchiveError('asked for by annotation');
    return upload(look, backup);
  });
  const end = problem === undefined ? [completeJob(job, look.seconds())] : failJob(job, look.seconds(), problem);
  await look.execute(...end);
  return problem === undefined
    ? report(look, backup, { state: 'Succeeded', completed: look.seconds() })
    : report(look, backup, { state: 'Failed', error: JOB_FAILED });
}

async function upload(look: MysqlLook, { status = {} }: PxcBackup): Promise<void> {
  const { cluster, data } = look;
  const { rows, system, users } = data.current;
  const time = look.seconds();
  const info = {
    serverVersion: cluster.status?.pxc?.version ?? '',
    startTime: time,
    endTime: time,
    gtids: executedBy(data.current, cluster),
  };
  await look.withFolder(placed(status.s3!, status.verifyTLS), (folder) =>
    new XtrabackupArchive(folder).putBackup(nameIn(status.destination ?? ''), info, { rows, system, users }),
  );
}

async function report(look: MysqlLook, backup: PxcBackup, status: BackupStatus): Promise<Wait> {
  await look.setStatus(PXC_BACKUP, backup, { ...backup.status, ...status });
  return undefined;
}
