import { apiVersionOf } from '../../../kube/meta/index.js';
import { ARCHIVE_ANNOTATIONS, toldArchiveOf } from '../../contract/archives/index.js';
import type { BackupSubject, DesiredChild } from '../../contract/index.js';
import { componentLabel, guaranteed } from '../../contract/objects/index.js';
import { asMariadb, MARIADB, PHYSICAL_BACKUP, type PhysicalBackup } from '../upstream.js';
import { orderName } from './orders.js';
import { targetOf } from './target.js';

/** Left to itself the job grows, or is the first to be killed where a LimitRange is in force. */
const DEFAULT_RESOURCES = { cpu: '500m', memory: '512Mi' };
/** After an hour the operator would throw it away, and begin once more. */
const TIMEOUT = '24h';
/** A century. The job deletes what is older beside the backup that it makes, after 30 days by default; when one goes is ours to say. */
const MAX_RETENTION = '876000h';

/** From a replica where there is one that is ready. */
export function requestBackup({ cluster, backup, observed }: BackupSubject): DesiredChild {
  const { name, namespace } = cluster.metadata;
  const upstream = asMariadb(observed.get(MARIADB, name));
  const [archive, target] = [toldArchiveOf(upstream), targetOf(upstream)];
  // Asked for only when nothing speaks against it: getting here is a fault of the caller.
  if (!archive || !target) throw new Error(`backup "${backup.metadata.name}" has nowhere to go`);
  const object: PhysicalBackup = {
    apiVersion: apiVersionOf(PHYSICAL_BACKUP),
    kind: PHYSICAL_BACKUP.kind,
    metadata: {
      name: orderName(backup.metadata.name),
      namespace,
      labels: componentLabel('backup'),
      annotations: { [ARCHIVE_ANNOTATIONS.archive]: archive.path },
    },
    spec: {
      mariaDbRef: { name },
      target: 'PreferReplica',
      podAffinity: true,
      compression: 'gzip',
      timeout: TIMEOUT,
      maxRetention: MAX_RETENTION,
      resources: guaranteed({ ...DEFAULT_RESOURCES, ...cluster.spec.backup?.resources }),
      storage: target,
    },
  };
  return { type: PHYSICAL_BACKUP, object };
}
