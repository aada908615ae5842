import { findCondition, mergeConditions, type Condition, type NewCondition } from '../../../kube/meta/index.js';
import type { OpsRequest, OpsRequestStatus } from '../../../resources/ops-request/index.js';
import type { OperationReason } from '../../../domain/operation-reasons.js';

/**
 * `Applied` and `RolledBack` are also the durable memory of an operation: that its change of intent has been written, and
 * that it is on its way back and why.
 */
export type OperationCondition =
  'Accepted' | 'PreconditionsMet' | 'Applied' | 'Complete' | 'CancelRequested' | 'RolledBack';

export function withCondition(
  status: OpsRequestStatus,
  condition: Omit<NewCondition, 'observedGeneration'> & { type: OperationCondition; reason: OperationReason },
  { metadata }: OpsRequest,
  now: string,
): OpsRequestStatus {
  const next = { ...condition, observedGeneration: metadata.generation };
  return { ...status, conditions: mergeConditions(status.conditions ?? [], [next], now) as Condition[] };
}

export const conditionOf = (status: OpsRequestStatus | undefined, type: OperationCondition): Condition | undefined =>
  findCondition(status?.conditions, type);

/** Its change of intent is known to have been written. */
export const isApplied = (status: OpsRequestStatus | undefined): boolean =>
  conditionOf(status, 'Applied')?.status === 'True';

/** Why it is on its way back; undefined while it is on its way forward. */
export function rollbackCause(status: OpsRequestStatus | undefined): Condition | undefined {
  const condition = conditionOf(status, 'RolledBack');
  return condition?.status === 'False' ? condition : undefined;
}
