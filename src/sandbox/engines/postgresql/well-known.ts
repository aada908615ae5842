import { ORDER_ANNOTATION } from '../mechanics/orders.js';

/** Names that CloudNativePG 1.30 gives to labels, annotations and phases: part of its interface, so spelt exactly. */

export const LABEL = {
  cluster: 'cnpg.io/cluster',
  instanceName: 'cnpg.io/instanceName',
  instanceRole: 'cnpg.io/instanceRole',
  podRole: 'cnpg.io/podRole',
  pvcRole: 'cnpg.io/pvcRole',
  jobRole: 'cnpg.io/jobRole',
  tablespaceName: 'cnpg.io/tablespaceName',
  poolerName: 'cnpg.io/poolerName',
  reload: 'cnpg.io/reload',
  userType: 'cnpg.io/userType',
  isManaged: 'cnpg.io/isManaged',
  pluginName: 'cnpg.io/pluginName',
  scheduledBackup: 'cnpg.io/scheduled-backup',
  immediateBackup: 'cnpg.io/immediateBackup',
} as const;

export const ANNOTATION = {
  operatorVersion: 'cnpg.io/operatorVersion',
  nodeSerial: 'cnpg.io/nodeSerial',
  podSpec: 'cnpg.io/podSpec',
  pvcStatus: 'cnpg.io/pvcStatus',
  hibernation: 'cnpg.io/hibernation',
  fencedInstances: 'cnpg.io/fencedInstances',
  reconciliationLoop: 'cnpg.io/reconciliationLoop',
  reconcilePodSpec: 'cnpg.io/reconcilePodSpec',
  validation: 'cnpg.io/validation',
  unrecoverable: 'alpha.cnpg.io/unrecoverable',
  restartedAt: 'kubectl.kubernetes.io/restartedAt',
} as const;

/** Ours, not CloudNativePG's: orders to the stand-in and its memory. The README tells a person about them. */
export const SANDBOX_ANNOTATION = {
  ...ORDER_ANNOTATION,
  /** On pods: the settings PostgreSQL was started with, of those that only a restart changes. */
  startedWith: 'sandbox.dbaas.io/started-with',
  /** On Clusters: where the write-ahead log is, and what of it is not archived yet. */
  wal: 'sandbox.dbaas.io/wal',
  /** On Backups: the folder that this one was given in the archive. */
  backupId: 'sandbox.dbaas.io/backup-id',
  /** On Jobs: what the log of a recovery's pod would say. */
  log: 'sandbox.dbaas.io/log',
  /** On ObjectStores: retention is enforced at once, as on that day. */
  retentionAt: 'sandbox.dbaas.io/retention-at',
} as const;

export const PHASE = {
  settingUpPrimary: 'Setting up primary',
  creatingReplica: 'Creating a new replica',
  waitingForInstances: 'Waiting for the instances to become active',
  healthy: 'Cluster in healthy state',
  switchover: 'Switchover in progress',
  failingOver: 'Failing over',
  upgrading: 'Upgrading cluster',
  applyingConfiguration: 'Applying configuration',
  restartInPlace: 'Primary instance is being restarted in-place',
  restartWithoutSwitchover: 'Primary instance is being restarted without a switchover',
  waitingForUser: 'Waiting for user action',
  majorUpgrade: 'Upgrading Postgres major version',
  notEnoughDiskSpace: 'Not enough disk space',
  unrecoverable: 'Cluster is unrecoverable and needs manual intervention',
  invalidCatalog: 'Cluster has incomplete or invalid image catalog',
  unknownPlugin: 'Cluster cannot proceed to reconciliation due to an unknown plugin being required',
  pluginError: 'Cluster cannot proceed to reconciliation due to an error while interacting with plugins',
  cannotCreateObjects: 'Unable to create required cluster objects',
  invalidDefinition: 'Invalid cluster definition',
} as const;

export type Phase = (typeof PHASE)[keyof typeof PHASE];

/** What `status.targetPrimary` reads while the operator looks for a successor. */
export const PENDING_FAILOVER = 'pending';

export const OPERATOR_NAME = 'cnpg-controller-manager';
export const OPERATOR_NAMESPACE = 'cnpg-system';
export const OPERATOR_VERSION = '1.30.0';
export const DEFAULT_IMAGE = 'ghcr.io/cloudnative-pg/postgresql:18.4-system-trixie';
export const DEFAULT_POOLER_IMAGE = 'ghcr.io/cloudnative-pg/pgbouncer:1.25.1';
export const BARMAN_PLUGIN = 'barman-cloud.cloudnative-pg.io';
export const BARMAN_VERSION = '0.14.0';
/** The plugin's container in the pods of instances and recoveries. */
export const BARMAN_SIDECAR = 'plugin-barman-cloud';
export const POSTGRES_PORT = 5432;
export const METRICS_PORT = 9187;
export const FIELD_MANAGER = 'cnpg-stand-in';
