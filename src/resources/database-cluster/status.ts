import type { Condition } from '../../kube/meta/index.js';
import type { LocalReference } from '../shared/local-reference.js';

export const CLUSTER_PHASES = [
  'Pending',
  'Creating',
  'Running',
  'Degraded',
  'Updating',
  'Restoring',
  'Starting',
  'Stopping',
  'Stopped',
  'Failed',
  'Deleting',
] as const;
export type ClusterPhase = (typeof CLUSTER_PHASES)[number];

export type MemberRole = 'Primary' | 'Replica' | 'Unknown';
export type EndpointName = 'primary' | 'readonly' | 'any' | 'proxy';

export class MemberStorage {
  size!: string;
  wal?: string;
}

export class ClusterMember {
  name!: string;
  component?: string;
  role!: MemberRole;
  ready!: boolean;
  version?: string;
  node?: string;
  zone?: string;
  /** null: the engine's operator does not report it. */
  lagBytes?: number | null;
  storage?: MemberStorage;
}

export class ClusterEndpoint {
  name!: EndpointName;
  host!: string;
  port!: number;
  external!: boolean;
}

export class UpstreamReference {
  apiVersion!: string;
  kind!: string;
  name!: string;
  /** The operator's own word for the state, unedited. */
  phase?: string;
  operatorVersion?: string;
}

/** What a cluster's data was born from; the durable copy of the child's `dbaas.io/incarnation` annotation. */
export class IncarnationStatus {
  /** 1 for the first; one more for each time the data was made anew. */
  number!: number;
  /** The uid of the upstream object that holds the data. */
  upstreamUid?: string;
  /** When this incarnation was first seen Running; from then on a missing upstream is a loss, not drift. */
  firstRunningAt?: string;
}

export class EffectiveSettings {
  version?: string;
  image?: string;
  storageClassName?: string;
}

export class DatabaseClusterStatus {
  phase?: ClusterPhase;
  conditions?: Condition[];
  observedGeneration?: number;
  message?: string;
  version?: string;
  size?: number;
  readyMembers?: number;
  members?: ClusterMember[];
  primary?: string;
  endpoints?: ClusterEndpoint[];
  binding?: LocalReference;
  warnings?: string[];
  availableUpgrades?: string[];
  effective?: EffectiveSettings;
  incarnation?: IncarnationStatus;
  upstream?: UpstreamReference;
}
