import { apiVersionOf } from '../../src/kube/meta/index.js';
import { formatFieldError } from '../../src/kube/schema/index.js';
import { changesIntent, intentOf, withFields } from '../../src/operations/index.js';
import type {
  ChildAction,
  OperationHandler,
  OperationPlan,
  OperationSubject,
  Undo,
} from '../../src/providers/contract/index.js';
import {
  OPS_REQUEST,
  type OpsRequest,
  type OpsRequestSpec,
  type OpsRequestStatus,
} from '../../src/resources/ops-request/index.js';

export const STARTED_AT = '2026-03-01T12:00:00Z';
export const REQUEST_UID = '3c1b7d9e-0000-4000-8000-000000000001';

export type Asked = Omit<OpsRequestSpec, 'clusterRef'>;

/** A request for `orders` of `team-a`. */
export function anOpsRequest(spec: Asked, status?: OpsRequestStatus): OpsRequest {
  return {
    apiVersion: apiVersionOf(OPS_REQUEST),
    kind: OPS_REQUEST.kind,
    metadata: { name: 'orders-1234', namespace: 'team-a', uid: REQUEST_UID },
    spec: { clusterRef: { name: 'orders' }, ...spec },
    ...(status && { status }),
  };
}

/** What a handler makes of a moment, in words that a table can hold. */
export interface Verdict {
  readonly state: string;
  /** Or a matcher of it. */
  readonly message: unknown;
  readonly progress: string;
  /** `JoinMember orders-4: Running`. */
  readonly steps: unknown;
  /** `delete Pod orders-2`, `patch Cluster orders`, `patch status of Cluster orders`. */
  readonly actions: readonly string[];
}

export interface UndoneVerdict {
  readonly state: string;
  readonly says?: string;
  readonly actions: readonly string[];
}

/** How the scenes of one engine are to be read. */
export interface Stage<S> {
  readonly engine: OperationSubject['engine'];
  /** The database and its objects in a scene; `before`: what it was like when the operation began. */
  readonly look: (scene: S, before: S) => Omit<OperationSubject, 'request' | 'engine'>;
  /** What the request has recorded by then, beside what its beginning has. */
  readonly recorded?: (scene: S) => OpsRequestStatus | undefined;
}

/** One operation from its beginning: every moment is judged by the objects alone, in whatever order they come. */
export class PlayedScenes<S> {
  readonly #status: OpsRequestStatus;

  constructor(
    private readonly handler: OperationHandler,
    private readonly spec: Asked,
    private readonly before: S,
    private readonly stage: Stage<S>,
  ) {
    this.#status = { startedAt: STARTED_AT, baseline: { ...handler.baseline(this.subject(before)) } };
  }

  /** Before anything was done. */
  get refusals(): readonly string[] {
    return this.handler.validate(this.subject(this.before)).map(formatFieldError);
  }

  get plan(): OperationPlan & { disruption: string } {
    const subject = this.subject(this.before);
    return { ...this.handler.plan(subject), disruption: this.handler.disruption(subject) };
  }

  sees(scene: S): Verdict {
    const { state, message, done, total, steps, actions = [] } = this.handler.progress(this.running(scene));
    return {
      state,
      message,
      progress: `${done}/${total}`,
      steps: steps.map(({ name, target, state: is }) => `${name}${target ? ` ${target}` : ''}: ${is}`),
      actions: actions.map(describeAction),
    };
  }

  actionsAt(scene: S): readonly ChildAction[] {
    return this.handler.progress(this.running(scene)).actions ?? [];
  }

  resultAt(scene: S): unknown {
    return this.handler.progress(this.running(scene)).result;
  }

  /** What it asks the core to take. */
  backupNeededAt(scene: S): string | undefined {
    return this.handler.progress(this.running(scene)).backup;
  }

  settleSecondsAt(scene: S): number | undefined {
    return this.handler.progress(this.running(scene)).settleSeconds;
  }

  /** Once the fields of the intent are as they were before. */
  undoneAt(scene: S): UndoneVerdict {
    return this.undoOf(this.subject(scene, this.statusAt(scene)));
  }

  /** While they are still as the operation wants them. */
  undoableAt(scene: S): UndoneVerdict {
    return this.undoOf(this.running(scene));
  }

  private undoOf(subject: OperationSubject): UndoneVerdict {
    const undo = this.handler.undo(subject);
    const actions = 'actions' in undo ? (undo.actions ?? []) : [];
    return { state: undo.state, says: wordsOf(undo), actions: actions.map(describeAction) };
  }

  private statusAt(scene: S): OpsRequestStatus {
    return { ...this.#status, ...this.stage.recorded?.(scene) };
  }

  private running(scene: S): OperationSubject {
    const subject = this.subject(scene, this.statusAt(scene));
    if (!changesIntent(this.spec.type)) return subject;
    const { cluster, request, engine } = subject;
    return { ...subject, cluster: withFields(cluster, intentOf(request.spec, cluster, engine)?.applied ?? []) };
  }

  private subject(scene: S, status?: OpsRequestStatus): OperationSubject {
    const { engine, look } = this.stage;
    return { request: anOpsRequest(this.spec, status), engine, ...look(scene, this.before) };
  }
}

export function describeAction(action: ChildAction): string {
  const what = `${action.type.kind} ${action.key.name}`;
  if (action.do !== 'patch') return `${action.do} ${what}`;
  return action.subresource ? `patch status of ${what}` : `patch ${what}`;
}

function wordsOf(undo: Undo): string | undefined {
  if (undo.state === 'Impossible') return undo.why;
  return undo.state === 'Running' ? undo.waitingFor : undo.stays;
}
