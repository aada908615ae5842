import {
  apiVersionOf,
  JOB,
  PERSISTENT_VOLUME_CLAIM,
  POD,
  type KubeObject,
  type ResourceType,
  type UntypedObject,
} from '../../src/kube/meta/index.js';
import { formatFieldError } from '../../src/kube/schema/index.js';
import { changesIntent, intentOf, withFields } from '../../src/operations/index.js';
import type {
  ChildAction,
  OperationHandler,
  OperationPlan,
  OperationSubject,
  Undo,
} from '../../src/providers/contract/index.js';
import { CNPG_CLUSTER } from '../../src/providers/postgresql/upstream.js';
import type { DatabaseBackup } from '../../src/resources/database-backup/index.js';
import type {
  DatabaseCluster,
  DatabaseClusterSpec,
  RecoverySource,
} from '../../src/resources/database-cluster/index.js';
import {
  OPS_REQUEST,
  type OpsRequest,
  type OpsRequestSpec,
  type OpsRequestStatus,
} from '../../src/resources/ops-request/index.js';
import { aCnpgCluster, memberPods } from './cnpg.js';
import { aClusterThatRan } from './database-cluster.js';
import { aDatabaseEngine } from './database-engine.js';
import { ObservedObjects } from './observed.js';

export const STARTED_AT = '2026-03-01T12:00:00Z';
export const REQUEST_UID = '3c1b7d9e-0000-4000-8000-000000000001';

type WithoutTarget = Omit<OpsRequestSpec, 'clusterRef'>;

/** A request for `orders` of `team-a`. */
export function anOpsRequest(spec: WithoutTarget, status?: OpsRequestStatus): OpsRequest {
  return {
    apiVersion: apiVersionOf(OPS_REQUEST),
    kind: OPS_REQUEST.kind,
    metadata: { name: 'orders-1234', namespace: 'team-a', uid: REQUEST_UID },
    spec: { clusterRef: { name: 'orders' }, ...spec },
    ...(status && { status }),
  };
}

/** What the caches show at one moment: a whole cluster of three, with the changes under test. */
export interface Scene {
  readonly intent?: Partial<DatabaseClusterSpec>;
  /** `null`: there is none. */
  readonly upstream?: Parameters<typeof aCnpgCluster>[0] | null;
  readonly pods?: readonly UntypedObject[];
  readonly claims?: readonly UntypedObject[];
  readonly jobs?: readonly UntypedObject[];
  readonly others?: readonly (readonly [ResourceType, KubeObject | UntypedObject])[];
  readonly backups?: readonly DatabaseBackup[];
  /** What a Restore goes back to. */
  readonly source?: RecoverySource;
  /** Of the database, as our own loop has told it. */
  readonly told?: DatabaseCluster['status'];
  readonly nowMs?: number;
  /** Of the request, beside what its beginning has recorded. */
  readonly recorded?: OpsRequestStatus;
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

/** One row of a sequence: what the objects show, and what is to be made of it. */
export interface Sight extends Partial<Verdict> {
  readonly seen: string;
  readonly scene: Scene;
}

/** One operation from its beginning: every moment is judged by the objects alone, in whatever order they come. */
export class PlayedOperation {
  readonly #before: Scene;
  readonly #status: OpsRequestStatus;

  constructor(
    private readonly handler: OperationHandler,
    private readonly spec: WithoutTarget,
    before: Scene = {},
    private readonly engine = aDatabaseEngine(),
  ) {
    this.#before = before;
    this.#status = {
      startedAt: STARTED_AT,
      baseline: { ...handler.baseline(this.subject(before, undefined, 'before')) },
    };
  }

  /** Before anything was done. */
  get refusals(): readonly string[] {
    return this.handler.validate(this.subject(this.#before, undefined, 'before')).map(formatFieldError);
  }

  get plan(): OperationPlan & { disruption: string } {
    const subject = this.subject(this.#before, undefined, 'before');
    return { ...this.handler.plan(subject), disruption: this.handler.disruption(subject) };
  }

  sees(scene: Scene): Verdict {
    const { state, message, done, total, steps, actions = [] } = this.handler.progress(this.running(scene));
    return {
      state,
      message,
      progress: `${done}/${total}`,
      steps: steps.map(({ name, target, state: is }) => `${name}${target ? ` ${target}` : ''}: ${is}`),
      actions: actions.map(describeAction),
    };
  }

  actionsAt(scene: Scene): readonly ChildAction[] {
    return this.handler.progress(this.running(scene)).actions ?? [];
  }

  resultAt(scene: Scene): unknown {
    return this.handler.progress(this.running(scene)).result;
  }

  /** What it asks the core to take. */
  backupNeededAt(scene: Scene): string | undefined {
    return this.handler.progress(this.running(scene)).backup;
  }

  settleSecondsAt(scene: Scene): number | undefined {
    return this.handler.progress(this.running(scene)).settleSeconds;
  }

  /** Once the fields of the intent are as they were before. */
  undoneAt(scene: Scene): { state: string; says?: string; actions: readonly string[] } {
    const undo = this.handler.undo(this.subject(scene, { ...this.#status, ...scene.recorded }, 'before'));
    const actions = 'actions' in undo ? (undo.actions ?? []) : [];
    return { state: undo.state, says: wordsOf(undo), actions: actions.map(describeAction) };
  }

  private running(scene: Scene): OperationSubject {
    return this.subject(scene, { ...this.#status, ...scene.recorded }, 'changed');
  }

  private subject(scene: Scene, status: OpsRequestStatus | undefined, intent: 'before' | 'changed'): OperationSubject {
    const request = anOpsRequest(this.spec, status);
    const { engine } = this;
    const cluster = aClusterThatRan(
      { ...this.#before.intent, ...scene.intent },
      { ...this.#before.told, ...scene.told },
    );
    const changed = changesIntent(this.spec.type) && intent === 'changed';
    return {
      request,
      engine,
      cluster: changed ? withIntent(cluster, request, engine) : cluster,
      observed: observedIn(scene),
      backups: scene.backups ?? [],
      ...(scene.source && { source: scene.source }),
      ...(scene.nowMs !== undefined && { nowMs: scene.nowMs }),
    };
  }
}

export function withIntent(
  cluster: DatabaseCluster,
  request: OpsRequest,
  engine: OperationSubject['engine'],
): DatabaseCluster {
  return withFields(cluster, intentOf(request.spec, cluster, engine)?.applied ?? []);
}

function observedIn({ upstream, pods = memberPods(), claims = [], jobs = [], others = [] }: Scene): ObservedObjects {
  const observed = new ObservedObjects()
    .with(CNPG_CLUSTER, ...(upstream === null ? [] : [aCnpgCluster(upstream)]))
    .with(POD, ...pods)
    .with(PERSISTENT_VOLUME_CLAIM, ...claims)
    .with(JOB, ...jobs);
  return others.reduce((all, [type, object]) => all.with(type, object), observed);
}

export function describeAction(action: ChildAction): string {
  const what = `${action.type.kind} ${action.key.name}`;
  if (action.do !== 'patch') return `${action.do} ${what}`;
  return action.subresource ? `patch status of ${what}` : `patch ${what}`;
}

export function wordsOf(undo: Undo): string | undefined {
  if (undo.state === 'Impossible') return undo.why;
  return undo.state === 'Running' ? undo.waitingFor : undo.stays;
}
