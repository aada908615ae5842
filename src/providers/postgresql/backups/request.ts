import { orderFor } from '../../contract/backups/index.js';
import type { BackupSubject, DesiredChild } from '../../contract/index.js';
import { liveArchiveOf } from '../archive/live-archive.js';
import { BARMAN_PLUGIN, CNPG_BACKUP, type CnpgBackup } from '../upstream-backups.js';

/** Without a word about the method the operator would take its old one, which is on its way out. */
export const requestBackup = (subject: BackupSubject): DesiredChild =>
  orderFor(subject, {
    type: CNPG_BACKUP,
    archive: liveArchiveOf(subject.cluster, subject.observed),
    spec: (): CnpgBackup['spec'] => ({
      cluster: { name: subject.cluster.metadata.name },
      method: 'plugin',
      pluginConfiguration: { name: BARMAN_PLUGIN },
    }),
  });
