import { PERSISTENT_VOLUME_CLAIM } from '../../../../kube/meta/index.js';
import { patch, remove } from '../../mechanics/actions.js';
import { ArchiveError } from '../../mechanics/archive/archive-bucket.js';
import { isJobComplete, isJobFailed, type Job } from '../../mechanics/workloads.js';
import { archiveProblem } from '../../percona/backups/archive-problem.js';
import { advanceOrders } from '../../percona/backups/advance-orders.js';
import type { Wait } from '../../percona/backups/backup-types.js';
import type { Look, RequestsLook } from '../../percona/backups/look.js';
import { PXC, PXC_RESTORE } from '../kinds.js';
import { XtrabackupArchive } from '../xtrabackup/xtrabackup-archive.js';
import type { MysqlBackupTypes } from './backed-up-cluster.js';
import {
  giveBack,
  hasStarted,
  isAlone,
  isGivenBack,
  isPaused,
  otherVolumes,
  PAUSE,
  savedSizes,
  startAlone,
} from './cluster-changes.js';
import { planRestore, rivalOf } from './decide-restore.js';
import { createJob, JOB_FAILED, jobNames } from './jobs.js';
import { isOver, type PxcRestore, type RestoreState, type RestoreStatus } from './orders.js';
import { runJob, type JobKind } from './restore-jobs.js';

type MysqlLook = Look<MysqlBackupTypes>;
type StateStep = (look: MysqlLook, restore: PxcRestore) => Promise<Wait>;

/** Every restore that is not over goes one state on. Where it fails it leaves the cluster as it stands. */
export function restoreClusters(look: MysqlLook): Promise<Wait> {
  const open = look.objects.restores.filter((restore) => !isOver(restore));
  return advanceOrders(look, open, advanceOrFail);
}

/** Without a cluster there is nothing to restore. */
export async function refuseRestores(look: RequestsLook<MysqlBackupTypes>): Promise<Wait> {
  const comments = `perconaxtradbclusters.pxc.percona.com "${look.key.name}" not found`;
  for (const restore of look.objects.restores.filter((candidate) => !isOver(candidate))) {
    await look.setStatus(PXC_RESTORE, restore, { ...restore.status, state: 'Failed', comments });
  }
  return undefined;
}

const advanceOrFail: StateStep = async (look, restore) => {
  let wait: Wait;
  const comments = await archiveProblem(async () => {
    wait = await STATES[restore.status?.state ?? ''](look, restore);
  });
  return comments === undefined ? wait : report(look, restore, { state: 'Failed', comments });
};

const begin: StateStep = (look, restore) => {
  const rival = rivalOf(restore, look.objects.restores);
  if (rival) throw new ArchiveError(`unable to continue, concurrent restore job ${rival.metadata.name} running now`);
  return report(look, restore, { state: 'Starting' });
};

/** Looked at before anything is stopped: a wrong place costs nobody their database. */
const validate: StateStep = async (look, restore) => {
  const { cluster, objects } = look;
  const { section, backup } = planRestore(restore, cluster, objects.backups);
  const isThere = await look.withFolder(section, (folder) => new XtrabackupArchive(folder).hasBackup(backup));
  if (!isThere)
    throw new ArchiveError('failed to validate restore job: failed to validate backup existence: backup not found');
  return report(look, restore, { state: 'Stopping Cluster', ...savedSizes(cluster) });
};

const stopCluster: StateStep = async (look, restore) => {
  const { cluster, objects } = look;
  if (!cluster.spec.pause) await look.execute(patch(PXC, cluster, PAUSE));
  if (!isPaused(cluster)) return undefined;
  const volumes = otherVolumes(cluster, objects.claims);
  await look.execute(...volumes.toDelete.map((claim) => remove(PERSISTENT_VOLUME_CLAIM, claim)));
  return volumes.all.length > 0 ? undefined : startJob(look, restore, { kind: 'restore', state: 'Restoring' });
};

const afterRestore: StateStep = async (look, restore) => {
  if (!restore.spec.pitr) return startJob(look, restore, { kind: 'prepare', state: 'Preparing Cluster' });
  const { cluster } = look;
  if (cluster.spec.pause) await look.execute(patch(PXC, cluster, startAlone(cluster) as Record<string, unknown>));
  return isAlone(cluster) ? startJob(look, restore, { kind: 'pitr', state: 'Point-in-time recovering' }) : undefined;
};

const startCluster: StateStep = async (look, restore) => {
  const { cluster } = look;
  const { status = {} } = restore;
  if (!isGivenBack(cluster, status)) {
    await look.execute(patch(PXC, cluster, giveBack(cluster, status) as Record<string, unknown>));
    return undefined;
  }
  return hasStarted(cluster) ? report(look, restore, { state: 'Succeeded', completed: look.seconds() }) : undefined;
};

const startFromJob: StateStep = (look, restore) => report(look, restore, { state: 'Starting Cluster' });

/** Nothing goes on before the Job has ended; when it ends badly, that is all that the operator knows. */
const whenDone =
  (kind: JobKind, next: StateStep): StateStep =>
  async (look, restore) => {
    const job = jobOf(look, restore, kind);
    if (!job || isJobFailed(job)) throw new ArchiveError(job ? JOB_FAILED : 'failed to get restore job');
    if (isJobComplete(job)) return next(look, restore);
    await runJob(look, restore, { kind, job });
    return undefined;
  };

const STATES: Readonly<Record<RestoreState, StateStep>> = {
  '': begin,
  Starting: validate,
  'Stopping Cluster': stopCluster,
  Restoring: whenDone('restore', afterRestore),
  'Preparing Cluster': whenDone('prepare', startFromJob),
  'Point-in-time recovering': whenDone('pitr', startFromJob),
  'Starting Cluster': startCluster,
  Succeeded: () => Promise.resolve(undefined),
  Failed: () => Promise.resolve(undefined),
};

const jobOf = ({ objects, key }: MysqlLook, { metadata }: PxcRestore, kind: JobKind): Job | undefined =>
  objects.jobs.find((job) => job.metadata.name === jobNames[kind](metadata.name, key.name));

async function startJob(
  look: MysqlLook,
  restore: PxcRestore,
  { kind, state }: { kind: JobKind; state: RestoreState },
): Promise<Wait> {
  const { cluster } = look;
  const name = jobNames[kind](restore.metadata.name, cluster.metadata.name);
  if (!jobOf(look, restore, kind)) {
    await look.execute(createJob({ name, image: cluster.spec.backup?.image ?? '', order: restore, cluster }));
  }
  return report(look, restore, { state });
}

async function report(look: MysqlLook, restore: PxcRestore, status: RestoreStatus): Promise<Wait> {
  await look.setStatus(PXC_RESTORE, restore, { ...restore.status, ...status });
  return undefined;
}
