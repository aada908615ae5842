import type { UntypedObject } from '../../../kube/meta/index.js';
import { CNPG_LABELS, type CnpgCondition } from '../upstream.js';

/** A job of the operator's that has failed; before it is given up for good, Kubernetes tries it again a few times. */
export interface FailedJob {
  readonly name: string;
  /** `initdb`, `join`, `major-upgrade`, ... */
  readonly role: string;
  readonly attempts: number;
  readonly isFinal: boolean;
}

/** Worst first: the operator's own phase stays "Setting up primary" for as long as Kubernetes retries. */
export function failedJobs(jobs: readonly UntypedObject[]): FailedJob[] {
  return jobs
    .map(describeJob)
    .filter(({ attempts, isFinal }) => isFinal || attempts > 0)
    .sort((a, b) => Number(b.isFinal) - Number(a.isFinal) || (a.name < b.name ? -1 : 1));
}

export const isComplete = (job: UntypedObject): boolean => isSo(job, 'Complete');

function describeJob(job: UntypedObject): FailedJob {
  const { metadata, status } = job;
  return {
    name: metadata.name,
    role: metadata.labels?.[CNPG_LABELS.jobRole] ?? 'job',
    attempts: typeof status?.failed === 'number' ? status.failed : 0,
    isFinal: isSo(job, 'Failed'),
  };
}

function isSo({ status }: UntypedObject, condition: 'Complete' | 'Failed'): boolean {
  const conditions = (status?.conditions ?? []) as CnpgCondition[];
  return conditions.some(({ type, status: is }) => type === condition && is === 'True');
}
