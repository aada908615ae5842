import type { KubeClient } from '../../kube/client/index.js';
import type { Clock } from '../../kube/clock.js';
import type { Informer } from '../../kube/informer/index.js';
import type { ReconcileContext, Reconciler } from '../../kube/manager/index.js';
import {
  formatTime,
  mergeConditions,
  type Condition,
  type NewCondition,
  type ObjectKey,
} from '../../kube/meta/index.js';
import { patchStatusIfChanged } from '../../kube/writes/index.js';
import { FIELD_MANAGER } from '../../domain/naming.js';
import { reasonOf } from '../../domain/errors.js';
import type { Provider, ProviderRegistry } from '../../providers/contract/index.js';
import {
  DATABASE_ENGINE,
  type DatabaseEngine,
  type DatabaseEngineStatus,
  type EngineOperatorStatus,
} from '../../resources/database-engine/index.js';
import { capabilitiesOf } from './capabilities.js';
import type { OperatorPresence } from './operator-presence.js';

export interface EngineDependencies {
  readonly client: KubeClient;
  readonly engines: Informer<DatabaseEngine>;
  readonly providers: ProviderRegistry;
  readonly presence: OperatorPresence;
  readonly clock: Clock;
}

/** Keeps the status of each catalogue entry: is its operator there, which version, what can be done with it. */
export class DatabaseEngineReconciler implements Reconciler {
  constructor(private readonly options: EngineDependencies) {}

  async reconcile(key: ObjectKey, ctx: ReconcileContext): Promise<void> {
    const engine = this.options.engines.store.get(key);
    if (!engine) return;
    const provider = this.options.providers.find(engine.metadata.name);
    const status = provider ? this.judge(engine, provider) : this.judgeUnknown(engine);
    const write = { status, fieldManager: FIELD_MANAGER, signal: ctx.signal };
    const written = await patchStatusIfChanged(this.options.client, DATABASE_ENGINE, engine, write);
    if (written !== engine) ctx.recordWrite(DATABASE_ENGINE, written);
  }

  private judge(engine: DatabaseEngine, provider: Provider): DatabaseEngineStatus {
    const operator = this.options.presence.statusOf(provider);
    return { ...this.statusWith(engine, readyOf(operator)), operator, capabilities: capabilitiesOf(provider) };
  }

  private judgeUnknown(engine: DatabaseEngine): DatabaseEngineStatus {
    const known = this.options.providers.engines().join(', ');
    const message = `This release has no plug-in for "${engine.metadata.name}"; it has ${known}.`;
    return this.statusWith(engine, { status: 'False', reason: reasonOf('unknown_engine'), message });
  }

  private statusWith(engine: DatabaseEngine, ready: Omit<NewCondition, 'type'>): DatabaseEngineStatus {
    const observedGeneration = engine.metadata.generation;
    const next = [{ type: 'Ready', ...ready, observedGeneration }];
    const now = formatTime(this.options.clock.now());
    return {
      observedGeneration,
      conditions: mergeConditions(engine.status?.conditions ?? [], next, now) as Condition[],
    };
  }
}

function readyOf({ name, installed, version }: EngineOperatorStatus): Omit<NewCondition, 'type'> {
  if (installed)
    return {
      status: 'True',
      reason: 'OperatorInstalled',
      message: `${name} ${version ?? '(version unknown)'} is installed.`,
    };
  return {
    status: 'False',
    reason: reasonOf('operator_not_installed'),
    message: `${name} is not installed; clusters of this engine wait for it.`,
  };
}
