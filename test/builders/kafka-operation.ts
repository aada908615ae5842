import { formatFieldError } from '../../src/kube/schema/index.js';
import { changesIntent } from '../../src/operations/index.js';
import type {
  ChildAction,
  OperationHandler,
  OperationPlan,
  OperationSubject,
} from '../../src/providers/contract/index.js';
import type { OpsRequestSpec, OpsRequestStatus } from '../../src/resources/ops-request/index.js';
import { aClusterThatRan } from './database-cluster.js';
import { anOpsRequest, describeAction, STARTED_AT, withIntent, wordsOf, type Verdict } from './operation.js';
import { KAFKA_ENGINE, observedKafka, type KafkaScene } from './strimzi.js';

/** One operation on the Kafka `orders` from its beginning: every moment is judged by the objects alone. */
export class PlayedKafkaOperation {
  readonly #status: OpsRequestStatus;

  constructor(
    private readonly handler: OperationHandler,
    private readonly spec: Omit<OpsRequestSpec, 'clusterRef'>,
    private readonly before: KafkaScene = {},
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

  sees(scene: KafkaScene): Verdict {
    const { state, message, done, total, steps, actions = [] } = this.handler.progress(this.running(scene));
    return {
      state,
      message,
      progress: `${done}/${total}`,
      steps: steps.map(({ name, target, state: is }) => `${name}${target ? ` ${target}` : ''}: ${is}`),
      actions: actions.map(describeAction),
    };
  }

  actionsAt(scene: KafkaScene): readonly ChildAction[] {
    return this.handler.progress(this.running(scene)).actions ?? [];
  }

  /** Once the fields of the intent are as they were before. */
  undoneAt(scene: KafkaScene): { state: string; says?: string; actions: readonly string[] } {
    const undo = this.handler.undo(this.subject(scene, this.#status));
    const actions = 'actions' in undo ? (undo.actions ?? []) : [];
    return { state: undo.state, says: wordsOf(undo), actions: actions.map(describeAction) };
  }

  private running(scene: KafkaScene): OperationSubject {
    const subject = this.subject(scene, this.#status);
    if (!changesIntent(this.spec.type)) return subject;
    return { ...subject, cluster: withIntent(subject.cluster, subject.request, KAFKA_ENGINE) };
  }

  private subject(scene: KafkaScene, status?: OpsRequestStatus): OperationSubject {
    return {
      request: anOpsRequest(this.spec, status),
      engine: KAFKA_ENGINE,
      cluster: aClusterThatRan({ engine: 'kafka', version: '4.2', ...this.before.spec }),
      observed: observedKafka(scene),
      backups: [],
    };
  }
}
