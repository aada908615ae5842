import type { FieldError } from '../../src/kube/schema/index.js';
import {
  APPLIER_STEPS,
  Provider,
  type Applier,
  type BackupDriver,
  type CleanupPlan,
  type ClusterObservation,
  type Connection,
  type CustomOperations,
  type DesiredChild,
  type EngineSecrets,
  type OperationHandler,
  type OperationsTable,
  type OperatorInfo,
  type Requeue,
  type WatchedKind,
} from '../../src/providers/contract/index.js';
import type { EngineCapabilities } from '../../src/resources/database-engine/index.js';
import { OPERATION_TYPES } from '../../src/resources/ops-request/index.js';
import { WIDGET } from './widget.js';

interface ProviderAnswers {
  readonly engine?: string;
  readonly operator?: Partial<OperatorInfo>;
  readonly watches?: readonly WatchedKind[];
  readonly problems?: readonly FieldError[];
  readonly requeue?: Requeue;
  readonly children?: readonly DesiredChild[];
  readonly observation?: ClusterObservation;
  readonly connection?: Connection;
  readonly cleanup?: CleanupPlan;
  /** One handler for every type; without, the engine supports none. */
  readonly operation?: OperationHandler;
  readonly customOperations?: CustomOperations;
  readonly backups?: BackupDriver;
  readonly secrets?: EngineSecrets;
  readonly awaitsFilling?: boolean;
}

const NO_STEPS = Object.fromEntries(APPLIER_STEPS.map((step) => [step, (): void => undefined]));

/** An engine of no product, whose upstream is a Widget and which answers as it is told. */
class ScriptedProvider extends Provider {
  constructor(private readonly answers: ProviderAnswers) {
    const operation = answers.operation ?? { unsupported: 'A widget cannot do that.' };
    super({
      engine: answers.engine ?? 'postgresql',
      operator: {
        name: 'widget-operator',
        requiredCrds: ['widgets.example.org'],
        deploymentLabelSelector: 'app=widget-operator',
        ...answers.operator,
      },
      capabilities: {} as EngineCapabilities,
      upstream: WIDGET,
      watches: answers.watches ?? [{ type: WIDGET, clusterOf: ({ name }) => name }],
      operations: Object.fromEntries(OPERATION_TYPES.map((type) => [type, operation])) as OperationsTable,
      customOperations: answers.customOperations ?? { unsupported: 'A widget has no operations of its own.' },
      secrets: answers.secrets,
      awaitsFilling: () => answers.awaitsFilling ?? false,
      backups: answers.backups ?? { unsupported: 'A widget has no backups.' },
      checkRules: () => [],
      preReconcileHook: () => answers.requeue,
      applier: () => ({ ...NO_STEPS, result: () => [...(answers.children ?? [])] }) as Applier,
      status: () => answers.observation ?? anObservation(),
      connection: () => answers.connection ?? aConnection(),
      cleanup: () => answers.cleanup ?? { actions: [], done: true },
    });
  }

  override validate(): FieldError[] {
    return [...(this.answers.problems ?? [])];
  }
}

export const aProvider = (answers: ProviderAnswers = {}): Provider => new ScriptedProvider(answers);

/** What an engine says of a whole and serving database, with the changes under test. */
export function anObservation(changes: Partial<ClusterObservation> = {}): ClusterObservation {
  return {
    phase: 'Running',
    message: 'All 3 members are ready.',
    conditions: [{ type: 'Ready', status: 'True', reason: 'AllMembersReady', message: 'All 3 members are ready.' }],
    version: '17.6',
    size: 3,
    readyMembers: 3,
    members: [],
    endpoints: [],
    warnings: [],
    upstream: { apiVersion: 'example.org/v1', kind: 'Widget', name: 'orders' },
    ...changes,
  };
}

export function aConnection(changes: Partial<Connection> = {}): Connection {
  const host = changes.host ?? 'orders-rw.team-a.svc';
  return {
    host,
    port: 5432,
    username: 'app',
    database: 'app',
    uri: (password) => `postgresql://app:${password}@${host}:5432/app`,
    ...changes,
  };
}
