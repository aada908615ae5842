import type { UntypedObject } from '../../../../kube/meta/index.js';
import { backupDefinition, scheduledBackupDefinition } from './backups.js';
import { catalogDefinitions } from './catalogs.js';
import { buildDefinition, AGE } from '../../mechanics/crds/definition.js';
import { CLUSTER } from '../kinds.js';
import { clusterSpec } from './cluster-spec.js';
import { clusterStatus } from './cluster-status.js';
import { objectStoreDefinition } from './object-stores.js';
import { podMonitorDefinition } from '../../mechanics/crds/pod-monitor.js';
import { poolerDefinition } from './pooler.js';

const clusterDefinition = buildDefinition({
  type: CLUSTER,
  description: 'A PostgreSQL cluster with one primary and any number of standbys.',
  spec: clusterSpec,
  status: clusterStatus,
  scale: {
    specReplicasPath: '.spec.instances',
    statusReplicasPath: '.status.instances',
    labelSelectorPath: '.status.selector',
  },
  columns: [
    AGE,
    { name: 'Instances', type: 'integer', jsonPath: '.status.instances', description: 'Number of instances' },
    { name: 'Ready', type: 'integer', jsonPath: '.status.readyInstances', description: 'Number of ready instances' },
    { name: 'Status', type: 'string', jsonPath: '.status.phase', description: 'Cluster current status' },
    { name: 'Primary', type: 'string', jsonPath: '.status.currentPrimary', description: 'Primary pod' },
  ],
});

/** The kinds of CloudNativePG and, where it is installed, of the Barman Cloud plugin that the sandbox serves, and PodMonitor, which its users create beside them. */
export const leanCrds = (withBarman: boolean): readonly UntypedObject[] => [
  clusterDefinition,
  backupDefinition,
  scheduledBackupDefinition,
  poolerDefinition,
  ...catalogDefinitions,
  podMonitorDefinition,
  ...(withBarman ? [objectStoreDefinition] : []),
];
