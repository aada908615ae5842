import { isDeepStrictEqual } from 'node:util';

export type ConditionStatus = 'True' | 'False' | 'Unknown';

/** metav1.Condition. */
export interface Condition {
  type: string;
  status: ConditionStatus;
  /** CamelCase, from a published table. */
  reason: string;
  /** One plain sentence that says where to look next. */
  message: string;
  /** When `status` last changed; RFC 3339. */
  lastTransitionTime: string;
  observedGeneration?: number;
}

export type NewCondition = Omit<Condition, 'lastTransitionTime'>;

/**
 * Folds `next` into `current`. Times move only where `status` changed, the order is that of first appearance, and the
 * very array is returned when nothing changed, so callers can compare by reference.
 */
export function mergeConditions(
  current: readonly Condition[],
  next: readonly NewCondition[],
  now: string,
): readonly Condition[] {
  const byType = new Map(next.map((condition) => [condition.type, condition]));
  const kept = current.map((old) => {
    const replacement = byType.get(old.type);
    byType.delete(old.type);
    return replacement ? transition(old, replacement, now) : old;
  });
  const merged = [...kept, ...[...byType.values()].map((condition) => ({ ...condition, lastTransitionTime: now }))];
  return isDeepStrictEqual(merged, current) ? current : merged;
}

function transition(old: Condition, next: NewCondition, now: string): Condition {
  return { ...next, lastTransitionTime: old.status === next.status ? old.lastTransitionTime : now };
}

export function findCondition(conditions: readonly Condition[] | undefined, type: string): Condition | undefined {
  return conditions?.find((condition) => condition.type === type);
}

export function isConditionTrue(conditions: readonly Condition[] | undefined, type: string): boolean {
  return findCondition(conditions, type)?.status === 'True';
}
