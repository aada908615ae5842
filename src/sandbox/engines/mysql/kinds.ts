import type { ResourceType } from '../../../kube/meta/index.js';

const pxc = (kind: string, plural: string): ResourceType => ({
  group: 'pxc.percona.com',
  version: 'v1',
  kind,
  plural,
  namespaced: true,
});

export const PXC = pxc('PerconaXtraDBCluster', 'perconaxtradbclusters');
export const PXC_BACKUP = pxc('PerconaXtraDBClusterBackup', 'perconaxtradbclusterbackups');
export const PXC_RESTORE = pxc('PerconaXtraDBClusterRestore', 'perconaxtradbclusterrestores');
