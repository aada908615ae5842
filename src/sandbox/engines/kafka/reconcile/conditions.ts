import { formatTime } from '../../../../kube/meta/index.js';
import type { Condition } from '../kafka.js';

/** Strimzi's conditions are all true: what is not so is absent. A time moves when the condition says something new. */
export function restate(current: readonly Condition[] | undefined, next: readonly Condition[], now: Date): Condition[] {
  return next.map((condition) => {
    const same = current?.find(
      (old) => old.type === condition.type && old.reason === condition.reason && old.message === condition.message,
    );
    return { ...condition, status: 'True', lastTransitionTime: same?.lastTransitionTime ?? formatTime(now) };
  });
}

export const findState = (conditions: readonly Condition[] | undefined, type: string): Condition | undefined =>
  conditions?.find((condition) => condition.type === type);
