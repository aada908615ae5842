import { validateCluster } from '../../domain/validate-cluster.js';
import { formatJsonPointer, type FieldError } from '../../kube/schema/index.js';
import type { ResourceType } from '../../kube/meta/index.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import type { DatabaseEngine, EngineCapabilities } from '../../resources/database-engine/index.js';
import type { Applier, ApplyInput } from './applier.js';
import type { BackupDriver, NoBackups } from './backup.js';
import type { CleanupPlan } from './cleanup.js';
import type { Connection } from './connection.js';
import type { Observed, WatchedKind } from './observed.js';
import type { ClusterObservation } from './observation.js';
import type { CustomOperations, OperationsTable } from './operation.js';
import type { EngineSecrets } from './secrets.js';

/** How to tell whether an engine's operator is there, and which version. */
export interface OperatorInfo {
  readonly name: string;
  /** `plural.group` of every CRD without which nothing can be made. */
  readonly requiredCrds: readonly string[];
  /** Finds the operator's Deployment, in any namespace; its image tag is the version. */
  readonly deploymentLabelSelector: string;
}

/** Not now: look again when an event arrives, at the latest after `afterMs`. */
export interface Requeue {
  /** CamelCase reason of `Ready=False`. */
  readonly reason: string;
  readonly message: string;
  readonly afterMs: number;
}

export interface ValidationContext {
  readonly engine: DatabaseEngine;
  /** What stands now: an update is judged against it. Absent on creation. */
  readonly previous?: DatabaseCluster;
}

export interface HookContext {
  readonly engine: DatabaseEngine;
  readonly observed: Observed;
  /** The data is being made anew: what is left of the old goes by itself, and must be gone first. */
  readonly isRebirth?: boolean;
}

/**
 * What one engine answers. Everything here is a pure function of its arguments: no clock, no client, no randomness.
 * Reading and writing belong to the reconcilers, so that an engine is tested by tables with no cluster.
 */
export interface EngineParts {
  /** The value of `spec.engine` and the name of the catalogue entry. */
  readonly engine: string;
  readonly capabilities: EngineCapabilities;
  readonly operator: OperatorInfo;

  /** The kind that holds the data; its object has the name and namespace of our cluster. */
  readonly upstream: ResourceType;

  /** Every kind that `status` reads or `applier` makes, the upstream kind included. The runtime owns the informers. */
  readonly watches: readonly WatchedKind[];

  /** What can be done to its databases; a type that cannot says why. */
  readonly operations: OperationsTable;

  /** What only this engine offers, as type Custom; or why there is nothing. */
  readonly customOperations: CustomOperations;

  /** How backups are taken, or why they are not. */
  readonly backups: BackupDriver | NoBackups;

  /** Secrets that its operator wants made; absent where it reads ours, and makes its own at every birth. */
  readonly secrets?: EngineSecrets;

  /**
   * Whether the upstream, though it is there, has yet to be filled from where its source lies: then it waits for that
   * storage. Absent where the operator fills what it makes.
   */
  readonly awaitsFilling?: (cluster: DatabaseCluster, observed: Observed) => boolean;

  /** What only this engine knows: the rules by which its operator would refuse what the applier renders. */
  readonly checkRules: (cluster: DatabaseCluster, context: ValidationContext) => FieldError[];

  /** Called before anything is applied. A requeue stops the reconcile and is shown as `Ready=False`. */
  readonly preReconcileHook: (cluster: DatabaseCluster, context: HookContext) => Requeue | undefined;

  readonly applier: (input: ApplyInput) => Applier;

  /** The operator's status in our words. Called also while the upstream is absent. */
  readonly status: (cluster: DatabaseCluster, observed: Observed) => ClusterObservation;

  /** How a client reaches the database; known before anything exists, refined by what is observed. */
  readonly connection: (cluster: DatabaseCluster, observed: Observed) => Connection;

  /** The next actions towards nothing left (or volumes kept), judged from what is there now; called until `done`. */
  readonly cleanup: (cluster: DatabaseCluster, observed: Observed) => CleanupPlan;
}

/** A class that is its parts: an engine names each once, and nothing is delegated by hand. */
const ItsParts = class {
  constructor(parts: EngineParts) {
    Object.assign(this, parts);
  }
} as new (parts: EngineParts) => EngineParts;

/** One engine's plug-in, as Nest makes and injects it. */
export abstract class Provider extends ItsParts {
  /** Every problem with the intent that its schema cannot tell: by the catalogue, then by the operator's own rules. */
  validate(cluster: DatabaseCluster, context: ValidationContext): FieldError[] {
    const byCatalogue = validateCluster(cluster, { ...context, capabilities: this.capabilities });
    const blamed = new Set(byCatalogue.map(({ path }) => formatJsonPointer(path)));
    // Two judges of one field would say one mistake twice.
    const byEngine = this.checkRules(cluster, context).filter(({ path }) => !blamed.has(formatJsonPointer(path)));
    return [...byCatalogue, ...byEngine];
  }
}
