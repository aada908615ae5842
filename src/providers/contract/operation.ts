import type { BackupStorage } from '../../resources/backup-storage/index.js';
import type { DatabaseBackup } from '../../resources/database-backup/index.js';
import type { FieldError } from '../../kube/schema/index.js';
import type { DatabaseCluster, RecoverySource } from '../../resources/database-cluster/index.js';
import type { DatabaseEngine, EngineParameter } from '../../resources/database-engine/index.js';
import type {
  Disruption,
  OperationMember,
  OperationResult,
  OperationStep,
  OperationType,
  OpsRequest,
  Rebirth,
} from '../../resources/ops-request/index.js';
import type { ChildAction } from './child-action.js';
import type { Observed } from './observed.js';

/** One operation and what it acts upon, at one moment. */
export interface OperationSubject {
  /** As it stands now: once an operation that changes intent has begun, with its change. */
  readonly cluster: DatabaseCluster;
  readonly engine: DatabaseEngine;
  /** Once it has begun, with `status.startedAt` and `status.baseline`. */
  readonly request: OpsRequest;
  readonly observed: Observed;
  /** All of this cluster. */
  readonly backups: readonly DatabaseBackup[];
  /** What a Restore goes back to, once that is known, and the storage that it lies in. */
  readonly source?: RecoverySource;
  readonly sourceStorage?: BackupStorage;
  /** While it runs: some waits are judged by how long they last. */
  readonly nowMs?: number;
}

/** What would be done, told before anything is. */
export interface OperationPlan {
  readonly steps: readonly Pick<OperationStep, 'name' | 'target'>[];
  /** Members whose database restarts, in order. */
  readonly restarts: readonly string[];
  readonly warnings?: readonly string[];
}

export interface OperationProgress {
  readonly state: 'Running' | 'Done' | 'Failed';
  /** One sentence: what it waits for, what was reached, or what failed and what to do. */
  readonly message: string;
  /** In order, the planned ones and whatever came on top; times are the reconciler's. */
  readonly steps: readonly Omit<OperationStep, 'startedAt' | 'finishedAt'>[];
  readonly members?: readonly OperationMember[];
  /** Units done and units to do. */
  readonly done: number;
  readonly total: number;
  /** What brings a running operation on. Executed in order; asked for again until it shows. */
  readonly actions?: readonly ChildAction[];
  /** Name of a DatabaseBackup that it needs now: the core makes it, and shows it in the subject from then on. */
  readonly backup?: string;
  /** How long Done must go on being seen before it is believed, where the operator is known to flicker. */
  readonly settleSeconds?: number;
  readonly result?: OperationResult;
}

/**
 * The way back from an operation that has begun. Where it changed intent, its fields have been put back before this is
 * asked, and are no business of the engine's.
 */
export type Undo =
  | { readonly state: 'Impossible'; readonly why: string }
  | { readonly state: 'Running'; readonly waitingFor: string; readonly actions?: readonly ChildAction[] }
  /** `stays`: what cannot be taken back, as a sentence. */
  | { readonly state: 'Done'; readonly stays?: string };

/**
 * How one engine carries out one type of operation. Pure functions of the subject, like everything of a provider: they
 * are asked again after every change, so an operation goes on wherever it was cut off.
 *
 * Types that change what the database should be (scaling, expansion, reconfiguring, upgrade, start, stop, expose) have
 * their fields of `DatabaseCluster.spec` written by the core, and the applier carries them out: their handler only judges.
 * The others act by `actions`.
 */
export interface OperationHandler {
  /** From the start to the end, when the request does not say. */
  readonly timeoutSeconds: number;
  /** Without any sign of progress. */
  readonly stallSeconds: number;
  disruption(subject: OperationSubject): Disruption;
  /** Where that is the same of every database and whatever is asked for: told of the engine itself. */
  readonly alwaysDisrupts?: Disruption;
  /**
   * Why it cannot be carried out as asked, beyond what schema, catalogue and the rules for the resulting specification
   * say. Paths are those of the request. Asked when it is made and again when its turn comes.
   */
  validate(subject: OperationSubject): FieldError[];
  plan(subject: OperationSubject): OperationPlan;
  /** What to remember of how things stand, before anything is done: the judge's measure. */
  baseline(subject: OperationSubject): Readonly<Record<string, string>>;
  /**
   * Where the data is made anew: what from. The core records it before anything is done, renders the next incarnation
   * from it as soon as nothing is left of the old one, and takes the absence of the upstream for no loss.
   */
  rebirth?(subject: OperationSubject): Rebirth | undefined;
  /**
   * Where the operator replaces the data in the upstream as it stands: what with, and the incarnation that begins with it.
   * The core records it before anything is done, and tells the applier for as long as the operation runs; that the
   * incarnation has begun, an action writes onto the upstream.
   */
  refill?(subject: OperationSubject): Rebirth | undefined;
  /** How far it is, by the objects and never by the operator's phase alone. */
  progress(subject: OperationSubject): OperationProgress;
  undo(subject: OperationSubject): Undo;
}

/** Something that only this engine has: offered as type Custom, by its name. */
export interface CustomOperation extends OperationHandler {
  readonly name: string;
  readonly description: string;
  readonly parameters: readonly CustomParameter[];
}

export interface CustomParameter extends Pick<EngineParameter, 'name' | 'type' | 'minimum' | 'maximum' | 'allowed'> {
  readonly description: string;
  readonly required: boolean;
}

/** Why an engine does not offer a type, as a sentence that says what to do instead. */
export interface UnsupportedOperation {
  readonly unsupported: string;
}

/** All that only one engine has. One that has nothing says why, like of every other type. */
export type CustomOperations = readonly [CustomOperation, ...CustomOperation[]] | UnsupportedOperation;

export const customOperationsOf = ({
  customOperations: offered,
}: {
  readonly customOperations: CustomOperations;
}): readonly CustomOperation[] => ('unsupported' in offered ? [] : offered);

/** Backup is the core's: it makes a DatabaseBackup and follows it, whatever the engine. */
export type BuiltInOperationType = Exclude<OperationType, 'Custom' | 'Backup'>;

/** Every type has an answer. */
export type OperationsTable = Readonly<Record<BuiltInOperationType, OperationHandler | UnsupportedOperation>>;

export const isSupported = (entry: OperationHandler | UnsupportedOperation): entry is OperationHandler =>
  !('unsupported' in entry);
