import { formatFieldErrors } from '../../../kube/schema/index.js';
import {
  describe,
  duplicateOf,
  handlerOf,
  judgeRequest,
  MAX_WAITING,
  otherGeneration,
  QUEUE_SAYS,
  supersededBy,
  turnOf,
  waitingOf,
  type Judgement,
} from '../../../operations/index.js';
import { isSupported } from '../../../providers/contract/index.js';
import type { OpsRequest } from '../../../resources/ops-request/index.js';
import { cancellation, failure, type OperationRun, type Outcome, type Target } from '../operation-run.js';

/** Why a request that waits ends before its turn; undefined while it may go on waiting. */
export function refusalOf(run: OperationRun, target: Target): Outcome | undefined {
  const { request, siblings } = run;
  const handler = handlerOf(request, target.provider);
  if (handler && !isSupported(handler)) return failure('Unsupported', handler.unsupported);
  const superseder = siblings.find((other) => supersededBy(other, siblings).includes(request));
  if (superseder) return cancellation('Superseded', `${describe(superseder)} took its place.`);
  return refusalOfNewcomer(run) ?? refusalByQueue(run);
}

/** What is judged once, when it is first seen: those that wait already were let in. */
function refusalOfNewcomer({ request, siblings }: OperationRun): Outcome | undefined {
  if (request.status?.phase !== undefined) return undefined;
  const twin = duplicateOf(request, siblings);
  if (twin) return failure('Duplicate', QUEUE_SAYS.duplicate(twin));
  const ahead = waitingOf(siblings).indexOf(request);
  if (ahead < MAX_WAITING) return undefined;
  return failure('QueueFull', QUEUE_SAYS.full(request));
}

function refusalByQueue({ request, siblings, backups, nowMs }: OperationRun): Outcome | undefined {
  const turn = turnOf(request, { requests: siblings, backups }, nowMs);
  if (turn.is === 'never') return failure('Conflict', turn.why);
  const limitMs = waitLimitMs(request);
  if (nowMs < limitMs) return undefined;
  const why = turn.is === 'later' ? turn.why : (request.status?.message ?? '');
  const reason = turn.is === 'later' ? 'Timeout' : 'PreconditionsNotMet';
  return failure(reason, `Its turn did not come within ${request.spec.queueTimeoutSeconds} s. ${why}`.trimEnd());
}

/** Until when it may wait. */
export function waitLimitMs({ metadata, spec }: OpsRequest): number {
  const from = Math.max(Date.parse(metadata.creationTimestamp!), spec.notBefore ? Date.parse(spec.notBefore) : 0);
  return from + (spec.queueTimeoutSeconds ?? 0) * 1000;
}

/** Why it cannot be carried out, now that its turn has come; undefined when it can, or can soon. */
export function mistakeOf(request: OpsRequest, target: Target, judgement: Judgement): Outcome | undefined {
  const { problems, unsupported, notNow } = judgement;
  if (unsupported) return failure('Unsupported', unsupported);
  if (problems.length > 0) return failure('Invalid', formatFieldErrors(problems));
  if (notNow && !notNow.passes) return failure('PreconditionsNotMet', notNow.message);
  const wanted = request.spec.preconditions?.clusterGeneration;
  if (wanted === undefined || wanted === target.cluster.metadata.generation) return undefined;
  return failure('PreconditionsNotMet', otherGeneration(target.cluster, wanted));
}

export const judge = ({ request, nowMs }: OperationRun, target: Target): Judgement =>
  judgeRequest({ request, ...target, now: new Date(nowMs) });
