import { formatTime } from '../../../kube/meta/index.js';
import {
  alreadySo,
  changesOf,
  ownedElsewhere,
  planOperation,
  type IntentChange,
  type Judgement,
} from '../../../operations/index.js';
import type { OpsRequest, OpsRequestStatus } from '../../../resources/ops-request/index.js';
import { failure, subjectOf, type ActiveRun, type OperationRun, type Outcome, type Target } from '../operation-run.js';
import type { OperationWriter } from '../operation-writer.js';
import { acceptedStatus } from '../status/accepted.js';
import { withCondition } from '../status/conditions.js';
import { tell } from '../status/log.js';
import { describeFields } from '../status/standing.js';
import { judge, mistakeOf } from './accept.js';

export interface StarterOptions {
  readonly writer: OperationWriter;
  /** Field managers of delivery tools. */
  readonly deliveryManagers: readonly string[];
  readonly activate: (run: OperationRun, target: Target) => ActiveRun;
}

/** The turn of an operation has come: everything that must be known later is written down before anything is done. */
export class Starter {
  constructor(private readonly options: StarterOptions) {}

  async start(run: OperationRun, target: Target): Promise<number> {
    const { writer } = this.options;
    // The cache may be a moment behind, and fields are owned only in the object itself.
    const cluster = await writer.readCluster(target.cluster, run.ctx.signal);
    const live = { ...target, cluster };
    const judgement = judge(run, live);
    const outcome = mistakeOf(run.request, live, judgement) ?? this.ownedElsewhere(live, judgement.intent);
    if (outcome) return this.end(run, outcome);
    const held = { ...run, request: await writer.hold(run) };
    const active = this.options.activate(held, live);
    const already = nothingToDo(active, judgement.intent);
    if (already) return this.end(held, already);
    await writer.report(held, startedStatus(active, judgement));
    return 0;
  }

  private async end(run: OperationRun, outcome: Outcome): Promise<number> {
    await this.options.writer.end(run, outcome);
    return Infinity;
  }

  /** What a delivery tool owns, it would put back: the change belongs where the tool takes it from. */
  private ownedElsewhere({ cluster }: Target, intent: IntentChange | undefined): Outcome | undefined {
    const foreign = ownedElsewhere(cluster, intent, this.options.deliveryManagers);
    return foreign && failure('FieldManagedElsewhere', foreign.message);
  }
}

function nothingToDo(run: ActiveRun, intent: IntentChange | undefined): Outcome | undefined {
  const already = alreadySo(run.handler, subjectOf(run), intent);
  if (!already) return undefined;
  const { message, result } = already;
  return { phase: 'Succeeded', reason: 'NoChange', message: `It was so already. ${message}`, result };
}

function startedStatus(run: ActiveRun, { intent, source }: Judgement): OpsRequestStatus {
  const { request, target, handler, nowMs } = run;
  const now = formatTime(new Date(nowMs));
  const subject = subjectOf(run, source);
  const plan = planOperation({ request, ...target, now: new Date(nowMs) }, handler, { intent, source });
  const [rebirth, refill] = [handler.rebirth?.(subject), handler.refill?.(subject)];
  const { queuePosition: _, blockedBy: __, ...accepted } = acceptedStatus(request, now);
  const met = { type: 'PreconditionsMet', status: 'True', reason: 'InProgress', message: 'Its turn came.' } as const;
  const status: OpsRequestStatus = {
    ...accepted,
    phase: 'Running',
    reason: 'InProgress',
    message: 'It has started.',
    startedAt: now,
    progressedAt: now,
    disruption: plan.disruption,
    baseline: { ...handler.baseline(subject) },
    ...(rebirth && { rebirth }),
    ...(refill && { refill }),
    cancellable: true,
    steps: plan.steps.map((step) => ({ ...step, state: 'Pending' as const })),
    ...fieldsToWrite(intent),
  };
  const lines = [
    { code: 'Started', message: storyOf(request, intent) },
    ...plan.warnings.map((message) => ({ code: 'Warned', level: 'Warning' as const, message })),
  ];
  return tell(withCondition(status, met, request, now), lines, now);
}

/** Only what differs: the other fields are nobody's business. */
function fieldsToWrite(intent: IntentChange | undefined): Pick<OpsRequestStatus, 'previous' | 'applied'> {
  const changes = intent ? changesOf(intent) : [];
  if (changes.length === 0) return {};
  return {
    previous: changes.map(({ path, previous }) => ({ path, value: previous })),
    applied: changes.map(({ path, applied }) => ({ path, value: applied })),
  };
}

function storyOf({ spec }: OpsRequest, intent: IntentChange | undefined): string {
  const { applied } = fieldsToWrite(intent);
  return applied ? `${spec.type} started: ${describeFields(applied)}.` : `${spec.type} started.`;
}
