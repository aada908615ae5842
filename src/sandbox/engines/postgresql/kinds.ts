import type { ResourceType } from '../../../kube/meta/index.js';

const CNPG_GROUP = 'postgresql.cnpg.io';

const cnpg = (kind: string, plural: string, namespaced = true): ResourceType => ({
  group: CNPG_GROUP,
  version: 'v1',
  kind,
  plural,
  namespaced,
});

const builtIn = (group: string, kind: string, plural: string, namespaced = true): ResourceType => ({
  group,
  version: 'v1',
  kind,
  plural,
  namespaced,
});

export const CLUSTER = cnpg('Cluster', 'clusters');
export const BACKUP = cnpg('Backup', 'backups');
export const SCHEDULED_BACKUP = cnpg('ScheduledBackup', 'scheduledbackups');
export const POOLER = cnpg('Pooler', 'poolers');
export const IMAGE_CATALOG = cnpg('ImageCatalog', 'imagecatalogs');
export const CLUSTER_IMAGE_CATALOG = cnpg('ClusterImageCatalog', 'clusterimagecatalogs', false);

export const OBJECT_STORE: ResourceType = {
  group: 'barmancloud.cnpg.io',
  version: 'v1',
  kind: 'ObjectStore',
  plural: 'objectstores',
  namespaced: true,
};

export const JOB = builtIn('batch', 'Job', 'jobs');
export const MUTATING_WEBHOOK_CONFIGURATION = builtIn(
  'admissionregistration.k8s.io',
  'MutatingWebhookConfiguration',
  'mutatingwebhookconfigurations',
  false,
);
export const VALIDATING_WEBHOOK_CONFIGURATION = builtIn(
  'admissionregistration.k8s.io',
  'ValidatingWebhookConfiguration',
  'validatingwebhookconfigurations',
  false,
);
