import { isTerminal } from '../../../operations/index.js';
import { hasFinalizer } from '../../../kube/writes/index.js';
import { OPERATION_FINALIZER } from '../../../domain/naming.js';
import type { OpsRequest } from '../../../resources/ops-request/index.js';
import type { OperationRun } from '../operation-run.js';
import type { OperationWriter } from '../operation-writer.js';

/** So many of a cluster stay to be read, however old. */
const KEPT = 20;
/** A timer holds about 24 days; looking again earlier costs nothing. */
const MAX_WAIT_MS = 3_600_000;

/** An operation that has ended: let go, and removed when its time is over. */
export async function retire(run: OperationRun, writer: OperationWriter): Promise<number> {
  const { request, siblings, nowMs } = run;
  if (hasFinalizer(request, OPERATION_FINALIZER)) {
    await writer.release(run);
    return 0;
  }
  if (request.metadata.deletionTimestamp || isAmongTheLast(request, siblings)) return Infinity;
  const waitMs = Date.parse(request.status?.expiresAt ?? '') - nowMs;
  if (Number.isNaN(waitMs)) return Infinity;
  if (waitMs > 0) return Math.min(waitMs, MAX_WAIT_MS);
  await writer.remove(run);
  return Infinity;
}

function isAmongTheLast(request: OpsRequest, siblings: readonly OpsRequest[]): boolean {
  const ended = siblings.filter(isTerminal).sort((a, b) => (endOf(a) < endOf(b) ? 1 : -1));
  return ended.indexOf(request) < KEPT;
}

const endOf = ({ status }: OpsRequest): string => status?.finishedAt ?? '';
