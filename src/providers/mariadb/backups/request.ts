import { toldArchiveOf } from '../../contract/archives/index.js';
import { orderFor, toolResources } from '../../contract/backups/index.js';
import type { BackupSubject, DesiredChild } from '../../contract/index.js';
import { asMariadb, MARIADB, PHYSICAL_BACKUP, type PhysicalBackup } from '../upstream.js';
import { orderName } from './order-name.js';
import { targetOf } from './target.js';

/** After an hour the operator would throw it away, and begin once more. */
const TIMEOUT = '24h';
/** A century. The job deletes what is older beside the backup that it makes, after 30 days by default; when one goes is ours to say. */
const MAX_RETENTION = '876000h';

/** From a replica where there is one that is ready. */
export function requestBackup(subject: BackupSubject): DesiredChild {
  const { cluster, backup, observed } = subject;
  const { name } = cluster.metadata;
  const upstream = asMariadb(observed.get(MARIADB, name));
  const target = targetOf(upstream);
  return orderFor(subject, {
    type: PHYSICAL_BACKUP,
    name: orderName(backup.metadata.name),
    archive: target && toldArchiveOf(upstream),
    spec: (): PhysicalBackup['spec'] => ({
      mariaDbRef: { name },
      target: 'PreferReplica',
      podAffinity: true,
      compression: 'gzip',
      timeout: TIMEOUT,
      maxRetention: MAX_RETENTION,
      resources: toolResources(cluster.spec.backup?.resources),
      storage: target!,
    }),
  });
}
