import { jobRoleOf, readsArchive, type JobRole } from '../builders/job.js';
import type { Failure, Failures } from '../failures.js';
import { JOB } from '../kinds.js';
import type { ClusterView } from '../reconcile/cluster-view.js';
import { patchStatus } from '../../mechanics/actions.js';
import type { Action } from '../reconcile/step.js';
import { LABEL, SANDBOX_ANNOTATION } from '../well-known.js';
import { isJobComplete, isJobFailed, isTerminating, type Job } from '../../mechanics/workloads.js';
import { completedJob, failedJob } from '../../mechanics/nodes/job-status.js';

const FAILURE_OF_ROLE: Readonly<Partial<Record<JobRole, Failure>>> = {
  initdb: 'initdb-job',
  join: 'join-job',
  'major-upgrade': 'upgrade-job',
  'full-recovery': 'recovery-job',
};

/** They read from a snapshot, from another server, or from an archive without the plugin: the sandbox has none of these. */
const ROLES_WITHOUT_SOURCE: readonly JobRole[] = ['import', 'pgbasebackup', 'full-recovery', 'snapshot-recovery'];

/** Whether a job cannot succeed: a person asked for that, or there is nothing it could read. */
export function isDoomed(failures: Failures, job: Job): boolean {
  const role = jobRoleOf(job);
  if (role === undefined) return false;
  const failure = FAILURE_OF_ROLE[role];
  const isHopeless = readsArchive(job) ? hasFailedForAFact(job) : ROLES_WITHOUT_SOURCE.includes(role);
  return isHopeless || (failure !== undefined && failures.has(failure));
}

/** A wrong name, or a time that the log does not reach, stays so however often one tries. */
const hasFailedForAFact = ({ metadata }: Job): boolean => metadata.annotations?.[SANDBOX_ANNOTATION.log] !== undefined;

/** Jobs end as soon as their volumes are there: well, or badly where they must. What reads an archive is the plugin's. */
export function advanceJobs({ jobs, claims, failures, now }: ClusterView): Action[] {
  if (failures.has('stuck-job')) return [];
  const time = now.toISOString().replace(/\.\d+Z$/, 'Z');
  return jobs
    .filter((job) => !isJobComplete(job) && !isJobFailed(job) && !isTerminating(job) && !readsArchive(job))
    .filter((job) => claims.filter(({ metadata }) => isSameInstance(metadata.labels, job)).every(isBound))
    .map((job) => patchStatus(JOB, job, isDoomed(failures, job) ? failedJob(time) : completedJob(time)));
}

const isSameInstance = (labels: Record<string, string> | undefined, { metadata }: Job): boolean =>
  labels?.[LABEL.instanceName] === metadata.labels?.[LABEL.instanceName];

const isBound = ({ status }: { status?: { phase?: string } }): boolean => status?.phase === 'Bound';
