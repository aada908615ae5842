import type { ResourceType } from '../../../kube/meta/index.js';

const mariadb = (kind: string, plural: string): ResourceType => ({
  group: 'k8s.mariadb.com',
  version: 'v1alpha1',
  kind,
  plural,
  namespaced: true,
});

export const MARIADB = mariadb('MariaDB', 'mariadbs');
export const PHYSICAL_BACKUP = mariadb('PhysicalBackup', 'physicalbackups');
