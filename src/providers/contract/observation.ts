import type { NewCondition } from '../../kube/meta/index.js';
import type {
  ClusterEndpoint,
  ClusterMember,
  ClusterPhase,
  EffectiveSettings,
  UpstreamReference,
} from '../../resources/database-cluster/index.js';

/** An engine's state in our words, derived from the objects its operator shows. */
export interface ClusterObservation {
  readonly phase: ClusterPhase;
  /** One sentence: what is, or what is wrong and what to do. */
  readonly message: string;
  /** The phase is so for no other reason than that it was: what had begun is at its end, which does not last for ever. */
  readonly isEnding?: boolean;
  /** `Ready` always; `HighlyAvailable`, `StorageHealthy`, `MonitoringReady` where the engine can tell. */
  readonly conditions: readonly Omit<NewCondition, 'observedGeneration'>[];
  /** Exact version that runs, read from the child. */
  readonly version?: string;
  readonly size?: number;
  readonly readyMembers: number;
  readonly members: readonly ClusterMember[];
  readonly primary?: string;
  readonly endpoints: readonly ClusterEndpoint[];
  readonly warnings: readonly string[];
  /** Where it backs up to, as the child stands; absent without. */
  readonly archive?: ObservedArchive;
  readonly effective?: EffectiveSettings;
  readonly upstream?: UpstreamReference;
}

/** The bucket folder that a database writes to, and how that goes. */
export interface ObservedArchive {
  readonly storage: string;
  /** Counted from the prefix of the storage. */
  readonly path: string;
  readonly shipping: 'Working' | 'Failing' | 'Unknown';
  /** Of Failing: why, as a sentence. */
  readonly trouble?: string;
  /** Of Failing: since when nothing more arrives. RFC 3339. */
  readonly failingSince?: string;
  /** The earliest moment that the engine's own catalogue reaches back to. RFC 3339. */
  readonly earliest?: string;
}
