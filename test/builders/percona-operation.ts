import { formatFieldError } from '../../src/kube/schema/index.js';
import { changesIntent } from '../../src/operations/index.js';
import {
  isSupported,
  type ChildAction,
  type OperationHandler,
  type OperationPlan,
  type OperationSubject,
  type UnsupportedOperation,
} from '../../src/providers/contract/index.js';
import type { PerconaDialect } from '../../src/providers/percona/dialect.js';
import type { PerconaCluster } from '../../src/providers/percona/upstream.js';
import type { DatabaseCluster, DatabaseClusterSpec } from '../../src/resources/database-cluster/index.js';
import type { DatabaseEngine } from '../../src/resources/database-engine/index.js';
import type { OpsRequestSpec, OpsRequestStatus } from '../../src/resources/ops-request/index.js';
import { aClusterThatRan } from './database-cluster.js';
import { anOpsRequest, describeAction, STARTED_AT, withIntent, wordsOf, type Verdict } from './operation.js';
import { observedPercona, type PodsScene } from './percona.js';

/** What is special about the databases of one of the operators. */
export interface PerconaWorld<U extends PerconaCluster, C> {
  readonly dialect: PerconaDialect<U>;
  readonly engine: DatabaseEngine;
  readonly intent: Partial<DatabaseClusterSpec>;
  /** The version that runs. */
  readonly running: string;
  readonly build: (changes?: C) => U;
}

/** What the caches show at one moment. */
export interface PerconaScene<C> extends PodsScene {
  readonly spec?: Partial<DatabaseClusterSpec>;
  /** `null`: there is none. */
  readonly upstream?: C | null;
  /** Of the database, as our own loop has told it. */
  readonly told?: DatabaseCluster['status'];
}

type Asked = Omit<OpsRequestSpec, 'clusterRef'>;

export const playing =
  <U extends PerconaCluster, C>(world: PerconaWorld<U, C>) =>
  (
    entry: OperationHandler | UnsupportedOperation,
    spec: Asked,
    before: PerconaScene<C> = {},
  ): PlayedPerconaOperation<U, C> => {
    if (!isSupported(entry)) throw new Error(entry.unsupported);
    return new PlayedPerconaOperation(world, entry, spec, before);
  };

/** One operation from its beginning: every moment is judged by the objects alone, in whatever order they come. */
export class PlayedPerconaOperation<U extends PerconaCluster, C> {
  readonly #status: OpsRequestStatus;

  constructor(
    private readonly world: PerconaWorld<U, C>,
    private readonly handler: OperationHandler,
    private readonly spec: Asked,
    private readonly before: PerconaScene<C>,
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

  sees(scene: PerconaScene<C>): Verdict {
    const { state, message, done, total, steps, actions = [] } = this.handler.progress(this.running(scene));
    return {
      state,
      message,
      progress: `${done}/${total}`,
      steps: steps.map(({ name, target, state: is }) => `${name}${target ? ` ${target}` : ''}: ${is}`),
      actions: actions.map(describeAction),
    };
  }

  actionsAt(scene: PerconaScene<C>): readonly ChildAction[] {
    return this.handler.progress(this.running(scene)).actions ?? [];
  }

  resultAt(scene: PerconaScene<C>): unknown {
    return this.handler.progress(this.running(scene)).result;
  }

  /** Once the fields of the intent are as they were before. */
  undoneAt(scene: PerconaScene<C>): { state: string; says?: string; actions: readonly string[] } {
    return this.undoOf(this.subject(scene, this.#status));
  }

  /** While they are still as the operation wants them. */
  undoableAt(scene: PerconaScene<C>): { state: string; says?: string; actions: readonly string[] } {
    return this.undoOf(this.running(scene));
  }

  private undoOf(subject: OperationSubject): { state: string; says?: string; actions: readonly string[] } {
    const undo = this.handler.undo(subject);
    const actions = 'actions' in undo ? (undo.actions ?? []) : [];
    return { state: undo.state, says: wordsOf(undo), actions: actions.map(describeAction) };
  }

  private running(scene: PerconaScene<C>): OperationSubject {
    const subject = this.subject(scene, this.#status);
    if (!changesIntent(this.spec.type)) return subject;
    return { ...subject, cluster: withIntent(subject.cluster, subject.request, this.world.engine) };
  }

  private subject(scene: PerconaScene<C>, status?: OpsRequestStatus): OperationSubject {
    const { dialect, engine, intent, running, build } = this.world;
    const upstream = scene.upstream === null ? undefined : build(scene.upstream);
    return {
      request: anOpsRequest(this.spec, status),
      engine,
      cluster: aClusterThatRan(
        { ...intent, ...this.before.spec, ...scene.spec },
        { version: running, ...this.before.told },
      ),
      observed: observedPercona(dialect, upstream, scene),
      backups: [],
    };
  }
}
