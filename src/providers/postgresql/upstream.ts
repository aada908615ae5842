/** The kinds of CloudNativePG (1.30) that we write or read: only the fields that we mean, as the operator spells them. */
import type { KubeObject, ResourceType, UntypedObject } from '../../kube/meta/index.js';
export { POD_MONITOR, type PodMonitor, type ResourceRequirements } from '../contract/objects/index.js';
import type { ResourceRequirements } from '../contract/objects/index.js';
import type { PluginConfiguration, RecoveryTarget } from './upstream-backups.js';

const cnpg = (kind: string, plural: string): ResourceType => ({
  group: 'postgresql.cnpg.io',
  version: 'v1',
  kind,
  plural,
  namespaced: true,
});

export const CNPG_CLUSTER = cnpg('Cluster', 'clusters');
export const POOLER = cnpg('Pooler', 'poolers');

export const CNPG_LABELS = {
  cluster: 'cnpg.io/cluster',
  instanceName: 'cnpg.io/instanceName',
  instanceRole: 'cnpg.io/instanceRole',
  podRole: 'cnpg.io/podRole',
  pvcRole: 'cnpg.io/pvcRole',
  poolerName: 'cnpg.io/poolerName',
  jobRole: 'cnpg.io/jobRole',
  /** On a Secret: the operator picks up a changed password. */
  reload: 'cnpg.io/reload',
} as const;

export const CNPG_ANNOTATIONS = {
  hibernation: 'cnpg.io/hibernation',
  fencedInstances: 'cnpg.io/fencedInstances',
  reconciliationLoop: 'cnpg.io/reconciliationLoop',
  /** A new value makes the operator go over the cluster again. */
  reloadedAt: 'cnpg.io/reloadedAt',
  /** On the Cluster: members that carry another value are restarted. */
  restartedAt: 'kubectl.kubernetes.io/restartedAt',
  operatorVersion: 'cnpg.io/operatorVersion',
  /** JSON of the pod spec that the operator wanted (1.30). */
  podSpec: 'cnpg.io/podSpec',
} as const;

export const POSTGRES_CONTAINER = 'postgres';
export const PGBOUNCER_CONTAINER = 'pgbouncer';
export const POSTGRES_PORT = 5432;

export interface StorageConfiguration {
  size: string;
  storageClass?: string;
  resizeInUseVolumes?: boolean;
}

export interface ServiceTemplate {
  metadata: { name?: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  spec: { type: string; loadBalancerSourceRanges?: string[] };
}

export interface AffinityConfiguration {
  enablePodAntiAffinity: boolean;
  podAntiAffinityType?: 'preferred' | 'required';
  topologyKey?: string;
  nodeSelector?: Record<string, string>;
  tolerations?: object[];
  nodeAffinity?: unknown;
  additionalPodAffinity?: unknown;
  additionalPodAntiAffinity?: unknown;
}

/** The first user and database; what data there is comes from. */
export interface ApplicationDatabase {
  database: string;
  owner: string;
  secret: { name: string };
}

export interface Bootstrap {
  initdb?: ApplicationDatabase & { dataChecksums: boolean };
  recovery?: ApplicationDatabase & { source: string; recoveryTarget?: RecoveryTarget };
}

export interface CnpgClusterSpec {
  instances: number;
  imageName: string;
  storage: StorageConfiguration;
  walStorage?: StorageConfiguration;
  resources?: ResourceRequirements;
  postgresql: { parameters: Record<string, string>; shared_preload_libraries?: string[] };
  primaryUpdateMethod: 'restart' | 'switchover';
  enableSuperuserAccess: boolean;
  bootstrap: Bootstrap;
  externalClusters?: { name: string; plugin: PluginConfiguration }[];
  plugins?: PluginConfiguration[];
  inheritedMetadata: { labels: Record<string, string> };
  managed?: { services: { additional: { selectorType: 'rw'; serviceTemplate: ServiceTemplate }[] } };
  affinity?: AffinityConfiguration;
  topologySpreadConstraints?: object[];
  priorityClassName?: string;
}

export interface CnpgCondition {
  type: string;
  status: string;
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
}

export interface CnpgClusterStatus {
  phase?: string;
  phaseReason?: string;
  conditions?: CnpgCondition[];
  /** Groups of volumes, not pods. */
  instances?: number;
  readyInstances?: number;
  instanceNames?: string[];
  currentPrimary?: string;
  targetPrimary?: string;
  /** Written together with `targetPrimary`, whoever sets it. */
  targetPrimaryTimestamp?: string;
  image?: string;
  pgDataImageInfo?: { image: string; majorVersion: number };
  /** Only while a major upgrade runs. */
  targetPgDataImageInfo?: { image: string; majorVersion: number };
  unusablePVC?: string[];
}

export interface CnpgCluster extends KubeObject {
  spec: CnpgClusterSpec;
  status?: CnpgClusterStatus;
}

export interface PoolerSpec {
  cluster: { name: string };
  type: 'rw';
  instances: number;
  pgbouncer: { poolMode: string; parameters: Record<string, string>; image?: string };
  template: { metadata: { labels: Record<string, string> }; spec: Record<string, unknown> };
  serviceTemplate?: ServiceTemplate;
}

export interface Pooler extends KubeObject {
  spec: PoolerSpec;
  status?: { phase?: string; phaseReason?: string };
}

/** The caches hold plain JSON that the CRD's schema has accepted; here its type is decided. */
export const asCnpgCluster = (object: UntypedObject | undefined): CnpgCluster | undefined =>
  object as CnpgCluster | undefined;
export const asPooler = (object: UntypedObject | undefined): Pooler | undefined => object as Pooler | undefined;
