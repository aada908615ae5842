import { reasonOf } from '../../../domain/errors.js';
import { findCondition, mergeConditions, type Condition, type NewCondition } from '../../../kube/meta/index.js';
import type { OperationSummary } from '../../../operations/index.js';
import type { ClusterObservation } from '../../../providers/contract/index.js';
import type {
  ClusterBackupStatus,
  ClusterPhase,
  DatabaseCluster,
  DatabaseClusterStatus,
  IncarnationStatus,
} from '../../../resources/database-cluster/index.js';

/** Why nothing was applied this time, in the words of `Ready=False`. */
export interface Blockage {
  readonly reason: string;
  readonly message: string;
  /** When it overrides what is observed: nothing was made yet, or it is lost. */
  readonly phase?: ClusterPhase;
}

export interface FoldInput {
  readonly cluster: DatabaseCluster;
  /** RFC 3339. */
  readonly now: string;
  readonly specValid: Omit<NewCondition, 'type' | 'observedGeneration'>;
  readonly synced: Omit<NewCondition, 'type' | 'observedGeneration'>;
  readonly blockage?: Blockage;
  /** Absent while no provider knows the engine. */
  readonly observation?: ClusterObservation;
  readonly incarnation?: IncarnationStatus;
  readonly binding?: string;
  readonly operations?: OperationSummary;
  readonly availableUpgrades?: readonly string[];
  readonly backup?: ClusterBackupStatus;
  /** `BackupHealthy`, where backups are wanted. */
  readonly backupHealth?: readonly Omit<NewCondition, 'observedGeneration'>[];
  /** The MonitoringConfig that the spec names and nobody has made. */
  readonly missingMonitoringConfig?: string;
}

/** Engines say these too; here they are derived with what only the core knows. */
const DERIVED_HERE: readonly string[] = ['Ready', 'Progressing', 'BackupHealthy'];

const IN_MOTION: readonly ClusterPhase[] = ['Creating', 'Updating', 'Restoring', 'Starting', 'Stopping', 'Deleting'];

/** The whole status, from what was decided and what was seen: the one place that derives it. */
export function foldStatus(input: FoldInput): DatabaseClusterStatus {
  const { cluster, now, observation, incarnation, binding } = input;
  const phase = phaseOf(input);
  const conditions = settle(cluster.status?.conditions ?? [], conditionsOf(input, phase), now);
  return {
    phase,
    message: messageOf(input),
    observedGeneration: cluster.metadata.generation,
    conditions,
    ...observedFields(observation),
    ...input.operations,
    backup: input.backup,
    binding: binding ? { name: binding } : undefined,
    availableUpgrades: listed(input.availableUpgrades),
    incarnation: incarnation && withFirstRun(incarnation, phase, now),
  };
}

/** What is said no longer goes, and the order is always the same: a restart on the way must not show in the end. */
function settle(current: readonly Condition[], next: readonly NewCondition[], now: string): Condition[] {
  const merged = mergeConditions(current, next, now);
  return next.map(({ type }) => findCondition(merged, type)!);
}

/** Longer than a member takes to come up; whoever waits for it to be looked after waits no longer. */
const END_OF_CHANGE_MS = 600_000;

/** What began is over some day, whoever still lacks: then it is a loss. */
function observedPhase({ cluster, now }: FoldInput, { phase, isEnding }: ClusterObservation): ClusterPhase {
  const moving = findCondition(cluster.status?.conditions ?? [], 'Progressing');
  if (!isEnding || moving?.status !== 'True') return phase;
  return Date.parse(now) - Date.parse(moving.lastTransitionTime) > END_OF_CHANGE_MS ? 'Degraded' : phase;
}

function phaseOf(input: FoldInput): ClusterPhase {
  const { cluster, blockage, observation, specValid } = input;
  if (cluster.metadata.deletionTimestamp) return 'Deleting';
  if (blockage?.phase) return blockage.phase;
  if (observation?.upstream) return observedPhase(input, observation);
  return specValid.status === 'True' && observation ? observation.phase : 'Pending';
}

function messageOf({ blockage, specValid, synced, observation }: FoldInput): string {
  if (specValid.status === 'False') {
    return observation?.upstream ? `${specValid.message} What runs is left as it was.` : specValid.message;
  }
  if (blockage) return blockage.message;
  return synced.status === 'False' ? synced.message : (observation?.message ?? specValid.message);
}

function conditionsOf(input: FoldInput, phase: ClusterPhase): NewCondition[] {
  const { cluster, specValid, synced, observation } = input;
  const observedGeneration = cluster.metadata.generation;
  const derived = [
    readyOf(input),
    { type: 'Progressing', ...progressing(phase, observation) },
    { type: 'SpecValid', ...specValid },
    { type: 'Synced', ...synced },
    ...(observation?.conditions ?? []).filter(({ type }) => !DERIVED_HERE.includes(type)).map(withMissingConfig(input)),
    ...(input.backupHealth ?? []),
    ...upToDate(input),
  ];
  return derived.map((condition) => ({ ...condition, observedGeneration }));
}

type Observed = Omit<NewCondition, 'observedGeneration'>;

const withMissingConfig =
  ({ missingMonitoringConfig: name }: FoldInput) =>
  (condition: Observed): Observed => {
    if (name === undefined || condition.type !== 'MonitoringReady') return condition;
    const message = `spec.monitoring.configRef.name: there is no MonitoringConfig "${name}" in this namespace.`;
    return { ...condition, status: 'False', reason: reasonOf('monitoring_config_not_found'), message };
  };

function readyOf({ blockage, observation, specValid }: FoldInput): Omit<NewCondition, 'observedGeneration'> {
  const observed = observation?.conditions.find(({ type }) => type === 'Ready');
  // A spec that cannot be carried out takes nothing from a database that serves.
  if (blockage && !(observed?.status === 'True' && !blockage.phase)) {
    return { type: 'Ready', status: 'False', reason: blockage.reason, message: blockage.message };
  }
  if (specValid.status === 'False' && !observation?.upstream) {
    return { type: 'Ready', status: 'False', reason: specValid.reason, message: specValid.message };
  }
  return (
    observed ?? { type: 'Ready', status: 'Unknown', reason: 'NotObserved', message: 'Nothing has been observed yet.' }
  );
}

function progressing(
  phase: ClusterPhase,
  observation: ClusterObservation | undefined,
): Omit<NewCondition, 'type' | 'observedGeneration'> {
  const moving = IN_MOTION.includes(phase);
  return moving
    ? { status: 'True', reason: phase, message: observation?.message ?? `${phase}.` }
    : { status: 'False', reason: phase, message: 'Nothing is being changed.' };
}

function upToDate({ observation, availableUpgrades }: FoldInput): Omit<NewCondition, 'observedGeneration'>[] {
  if (!observation?.version || !availableUpgrades) return [];
  const current = availableUpgrades.length === 0;
  const message = current
    ? `${observation.version} is the newest version that the catalogue offers it.`
    : `The catalogue offers ${availableUpgrades.join(', ')}.`;
  return [
    { type: 'UpToDate', status: current ? 'True' : 'False', reason: current ? 'Newest' : 'UpgradeAvailable', message },
  ];
}

function observedFields(observation: ClusterObservation | undefined): Partial<DatabaseClusterStatus> {
  if (!observation) return {};
  const { version, size, readyMembers, members, primary, endpoints, warnings, effective, upstream } = observation;
  return {
    version,
    size,
    readyMembers,
    members: [...members],
    primary,
    endpoints: [...endpoints],
    warnings: listed(warnings),
    effective,
    upstream,
  };
}

function listed(values: readonly string[] | undefined): string[] | undefined {
  return values && values.length > 0 ? [...values] : undefined;
}

function withFirstRun(incarnation: IncarnationStatus, phase: ClusterPhase, now: string): IncarnationStatus {
  if (incarnation.firstRunningAt !== undefined || (phase !== 'Running' && phase !== 'Degraded')) return incarnation;
  return { ...incarnation, firstRunningAt: now };
}
