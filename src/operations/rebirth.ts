import type { OpsRequest, Rebirth } from '../resources/ops-request/index.js';
import { runningOf } from './queue.js';

/** What the data of a cluster is being made from anew, while an operation does so. */
export function rebirthOf(requests: readonly OpsRequest[]): Rebirth | undefined {
  return runningOf(requests).find(({ status }) => status?.rebirth)?.status?.rebirth;
}

/** What the data of a cluster is being replaced with where it stands, while an operation does so. */
export function refillOf(requests: readonly OpsRequest[]): Rebirth | undefined {
  return runningOf(requests).find(({ status }) => status?.refill)?.status?.refill;
}
