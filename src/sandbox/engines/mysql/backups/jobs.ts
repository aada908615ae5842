import { apiVersionOf, JOB, type KubeObject } from '../../../../kube/meta/index.js';
import { create, patch, patchStatus, type Action } from '../../mechanics/actions.js';
import { completedJob, failedJob } from '../../mechanics/nodes/job-status.js';
import { ownerOf } from '../../mechanics/ownership.js';
import type { Job } from '../../mechanics/workloads.js';
import { childMetadata } from '../../percona/builders/metadata.js';
import { APP } from '../well-known.js';

/** Ours: what the log of the pod of a Job that has failed would say. */
const LOG = 'sandbox.dbaas.io/log';

export interface JobRecipe {
  readonly name: string;
  readonly image: string;
  /** What it runs for; it goes with that. */
  readonly order: KubeObject;
  readonly cluster: KubeObject;
}

export const jobNames = {
  backup: (backup: string): string => `xb-${backup}`,
  restore: (restore: string, cluster: string): string => `restore-job-${restore}-${cluster}`,
  prepare: (restore: string, cluster: string): string => `prepare-job-${restore}-${cluster}`,
  pitr: (restore: string, cluster: string): string => `pitr-job-${restore}-${cluster}`,
};

export function createJob({ name, image, order, cluster }: JobRecipe): Action {
  const metadata = { ...childMetadata(cluster, { app: APP, name }), ownerReferences: [ownerOf(order)] };
  const { labels } = metadata;
  const job: Job = {
    apiVersion: apiVersionOf(JOB),
    kind: JOB.kind,
    metadata,
    spec: {
      template: { metadata: { labels }, spec: { restartPolicy: 'Never', containers: [{ name: 'xtrabackup', image }] } },
    },
  };
  return create(JOB, job);
}

export const suspendJob = (job: Job, suspend: boolean): Action => patch(JOB, job, { spec: { suspend } });
export const completeJob = (job: Job, time: string): Action => patchStatus(JOB, job, completedJob(time));

/** Its pods' logs first: a person who sees the failure looks there. */
export const failJob = (job: Job, time: string, log: string): Action[] => [
  patch(JOB, job, { metadata: { annotations: { [LOG]: log } } }),
  patchStatus(JOB, job, failedJob(time)),
];

/** All that the operator learns of a Job that has failed. */
export const JOB_FAILED = 'Job has reached the specified backoff limit';
