import { isDiskFull } from '../../nodes/disk.js';
import { jobRoleOf } from '../../builders/job.js';
import { JOB } from '../../kinds.js';
import { PHASE } from '../../well-known.js';
import { isJobFailed, type Job } from '../../../mechanics/workloads.js';
import { isDoomed } from '../../nodes/advance-jobs.js';
import { remove } from '../../../mechanics/actions.js';
import type { Rule } from '../step.js';

/** Ends the loop before volumes are looked at: growing the Cluster alone does not help, as with the real operator. */
export const reportFullDisk: Rule = (view) => {
  const full = view.instances.filter((instance) => instance.pod && isDiskFull(view, instance)).map(({ name }) => name);
  if (full.length === 0) return undefined;
  const phaseReason = `Insufficient disk space detected in one or more pods is preventing PostgreSQL from running (${full.join(', ')}). Please verify your storage settings.`;
  return { because: 'a volume is full', status: { phase: PHASE.notEnoughDiskSpace, phaseReason } };
};

/** A job that gave up. One that only failed on request is tried again once the request is withdrawn. */
export const reportFailedJobs: Rule = (view) => {
  const failed = view.jobs.filter((job) => isJobFailed(job) && jobRoleOf(job) !== 'major-upgrade');
  if (failed.length === 0) return undefined;
  const excused = failed.filter((job) => !isDoomed(view.failures, job));
  if (excused.length > 0)
    return { because: 'a failure was withdrawn', actions: excused.map((job) => remove(JOB, job)) };
  return {
    because: 'a job failed for good',
    status: { phase: PHASE.unrecoverable, phaseReason: `Job failed: ${failed.map(nameOf).sort().join(', ')}` },
  };
};

const nameOf = ({ metadata }: Job): string => metadata.name;
