import { formatTime } from '../../../kube/meta/index.js';
import { turnOf } from '../../../operations/index.js';
import type { OpsRequest, OpsRequestStatus } from '../../../resources/ops-request/index.js';
import type { OperationRun, Target } from '../operation-run.js';
import { acceptedStatus } from '../status/accepted.js';
import { tell, tellWait } from '../status/log.js';
import { judge, mistakeOf, refusalOf, waitLimitMs } from './accept.js';
import type { OperationWriter } from '../operation-writer.js';
import type { Starter } from './start.js';

const RECHECK_MS = 5_000;

/** An operation until its turn: let in, told its place, refused or started. */
export class Waiter {
  constructor(
    private readonly writer: OperationWriter,
    private readonly starter: Starter,
  ) {}

  async lookAt(run: OperationRun, target: Target): Promise<number> {
    const { request, siblings, backups, nowMs } = run;
    const refusal = refusalOf(run, target);
    if (refusal) return this.end(run, refusal);
    const turn = turnOf(request, { requests: siblings, backups }, nowMs);
    if (turn.is === 'now') return this.lookReady(run, target);
    return this.queue(
      run,
      { queuePosition: 'position' in turn ? turn.position : 1, blockedBy: blockersOf(turn) },
      whyOf(turn),
    );
  }

  private async lookReady(run: OperationRun, target: Target): Promise<number> {
    const judgement = judge(run, target);
    const mistake = mistakeOf(run.request, target, judgement);
    if (mistake) return this.end(run, mistake);
    if (judgement.notNow && !run.request.spec.force) {
      return this.queue(run, { queuePosition: 1, blockedBy: [] }, `It waits: ${judgement.notNow.message}`);
    }
    return this.starter.start(run, target);
  }

  private async end(run: OperationRun, outcome: Parameters<OperationWriter['end']>[1]): Promise<number> {
    await this.writer.end(run, outcome);
    return Infinity;
  }

  private async queue(run: OperationRun, place: Place, why: string): Promise<number> {
    await this.writer.report(run, queuedStatus(run.request, { ...place, why }, run.nowMs));
    return Math.max(Math.min(RECHECK_MS, waitLimitMs(run.request) - run.nowMs), 1);
  }
}

interface Place {
  readonly queuePosition: number;
  readonly blockedBy: readonly string[];
}

type Turn = ReturnType<typeof turnOf>;
const whyOf = (turn: Turn): string => ('why' in turn ? turn.why : '');
const blockersOf = (turn: Turn): readonly string[] => ('blockedBy' in turn ? turn.blockedBy : []);

/** The list of blockers is bounded, as all lists of a status are. */
const MAX_BLOCKERS = 32;

export function queuedStatus(
  request: OpsRequest,
  { queuePosition, blockedBy, why }: Place & { readonly why: string },
  nowMs: number,
): OpsRequestStatus {
  const now = formatTime(new Date(nowMs));
  const queued: OpsRequestStatus = {
    ...acceptedStatus(request, now),
    phase: 'Queued',
    reason: 'Waiting',
    message: why,
    queuePosition,
    blockedBy: blockedBy.length > 0 ? blockedBy.slice(0, MAX_BLOCKERS) : undefined,
    cancellable: true,
  };
  const isNew = request.status?.phase !== 'Queued';
  return isNew ? tell(queued, [{ code: 'Queued', message: why }], now) : tellWait(queued, why, now);
}
