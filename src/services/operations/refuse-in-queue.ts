import { ProblemError, type ProblemDetails } from '../../domain/problem.js';
import {
  duplicateOf,
  MAX_WAITING,
  QUEUE_SAYS,
  runningOf,
  supersededBy,
  turnOf,
  waitingOf,
  type Queue,
} from '../../operations/index.js';
import type { OpsRequest } from '../../resources/ops-request/index.js';

/**
 * What the queue of a cluster has against a newcomer.
 * @throws ProblemError `operation_in_progress` or `queue_full`.
 */
export function refuseInQueue(request: OpsRequest, { requests, backups }: Queue, nowMs: number): void {
  const replaced = supersededBy(request, requests);
  const staying = requests.filter((sibling) => !replaced.includes(sibling));
  const duplicate = duplicateOf(request, staying);
  if (duplicate) throw inProgress(QUEUE_SAYS.duplicate(duplicate), duplicate);
  const turn = turnOf(request, { requests: staying, backups }, nowMs);
  if (turn.is === 'never') throw inProgress(turn.why, runningOf(staying)[0]);
  if (waitingOf(staying).length < MAX_WAITING) return;
  throw new ProblemError('queue_full', QUEUE_SAYS.full(request), { retryAfterSeconds: RETRY_AFTER_SECONDS });
}

const RETRY_AFTER_SECONDS = 30;

function inProgress(detail: string, other: OpsRequest | undefined): ProblemError {
  return new ProblemError('operation_in_progress', detail, other && { related: relatedTo(other) });
}

export function relatedTo({ kind, metadata }: OpsRequest): ProblemDetails['related'] {
  return { kind, namespace: metadata.namespace!, name: metadata.name };
}
