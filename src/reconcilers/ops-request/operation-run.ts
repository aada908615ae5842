import type { BackupWorld } from '../../backups/index.js';
import type { ReconcileContext } from '../../kube/manager/index.js';
import type { Observed, OperationHandler, OperationSubject, Provider } from '../../providers/contract/index.js';
import type { DatabaseBackup } from '../../resources/database-backup/index.js';
import type { DatabaseCluster, RecoverySource } from '../../resources/database-cluster/index.js';
import type { DatabaseEngine } from '../../resources/database-engine/index.js';
import type { OpsRequest, OpsRequestStatus } from '../../resources/ops-request/index.js';
import { subjectOf as subjectOfInput } from '../../operations/index.js';
import type { OperationReason } from '../../domain/operation-reasons.js';

/** The cluster that an operation is for, with all that is known of it. */
export interface Target {
  readonly cluster: DatabaseCluster;
  readonly engine: DatabaseEngine;
  readonly provider: Provider;
  readonly observed: Observed;
  readonly world: BackupWorld;
}

/** One look at one operation. */
export interface OperationRun {
  readonly ctx: ReconcileContext;
  readonly request: OpsRequest;
  /** Of the same cluster, this one among them. */
  readonly siblings: readonly OpsRequest[];
  /** Of the same cluster. */
  readonly backups: readonly DatabaseBackup[];
  readonly nowMs: number;
}

/** One that has begun, with what carries it out. */
export interface ActiveRun extends OperationRun {
  readonly target: Target;
  readonly handler: OperationHandler;
}

/** `source` where it is not written down yet. */
export const subjectOf = ({ target, request, nowMs }: ActiveRun, source?: RecoverySource): OperationSubject => ({
  ...subjectOfInput({ request, ...target, now: new Date(nowMs) }, source),
  nowMs,
});

/** How an operation ends, or why it is to. */
export interface Outcome {
  readonly phase: 'Succeeded' | 'Failed' | 'Cancelled';
  readonly reason: OperationReason;
  readonly message: string;
  readonly result?: OpsRequestStatus['result'];
}

/** When to look again though no event came; undefined for "when something changes". */
export type WakeAfterMs = number | undefined;

export const failure = (reason: OperationReason, message: string): Outcome => ({ phase: 'Failed', reason, message });
export const cancellation = (reason: OperationReason, message: string): Outcome => ({
  phase: 'Cancelled',
  reason,
  message,
});
