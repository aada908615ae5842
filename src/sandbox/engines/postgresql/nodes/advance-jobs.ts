import { jobRoleOf, type JobRole } from '../builders/job.js';
import type { Failure, Failures } from '../failures.js';
import { JOB } from '../kinds.js';
import type { ClusterView } from '../reconcile/cluster-view.js';
import { patchStatus } from '../../mechanics/actions.js';
import type { Action } from '../reconcile/step.js';
import { LABEL } from '../well-known.js';
import { isJobComplete, isJobFailed, isTerminating, type Job } from '../../mechanics/workloads.js';

const FAILURE_OF_ROLE: Readonly<Partial<Record<JobRole, Failure>>> = {
  initdb: 'initdb-job',
  join: 'join-job',
  'major-upgrade': 'upgrade-job',
};

/** They read from an archive, a snapshot or another server, and the sandbox has none of these. */
const ROLES_WITHOUT_SOURCE: readonly JobRole[] = ['import', 'pgbasebackup', 'full-recovery', 'snapshot-recovery'];

/** Whether a job cannot succeed: a person asked for that, or there is nothing it could read. */
export function isDoomed(failures: Failures, job: Job): boolean {
  const role = jobRoleOf(job);
  if (role === undefined) return false;
  const failure = FAILURE_OF_ROLE[role];
  return ROLES_WITHOUT_SOURCE.includes(role) || (failure !== undefined && failures.has(failure));
}

/** Jobs end as soon as their volumes are there: well, or badly where they must. */
export function advanceJobs({ jobs, claims, failures, now }: ClusterView): Action[] {
  if (failures.has('stuck-job')) return [];
  const time = now.toISOString().replace(/\.\d+Z$/, 'Z');
  return jobs
    .filter((job) => !isJobComplete(job) && !isJobFailed(job) && !isTerminating(job))
    .filter((job) => claims.filter(({ metadata }) => isSameInstance(metadata.labels, job)).every(isBound))
    .map((job) => patchStatus(JOB, job, isDoomed(failures, job) ? failed(time) : completed(time)));
}

const isSameInstance = (labels: Record<string, string> | undefined, { metadata }: Job): boolean =>
  labels?.[LABEL.instanceName] === metadata.labels?.[LABEL.instanceName];

const isBound = ({ status }: { status?: { phase?: string } }): boolean => status?.phase === 'Bound';

const completed = (time: string): Record<string, unknown> => ({
  succeeded: 1,
  startTime: time,
  completionTime: time,
  conditions: [
    { type: 'SuccessCriteriaMet', status: 'True', lastProbeTime: time, lastTransitionTime: time },
    { type: 'Complete', status: 'True', lastProbeTime: time, lastTransitionTime: time },
  ],
});

const failed = (time: string): Record<string, unknown> => {
  const reason = { reason: 'BackoffLimitExceeded', message: 'Job has reached the specified backoff limit' };
  return {
    failed: 1,
    startTime: time,
    conditions: [
      { type: 'FailureTarget', status: 'True', lastProbeTime: time, lastTransitionTime: time, ...reason },
      { type: 'Failed', status: 'True', lastProbeTime: time, lastTransitionTime: time, ...reason },
    ],
  };
};
