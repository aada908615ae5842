import type { Condition, KubeObject } from '../../../kube/meta/index.js';
import type { ResourceRequirements } from '../mechanics/workloads.js';

export interface NameReference {
  name: string;
}

export interface StorageConfiguration {
  size?: string;
  storageClass?: string;
  resizeInUseVolumes?: boolean;
  pvcTemplate?: { resources?: ResourceRequirements; storageClassName?: string; accessModes?: string[] };
}

export interface Tablespace {
  name: string;
  storage: StorageConfiguration;
  owner?: { name?: string };
  temporary?: boolean;
}

export interface Toleration {
  key?: string;
  operator?: string;
  value?: string;
  effect?: string;
  tolerationSeconds?: number;
}

export interface Affinity {
  enablePodAntiAffinity?: boolean;
  podAntiAffinityType?: string;
  topologyKey?: string;
  nodeSelector?: Record<string, string>;
  tolerations?: Toleration[];
  nodeAffinity?: unknown;
  additionalPodAffinity?: unknown;
  additionalPodAntiAffinity?: unknown;
}

/** What every way of bootstrapping says of the application database. */
export interface ApplicationDatabase {
  database?: string;
  owner?: string;
  secret?: NameReference;
}

export interface DatabaseImport {
  type: 'microservice' | 'monolith';
  databases: string[];
  roles?: string[];
  source: { externalCluster: string };
  postImportApplicationSQL?: string[];
}

export interface InitDb extends ApplicationDatabase {
  encoding?: string;
  locale?: string;
  localeCollate?: string;
  localeCType?: string;
  localeProvider?: string;
  walSegmentSize?: number;
  import?: DatabaseImport;
}

export interface RecoveryTarget {
  backupID?: string;
  exclusive?: boolean;
  targetImmediate?: boolean;
  targetLSN?: string;
  targetName?: string;
  targetTLI?: string;
  targetTime?: string;
  targetXID?: string;
}

export interface Recovery extends ApplicationDatabase {
  source?: string;
  backup?: NameReference;
  volumeSnapshots?: Record<string, unknown>;
  recoveryTarget?: RecoveryTarget;
}

export interface Bootstrap {
  initdb?: InitDb;
  recovery?: Recovery;
  pg_basebackup?: ApplicationDatabase & { source: string };
}

export interface ExternalCluster {
  name: string;
  connectionParameters?: Record<string, string>;
  plugin?: { name: string; enabled?: boolean; parameters?: Record<string, string> };
  barmanObjectStore?: Record<string, unknown>;
  password?: { name?: string; key: string };
}

export interface PluginConfiguration {
  name: string;
  enabled?: boolean;
  isWALArchiver?: boolean;
  parameters?: Record<string, string>;
}

export interface SynchronousReplication {
  method: 'any' | 'first';
  number: number;
  dataDurability?: 'required' | 'preferred';
  maxStandbyNamesFromCluster?: number;
  standbyNamesPre?: string[];
  standbyNamesPost?: string[];
  failoverQuorum?: boolean;
}

export interface PostgresConfiguration {
  parameters?: Record<string, string>;
  pg_hba?: string[];
  pg_ident?: string[];
  shared_preload_libraries?: string[];
  synchronous?: SynchronousReplication;
}

export interface ManagedRole {
  name: string;
  ensure?: 'present' | 'absent';
  connectionLimit?: number;
  passwordSecret?: NameReference;
  disablePassword?: boolean;
}

export type ServiceSelectorType = 'rw' | 'ro' | 'r';

export interface ServiceTemplate {
  metadata?: { name?: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  spec?: Record<string, unknown>;
}

export interface ManagedService {
  selectorType: ServiceSelectorType;
  updateStrategy?: 'patch' | 'replace';
  serviceTemplate: ServiceTemplate;
}

export interface Certificates {
  serverCASecret?: string;
  serverTLSSecret?: string;
  clientCASecret?: string;
  replicationTLSSecret?: string;
  serverAltDNSNames?: string[];
}

export interface ImageCatalogReference {
  apiGroup?: string;
  kind: 'ImageCatalog' | 'ClusterImageCatalog';
  name: string;
  major: number;
}

/** The parts of a Cluster's spec that the stand-in reads. The API server may hold more. */
export interface ClusterSpec {
  instances: number;
  imageName?: string;
  imageCatalogRef?: ImageCatalogReference;
  bootstrap?: Bootstrap;
  storage?: StorageConfiguration;
  walStorage?: StorageConfiguration;
  tablespaces?: Tablespace[];
  resources?: ResourceRequirements;
  affinity?: Affinity;
  postgresql?: PostgresConfiguration;
  minSyncReplicas?: number;
  maxSyncReplicas?: number;
  primaryUpdateStrategy?: 'unsupervised' | 'supervised';
  primaryUpdateMethod?: 'restart' | 'switchover';
  priorityClassName?: string;
  schedulerName?: string;
  topologySpreadConstraints?: unknown[];
  env?: { name: string; value?: string }[];
  enablePDB?: boolean;
  enableSuperuserAccess?: boolean;
  superuserSecret?: NameReference;
  serviceAccountName?: string;
  inheritedMetadata?: { labels?: Record<string, string>; annotations?: Record<string, string> };
  managed?: {
    roles?: ManagedRole[];
    services?: { disabledDefaultServices?: ServiceSelectorType[]; additional?: ManagedService[] };
  };
  monitoring?: {
    customQueriesConfigMap?: { name: string; key: string }[];
    disableDefaultQueries?: boolean;
    enablePodMonitor?: boolean;
    tls?: { enabled?: boolean };
  };
  backup?: {
    barmanObjectStore?: Record<string, unknown>;
    volumeSnapshot?: Record<string, unknown>;
    retentionPolicy?: string;
    target?: 'primary' | 'prefer-standby';
  };
  plugins?: PluginConfiguration[];
  externalClusters?: ExternalCluster[];
  replica?: { source: string; self?: string; primary?: string; enabled?: boolean };
  replicationSlots?: { highAvailability?: { enabled?: boolean; slotPrefix?: string } };
  certificates?: Certificates;
  postgresUID?: number;
  postgresGID?: number;
  probes?: { liveness?: { isolationCheck?: Record<string, unknown> } };
  logLevel?: string;
}

export interface ImageInfo {
  image: string;
  majorVersion: number;
}

export interface ClusterStatus {
  phase?: string;
  phaseReason?: string;
  conditions?: Condition[];
  instances?: number;
  readyInstances?: number;
  instanceNames?: string[];
  instancesStatus?: Record<string, string[]>;
  instancesReportedState?: Record<string, { isPrimary: boolean; timeLineID?: number; ip?: string }>;
  currentPrimary?: string;
  targetPrimary?: string;
  currentPrimaryTimestamp?: string;
  targetPrimaryTimestamp?: string;
  timelineID?: number;
  systemID?: string;
  image?: string;
  pgDataImageInfo?: ImageInfo;
  targetPgDataImageInfo?: ImageInfo;
  writeService?: string;
  readService?: string;
  selector?: string;
  latestGeneratedNode?: number;
  topology?: { nodesUsed: number; successfullyExtracted: boolean };
  pvcCount?: number;
  jobCount?: number;
  healthyPVC?: string[];
  danglingPVC?: string[];
  initializingPVC?: string[];
  resizingPVC?: string[];
  unusablePVC?: string[];
  managedRolesStatus?: { byStatus?: Record<string, string[]> };
  tablespacesStatus?: { name: string; owner?: string; state: string }[];
  certificates?: Record<string, unknown>;
  cloudNativePGCommitHash?: string;
}

export interface Cluster extends KubeObject {
  spec: ClusterSpec;
  status?: ClusterStatus;
}
