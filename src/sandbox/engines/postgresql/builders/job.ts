import { apiVersionOf } from '../../../../kube/meta/index.js';
import { recoverySourceOf } from '../barman/archive-place.js';
import type { Cluster } from '../cluster.js';
import { JOB } from '../kinds.js';
import { LABEL } from '../well-known.js';
import type { Job } from '../../mechanics/workloads.js';
import { barmanSidecar } from './barman-sidecar.js';
import { ownedMetadata } from './ownership.js';

export type JobRole =
  'initdb' | 'import' | 'pgbasebackup' | 'full-recovery' | 'snapshot-recovery' | 'join' | 'major-upgrade';

/** How a Cluster's first instance comes by its data. */
export function bootstrapRole({ spec: { bootstrap } }: Cluster): JobRole {
  if (bootstrap?.pg_basebackup) return 'pgbasebackup';
  if (bootstrap?.recovery) return bootstrap.recovery.volumeSnapshots ? 'snapshot-recovery' : 'full-recovery';
  return bootstrap?.initdb?.import ? 'import' : 'initdb';
}

const ROLES_WITHOUT_RETRY: readonly JobRole[] = ['major-upgrade'];

export function buildJob(
  cluster: Cluster,
  { instance, role, image }: { instance: string; role: JobRole; image: string },
): Job {
  const labels = { [LABEL.instanceName]: instance, [LABEL.jobRole]: role };
  const metadata = ownedMetadata(cluster, `${instance}-${role}`, { labels });
  return {
    apiVersion: apiVersionOf(JOB),
    kind: JOB.kind,
    metadata,
    spec: {
      ...(ROLES_WITHOUT_RETRY.includes(role) ? { backoffLimit: 0 } : {}),
      template: {
        metadata: { labels: { ...labels, [LABEL.cluster]: cluster.metadata.name } },
        spec: {
          restartPolicy: 'Never',
          ...(role === 'full-recovery' && recoverySourceOf(cluster) ? { initContainers: [barmanSidecar()] } : {}),
          containers: [{ name: role, image, args: ['instance', role], resources: cluster.spec.resources ?? {} }],
        },
      },
    },
  };
}

/** Whether the plugin's process sits beside it, and fetches what it restores. */
export const readsArchive = ({ spec }: Job): boolean =>
  (spec as { template: { spec: { initContainers?: unknown } } }).template.spec.initContainers !== undefined;

export const jobRoleOf = (job: Job): JobRole | undefined => job.metadata.labels?.[LABEL.jobRole] as JobRole | undefined;
