import { apiVersionOf } from '../../../kube/meta/index.js';
import { ARCHIVE_ANNOTATIONS } from '../../contract/archives/index.js';
import type { BackupSubject, DesiredChild } from '../../contract/index.js';
import { liveArchiveOf } from '../archive/live-archive.js';
import { componentLabel } from '../../contract/objects/index.js';
import { BARMAN_PLUGIN, CNPG_BACKUP, type CnpgBackup } from '../upstream-backups.js';

/** Without a word about the method the operator would take its old one, which is on its way out. */
export function requestBackup({ cluster, backup, observed }: BackupSubject): DesiredChild {
  const archive = liveArchiveOf(cluster, observed);
  // Asked for only when nothing speaks against it: getting here is a fault of the caller.
  if (!archive) throw new Error(`backup "${backup.metadata.name}" has nowhere to go`);
  const { name, namespace } = backup.metadata;
  const object: CnpgBackup = {
    apiVersion: apiVersionOf(CNPG_BACKUP),
    kind: CNPG_BACKUP.kind,
    metadata: {
      name,
      namespace,
      labels: componentLabel('backup'),
      annotations: { [ARCHIVE_ANNOTATIONS.archive]: archive.path },
    },
    spec: { cluster: { name: cluster.metadata.name }, method: 'plugin', pluginConfiguration: { name: BARMAN_PLUGIN } },
  };
  return { type: CNPG_BACKUP, object };
}
